import type { DependencyOf } from '../../config/schema/dependency';
import {
  airflowFailedTasks,
  airflowHeartbeats,
  airflowImportErrors,
  airflowStarvingTasks,
  airflowSuccessfulRuns,
  airflowTaskFailures,
} from '../../signals/airflow';
import { select } from '../../signals/signal';
import { exportersUp } from '../../signals/targets';
import { unlessScaledToZero } from '../availability';
import { counted } from '../counted';
import type { AlertRule, RecordingRule } from '../model';
import { atLeastTwoSamples, minutes, minutesText } from '../text';
import type { Place } from './model';

type Airflow = DependencyOf<'airflow'>;

const schedulerAlerts = (
  { alerts, scheduler }: Airflow,
  { alert, application, of, shown, scrapeSeconds }: Place,
): AlertRule[] => {
  const { schedulerStalled, importErrors, poolStarving } = alerts;
  const scaledToZero = unlessScaledToZero({ namespace: application.namespace, workload: scheduler });
  return [
    alert({
      alert: 'AirflowSchedulerStalled',
      // statsd_exporter keeps its last count when nobody sends, and after its own restart has none.
      expr: `(sum(increase(${select(airflowHeartbeats, of)}[5m])) or vector(0)) == 0 and on () max(${exportersUp(of.application, of.dependency)}) == 1${scaledToZero}`,
      for: atLeastTwoSamples(schedulerStalled.forMinutes, scrapeSeconds),
      priority: 'P1',
      summary: `${shown}: the Airflow scheduler sends no heartbeat`,
      description: `No scheduler of Airflow has sent a heartbeat in the last 5 minutes, and that for more than ${minutesText(schedulerStalled.forMinutes)}. No DAG begins and no task is started; what runs may end.`,
    }),
    alert({
      alert: 'AirflowImportErrors',
      expr: `max(${select(airflowImportErrors, of)}) > 0`,
      for: atLeastTwoSamples(importErrors.forMinutes, scrapeSeconds),
      priority: 'P3',
      summary: `${shown}: {{ $value }} {{ if eq $value 1.0 }}file of DAGs{{ else }}files of DAGs{{ end }} cannot be imported`,
      description: `Airflow has failed to import {{ $value }} {{ if eq $value 1.0 }}file{{ else }}files{{ end }} of DAGs for more than ${minutesText(importErrors.forMinutes)}. New DAGs in there do not appear; known ones run in their former version or not at all.`,
    }),
    alert({
      alert: 'AirflowPoolStarving',
      expr: `max by (pool) (${select(airflowStarvingTasks, of)}) > 0`,
      for: atLeastTwoSamples(poolStarving.forMinutes, scrapeSeconds),
      priority: 'P3',
      summary: `${shown}: {{ $value }} {{ if eq $value 1.0 }}task waits{{ else }}tasks wait{{ end }} for a slot of pool {{ $labels.pool }}`,
      description: `Tasks of Airflow have waited for a free slot of pool {{ $labels.pool }} for more than ${minutesText(poolStarving.forMinutes)}, now {{ $value }}. Their DAGs are late.`,
    }),
  ];
};

const failureRules = (
  { alerts: { taskFailures } }: Airflow,
  { alert, record, of, shown }: Place,
): (AlertRule | RecordingRule)[] => [
  record(
    airflowFailedTasks,
    // statsd counts all of Airflow in one series: only the first failure after its own restart is not seen.
    `round(sum(increase(${select(airflowTaskFailures, of)}[1h])))`,
  ),
  alert({
    alert: 'AirflowTaskFailures',
    expr: `${select(airflowFailedTasks, of)} > ${String(taskFailures.perHour)}`,
    // The hour is in the count.
    for: '0m',
    priority: 'P2',
    summary: `${shown}: {{ $value }} tasks of Airflow failed within an hour`,
    description: `{{ $value }} task instances of Airflow have failed for good within the last hour; ${String(taskFailures.perHour)} are normal. What follows them in their DAGs is not done.`,
  }),
];

/** One alert per DAG that must succeed regularly: its window is its own. */
const overdueAlerts = ({ dags }: Airflow, { alert, of, shown }: Place): AlertRule[] => {
  const up = exportersUp(of.application, of.dependency);
  return Object.entries(dags).map(([dag, { successEveryMinutes }]) => {
    const window = minutes(successEveryMinutes);
    const runs = counted(select(airflowSuccessfulRuns, { ...of, dag_id: dag }), up, window);
    return alert({
      alert: 'AirflowDagOverdue',
      // Not before a whole window was watched: until then a missing run may only be an unseen one.
      expr: `(${runs} or vector(0)) == 0 and on () count(${up} offset ${window})`,
      for: '5m',
      labels: { dag_id: dag },
      priority: 'P2',
      summary: `${shown}: DAG ${dag} is overdue`,
      description: `No run of ${dag} has succeeded in the last ${minutesText(successEveryMinutes)}. What it makes is old by now.`,
    });
  });
};

/** Scheduler, tasks, pools and DAGs of Airflow, as it tells statsd. */
export const airflowRules = (dependency: Airflow, place: Place): (AlertRule | RecordingRule)[] => [
  ...schedulerAlerts(dependency, place),
  ...failureRules(dependency, place),
  ...overdueAlerts(dependency, place),
];
