import { recorded } from './recorded';
import { exporterLabels, signal, type Signal } from './signal';

const ofWorker = [...exporterLabels, 'hostname'] as const;
const ofQueue = [...exporterLabels, 'queue_name'] as const;
const ofTask = [...exporterLabels, 'hostname', 'name', 'queue_name'] as const;

export const celeryActiveWorkers = signal({
  metric: 'celery_active_worker_count',
  kind: 'gauge',
  unit: 'count',
  labels: ofQueue,
  source: 'target',
  description: 'Workers that answer and take tasks from a queue; only with Redis or RabbitMQ as broker.',
});

export const celeryWorkerUp = signal({
  metric: 'celery_worker_up',
  kind: 'gauge',
  unit: 'bool',
  labels: ofWorker,
  source: 'target',
  description: 'Whether a worker has sent a heartbeat within five minutes; gone after ten.',
});

export const celeryQueueLength = signal({
  metric: 'celery_queue_length',
  kind: 'gauge',
  unit: 'count',
  labels: ofQueue,
  source: 'target',
  description: 'Tasks that wait in a queue of the broker.',
});

export const celerySucceeded = signal({
  metric: 'celery_task_succeeded_total',
  kind: 'counter',
  unit: 'count',
  labels: ofTask,
  source: 'target',
  description: 'Runs of a task that succeeded.',
});

export const celeryFailed = signal({
  metric: 'celery_task_failed_total',
  kind: 'counter',
  unit: 'count',
  labels: [...ofTask, 'exception'],
  source: 'target',
  description: 'Runs of a task that failed for good: a retry is none.',
});

export const celeryRuntime = signal({
  metric: 'celery_task_runtime_bucket',
  kind: 'histogram',
  unit: 'seconds',
  labels: [...ofTask, 'le'],
  source: 'target',
  description: 'Time that the runs of a task took which succeeded.',
});

const ofRecordedTask = ['dependency', 'name'] as const;

export const celeryRunRate = recorded(
  'application:celery_task_runs:rate15m',
  'perSecond',
  'Runs of a task per second that ended.',
  ofRecordedTask,
);

export const celeryFailureRatio = recorded(
  'application:celery_task_runs_failed:ratio_rate15m',
  'ratio',
  'Share of the runs of a task that failed.',
  ofRecordedTask,
);

export const celerySlowRatio = recorded(
  'application:celery_task_runs_slow:ratio_rate15m',
  'ratio',
  'Share of the runs of a task that took longer than its threshold.',
  ofRecordedTask,
);

export const celerySignals: readonly Signal[] = [
  celeryActiveWorkers,
  celeryWorkerUp,
  celeryQueueLength,
  celerySucceeded,
  celeryFailed,
  celeryRuntime,
  celeryRunRate,
  celeryFailureRatio,
  celerySlowRatio,
];
