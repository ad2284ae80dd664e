import { nearestBuckets } from '../../signals/buckets';
import type { Check, Fault } from './check';

/** Rules between the keys of queues. */
export const queueChecks: readonly Check[] = [
  {
    holds: 'the latency threshold of Celery tasks is a bucket of their runtime',
    faults: ({ dependencies }) =>
      Object.entries(dependencies).flatMap(([name, dependency]): Fault[] => {
        if (dependency.kind !== 'celery') return [];
        const p95Seconds = dependency.alerts.taskSlow?.p95Seconds;
        if (p95Seconds === undefined) return [];
        const near = nearestBuckets(p95Seconds, dependency.runtimeBucketsSeconds);
        if (near === undefined) return [];
        const fault = `${String(p95Seconds)} s is no bucket of the exporter, so it cannot be judged exactly; write ${near.map(String).join(' or ')}, or add the bucket to CE_BUCKETS of the exporter and to runtimeBucketsSeconds`;
        return [[['dependencies', name, 'alerts', 'taskSlow', 'p95Seconds'], fault]];
      }),
  },
];
