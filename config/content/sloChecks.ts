import { nearestBuckets } from '../../signals/buckets';
import type { Application } from '../schema/application';
import { bucketFault } from './bucketFault';
import type { Check, Fault } from './check';
import { suggest } from './suggest';

const duplicates = (values: readonly number[]): number[] =>
  values.flatMap((value, index) => (values.indexOf(value) === index ? [] : [index]));

/** Objectives about operations, by kind. */
const perOperation = ({ slos }: Application) =>
  (['success', 'operationLatency'] as const).flatMap((kind) =>
    Object.keys(slos[kind] ?? {}).map((operation) => ({ kind, operation })),
  );

/** Rules between objectives and what they are about. */
export const sloChecks: readonly Check[] = [
  {
    holds: 'an objective about requests has `http`',
    faults: ({ slos, http }) =>
      http !== undefined
        ? []
        : (['availability', 'latency'] as const)
            .filter((kind) => slos[kind] !== undefined)
            .map((kind): Fault => [
              ['slos', kind],
              'counts requests, but nothing says which metric counts them; write http, or remove the objective',
            ]),
  },
  {
    holds: 'the threshold of a latency objective is a bucket of the histogram',
    faults: ({ slos, http }) =>
      http === undefined
        ? []
        : (slos.latency ?? []).flatMap(({ thresholdMs }, index): Fault[] => {
            const fault = bucketFault(thresholdMs, http.duration, 'http.duration');
            return fault === undefined ? [] : [[['slos', 'latency', index, 'thresholdMs'], fault]];
          }),
  },
  {
    holds: 'the latency objectives of an application have different thresholds',
    faults: ({ slos }) =>
      duplicates((slos.latency ?? []).map(({ thresholdMs }) => thresholdMs)).map((index): Fault => [
        ['slos', 'latency', index, 'thresholdMs'],
        'is the threshold of another objective of the application; write a different one, or remove one of the two',
      ]),
  },
  {
    holds: 'an objective about an operation names one of the application',
    faults: (application) =>
      perOperation(application)
        .filter(({ operation }) => !Object.hasOwn(application.operations, operation))
        .map(({ kind, operation }): Fault => [
          ['slos', kind, operation],
          `is no operation of the application; ${suggest(operation, Object.keys(application.operations))}`,
        ]),
  },
  {
    holds: 'the threshold of an operation’s objective is a bucket of its histogram',
    faults: ({ slos, operations }) =>
      Object.entries(slos.operationLatency ?? {}).flatMap(([name, { thresholdSeconds }]): Fault[] => {
        const operation = Object.hasOwn(operations, name) ? operations[name] : undefined;
        if (operation === undefined) return [];
        const path = ['slos', 'operationLatency', name, 'thresholdSeconds'];
        if (operation.duration === undefined) {
          return [
            [
              path,
              `has no histogram to be judged by; write operations.${name}.duration, or remove the objective`,
            ],
          ];
        }
        const near = nearestBuckets(thresholdSeconds, operation.duration.bucketsSeconds);
        return near === undefined
          ? []
          : [
              [
                path,
                `${String(thresholdSeconds)} s is no bucket of ${operation.duration.metric}, so it cannot be judged exactly; write ${near.map(String).join(' or ')}, or add the bucket to the application and to operations.${name}.duration.bucketsSeconds`,
              ],
            ];
      }),
  },
  {
    holds: 'an objective about data names data of the application',
    faults: ({ slos, freshness }) =>
      Object.keys(slos.freshness ?? {})
        .filter((data) => !Object.hasOwn(freshness, data))
        .map((data): Fault => [
          ['slos', 'freshness', data],
          `is no data of the application; ${suggest(data, Object.keys(freshness))}`,
        ]),
  },
];
