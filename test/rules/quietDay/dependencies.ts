import { counter, histogram, lasting, load, processes, type Labels, type Series } from './day';
import { exporter, steady } from './scraping';

const team: Labels = { namespace: 'shop', team: 'shop' };

const celery = (): Series[] => {
  const labels: Labels = { ...team, application: 'jobs', dependency: 'tasks' };
  const own: Labels = { ...labels, instance: 'tasks' };
  const perMinute = (minute: number): number => 30 * load(minute);
  const task = { ...labels, name: 'report', queue_name: 'celery' };
  return [
    exporter('jobs', 'tasks'),
    ...['w1', 'w2'].map((hostname) => steady('celery_worker_up', { ...own, hostname }, () => 1)),
    steady('celery_active_worker_count', { ...own, queue_name: 'celery' }, () => 2),
    steady('celery_queue_length', { ...own, queue_name: 'celery' }, (minute) =>
      Math.round(20 * load(minute)),
    ),
    ...counter('celery_task_succeeded_total', task, lasting, perMinute, 0.998),
    ...counter('celery_task_failed_total', task, lasting, perMinute, 0.002),
    ...histogram('celery_task_runtime', task, lasting, perMinute, { '1.0': 0.8, '5.0': 0.99 }),
  ];
};

const airflow = (): Series[] => {
  const labels: Labels = { ...team, application: 'jobs', dependency: 'airflow' };
  const own: Labels = { ...labels, instance: 'airflow' };
  return [
    exporter('jobs', 'airflow'),
    ...counter('airflow_scheduler_heartbeat', labels, lasting, () => 12),
    ...counter('airflow_ti_failures', labels, lasting, () => 0),
    // A run an hour.
    ...counter('airflow_dagrun_duration_count', { ...labels, dag_id: 'prices' }, lasting, () => 1 / 60),
    steady('airflow_dag_processing_import_errors', own, () => 0),
    steady('airflow_pool_starving_tasks', { ...own, pool_name: 'default_pool' }, () => 0),
  ];
};

export const dependencies = (): Series[] => [
  ...processes({ ...team, application: 'jobs' }, lasting),
  ...celery(),
  ...airflow(),
];
