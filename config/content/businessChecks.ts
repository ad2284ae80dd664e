import { nearestBuckets } from '../../signals/buckets';
import { isSingle } from '../schema/business';
import type { Check } from './check';

/** Rules between the keys of operations, data and business signals. */
export const businessChecks: readonly Check[] = [
  {
    holds: 'an application with operations, data or business signals is scraped',
    faults: ({ operations, freshness, business, scrape }) =>
      scrape !== undefined
        ? []
        : Object.entries({ operations, freshness, business })
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
  {
    holds: 'a business signal with alerts is one number',
    faults: ({ business }) =>
      Object.entries(business)
        .filter(([, signal]) => signal.alerts !== undefined && !isSingle(signal))
        .map(([name]) => [
          ['business', name, 'alerts'],
          'cannot judge several numbers at once (steps, or values of a label); remove them, and write a signal of its own for the one to watch',
        ]),
  },
  {
    holds: 'a business signal has room between its bounds',
    faults: ({ business }) =>
      Object.entries(business).flatMap(([name, { alerts }]) => {
        const { below, above } = alerts ?? {};
        if (below === undefined || above === undefined || below < above) return [];
        return [
          [
            ['business', name, 'alerts', 'below'],
            `${String(below)} is not less than above ${String(above)}, so someone would be told always; write less, or raise above`,
          ],
        ];
      }),
  },
];
