import type { Example } from '../support/examples';

/** One breaking example per rule about queues. */
export const queueExamples: Readonly<Record<string, Example>> = {
  'the latency threshold of Celery tasks is a bucket of their runtime': {
    breaks: { dependencies: { tasks: { kind: 'celery', alerts: { taskSlow: { p95Seconds: 3 } } } } },
    says: 'dependencies.tasks.alerts.taskSlow.p95Seconds: 3 s is no bucket of the exporter, so it cannot be judged exactly; write 2.5 or 5, or add the bucket to CE_BUCKETS of the exporter and to runtimeBucketsSeconds',
    line: 'p95Seconds: 3',
    mends: { dependencies: { tasks: { runtimeBucketsSeconds: [1, 3] } } },
  },
};
