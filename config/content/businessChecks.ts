import { nearestBuckets } from '../../signals/buckets';
import type { Check } from './check';

/** Rules between the keys of operations, data and business signals. */
export const businessChecks: readonly Check[] = [
  {
    holds: 'an application with operations or data is scraped',
    faults: ({ operations, freshness, scrape }) =>
      scrape !== undefined
        ? []
        : Object.entries({ operations, freshness })
            .filter(([, entries]) => Object.keys(entries).length > 0)
            .map(([key]) => [[key], 'are given, but nothing says where the metrics come from; write scrape']),
  },
  {
    holds: 'the latency threshold of an operation is a bucket of its histogram',
    faults: ({ operations }) =>
      Object.entries(operations).flatMap(([name, { duration, alerts }]) => {
        const p95Seconds = alerts?.p95Seconds;
        if (p95Seconds === undefined) return [];
        const path = ['operations', name, 'alerts', 'p95Seconds'];
        if (duration === undefined) {
          return [[path, 'needs a histogram of durations; write duration beside alerts, or remove it']];
        }
        const near = nearestBuckets(p95Seconds, duration.bucketsSeconds);
        return near === undefined
          ? []
          : [
              [
                path,
                `${String(p95Seconds)} s is no bucket of ${duration.metric}, so it cannot be judged exactly; write ${near.map(String).join(' or ')}, or add the bucket to the application and to bucketsSeconds`,
              ],
            ];
      }),
  },
];
