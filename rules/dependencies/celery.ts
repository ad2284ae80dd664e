import type { DependencyOf } from '../../config/schema/dependency';
import { bound, everything } from '../../signals/buckets';
import {
  celeryActiveWorkers,
  celeryFailed,
  celeryFailureRatio,
  celeryQueueLength,
  celeryRunRate,
  celeryRuntime,
  celerySlowRatio,
  celerySucceeded,
  celeryWorkerUp,
} from '../../signals/celery';
import { number, ratio } from '../../signals/promql';
import { select, type Signal } from '../../signals/signal';
import { exportersUp } from '../../signals/targets';
import { unlessScaledToZero } from '../availability';
import type { AlertRule, RecordingRule } from '../model';
import { atLeastTwoSamples, minutes, minutesText } from '../text';
import type { Place } from './model';

type Celery = DependencyOf<'celery'>;

/** Share of the runs that may be slower than a 95th percentile. */
const slowShare = 0.05;

/** Seconds of the window over which runs are counted. */
const windowSeconds = 900;

const recordings = ({ alerts }: Celery, { of, record }: Place): RecordingRule[] => {
  const byTask = (signal: Signal, further = {}) =>
    `sum by (name) (rate(${select(signal, { ...of, ...further })}[15m]))`;
  const runs = select(celeryRunRate, of);
  const slow = alerts.taskSlow;
  return [
    // The exporter begins both counters of a task with its first event, so neither is missing beside the other.
    record(celeryRunRate, `${byTask(celerySucceeded)} + ${byTask(celeryFailed)}`),
    record(celeryFailureRatio, `${byTask(celeryFailed)} / on (name) (${runs} > 0)`),
    ...(slow === undefined
      ? []
      : [
          record(
            celerySlowRatio,
            `1 - ${byTask(celeryRuntime, { le: bound(slow.p95Seconds) })} / (${byTask(celeryRuntime, { le: everything })} > 0)`,
          ),
        ]),
  ];
};

const workerAlerts = (
  { alerts, workers }: Celery,
  { alert, application, of, shown, scrapeSeconds }: Place,
): AlertRule[] => {
  const { workersGone, queueBacklog } = alerts;
  const scaledToZero = unlessScaledToZero({ namespace: application.namespace, workload: workers });
  return [
    alert({
      alert: 'CeleryWorkersGone',
      // Of other brokers the exporter knows no queue, only heartbeats; and of workers that are long gone nothing at all.
      expr: `(max(${select(celeryActiveWorkers, of)}) or sum(${select(celeryWorkerUp, of)}) or vector(0)) == 0 and on () max(${exportersUp(of.application, of.dependency)}) == 1${scaledToZero}`,
      for: atLeastTwoSamples(workersGone.forMinutes, scrapeSeconds),
      priority: 'P1',
      summary: `${shown}: no Celery worker takes tasks`,
      description: `Not one worker has answered for more than ${minutesText(workersGone.forMinutes)}. Tasks wait in the broker and nothing is done, although the callers notice nothing.`,
    }),
    alert({
      alert: 'CeleryQueueBacklog',
      expr: `max by (queue_name) (${select(celeryQueueLength, of)}) > ${String(queueBacklog.tasks)}`,
      for: atLeastTwoSamples(queueBacklog.forMinutes, scrapeSeconds),
      priority: 'P2',
      summary: `${shown}: {{ $value }} tasks wait in queue {{ $labels.queue_name }}`,
      description: `More than ${String(queueBacklog.tasks)} tasks have waited in queue {{ $labels.queue_name }} for ${minutesText(queueBacklog.forMinutes)}, now {{ $value }}. What is queued last is done late; if it keeps growing the broker runs out of memory.`,
    }),
  ];
};

const taskAlerts = ({ alerts }: Celery, { alert, of, shown }: Place): AlertRule[] => {
  const { taskFailing, taskSlow } = alerts;
  const enough = (minimumRuns: number) =>
    `and on (name) ${select(celeryRunRate, of)} * ${String(windowSeconds)} >= ${String(minimumRuns)}`;
  return [
    alert({
      alert: 'CeleryTaskFailing',
      expr: `${select(celeryFailureRatio, of)} > ${ratio(taskFailing.percent)} ${enough(taskFailing.minimumRuns)}`,
      for: minutes(taskFailing.forMinutes),
      priority: 'P2',
      summary: `${shown}: {{ $value | humanizePercentage }} of the runs of {{ $labels.name }} fail`,
      description: `{{ $value | humanizePercentage }} of the runs of task {{ $labels.name }} in the last 15 minutes have failed for good; more than ${String(taskFailing.percent)} % for ${minutesText(taskFailing.forMinutes)}. What they were to do is not done.`,
    }),
    ...(taskSlow === undefined
      ? []
      : [
          alert({
            alert: 'CeleryTaskSlow',
            expr: `${select(celerySlowRatio, of)} > ${number(slowShare)} ${enough(taskSlow.minimumRuns)}`,
            for: minutes(taskSlow.forMinutes),
            priority: 'P3',
            summary: `${shown}: p95 of {{ $labels.name }} is above ${number(taskSlow.p95Seconds)} s`,
            description: `{{ $value | humanizePercentage }} of the runs of task {{ $labels.name }} take longer than ${number(taskSlow.p95Seconds)} s, for ${minutesText(taskSlow.forMinutes)}; ${number(slowShare * 100)} % may.`,
          }),
        ]),
  ];
};

/** Workers, queues and tasks of Celery, as its exporter sees them. */
export const celeryRules = (dependency: Celery, place: Place): (AlertRule | RecordingRule)[] => [
  ...recordings(dependency, place),
  ...workerAlerts(dependency, place),
  ...taskAlerts(dependency, place),
];
