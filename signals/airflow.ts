import { recorded } from './recorded';
import { exporterLabels, signal, type Signal } from './signal';

// Names as the mapping of docs/statsd/airflow.yaml gives them, which are those of Airflow's own Helm chart.

export const airflowHeartbeats = signal({
  metric: 'airflow_scheduler_heartbeat',
  kind: 'counter',
  unit: 'count',
  labels: exporterLabels,
  source: 'target',
  description: 'Heartbeats of the schedulers, one every five seconds.',
});

export const airflowTaskFailures = signal({
  metric: 'airflow_ti_failures',
  kind: 'counter',
  unit: 'count',
  labels: exporterLabels,
  source: 'target',
  description: 'Task instances that failed for good.',
});

export const airflowImportErrors = signal({
  metric: 'airflow_dag_processing_import_errors',
  kind: 'gauge',
  unit: 'count',
  labels: exporterLabels,
  source: 'target',
  description: 'Files of DAGs that cannot be imported.',
});

export const airflowStarvingTasks = signal({
  metric: 'airflow_pool_starving_tasks',
  kind: 'gauge',
  unit: 'count',
  labels: [...exporterLabels, 'pool'],
  source: 'target',
  description: 'Tasks that could run but for a slot of their pool.',
});

export const airflowSuccessfulRuns = signal({
  metric: 'airflow_dagrun_duration_count',
  kind: 'counter',
  unit: 'count',
  labels: [...exporterLabels, 'dag_id'],
  source: 'target',
  description: 'Runs of a DAG that succeeded: the count of the timer of their duration.',
});

export const airflowFailedTasks = recorded(
  'application:airflow_task_failures:count1h',
  'count',
  'Task instances that failed within the last hour.',
  ['dependency'],
);

export const airflowSignals: readonly Signal[] = [
  airflowHeartbeats,
  airflowTaskFailures,
  airflowImportErrors,
  airflowStarvingTasks,
  airflowSuccessfulRuns,
  airflowFailedTasks,
];
