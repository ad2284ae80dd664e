import type { DependencyOf } from '../config/schema/dependency';
import { ofDependency } from './exporter';
import { referredSignal, selectReferred } from './metricRef';
import { percentiles, perPercentile, recorded } from './recorded';
import type { Signal } from './signal';

type Queries = NonNullable<DependencyOf<'postgresql'>['queries']>;

/** The histogram of the application's own queries, and the selector of its buckets. */
export const querySignals = (
  application: string,
  { duration }: Queries,
): { readonly signal: Signal; readonly durations: string } => {
  const buckets = referredSignal(duration, {
    kind: 'histogram',
    unit: 'seconds',
    labels: ['le'],
    description: 'Time that a query took, as the application sees it.',
  });
  return { signal: buckets, durations: selectReferred(application, duration, buckets) };
};

export const queryBucketRate = recorded(
  'dependency:query_duration_seconds_bucket:rate5m',
  'perSecond',
  'Queries per second by upper bound of their duration, as the application sees it.',
  ['dependency', 'le'],
);

export const queryDuration = perPercentile((percentile) =>
  ofDependency(
    `dependency:query_duration_seconds:p${String(percentile)}_rate5m`,
    'seconds',
    `Duration that ${String(percentile)} % of the queries stay below, as the application sees it.`,
  ),
);

export const slowQueryRate = recorded(
  'dependency:queries_slow:rate5m',
  'perSecond',
  'Queries per second that took longer than the application calls slow.',
  ['dependency', 'threshold'],
);

export const querySignalsRecorded: readonly Signal[] = [
  queryBucketRate,
  ...percentiles.map(queryDuration),
  slowQueryRate,
];
