import { bound, everything } from '../signals/buckets';
import { number, ratio } from '../signals/promql';
import { percentiles, type Percentile } from '../signals/recorded';
import { select, type Signal } from '../signals/signal';
import { atLeast, type Reading } from './events';
import type { RecordingRule } from './model';
import type { Recorder } from './record';

/** Share of events that may be slower than a 95th percentile. */
export const slowShare = 0.05;

/** How long events of one kind take: requests, operations. */
export interface Durations {
  readonly record: Recorder;
  /** Labels by which the recorded series of this kind are found again. */
  readonly of: Readonly<Record<string, string>>;
  readonly recorded: {
    readonly bucketRate: Signal;
    readonly percentile: (percentile: Percentile) => Signal;
    readonly slowRatio: Signal;
    readonly threshold: Signal;
  };
  /** Selector of the histogram's buckets. */
  readonly buckets: string;
  readonly reading: Reading;
  /** Undefined: nobody is told. */
  readonly thresholdSeconds: number | undefined;
  readonly minimumPerSecond: number;
}

/** How often each duration occurs, and percentiles of it. */
export const percentileRecords = ({
  record,
  of,
  recorded,
  buckets,
  reading,
}: Pick<Durations, 'record' | 'of' | 'buckets' | 'reading'> & {
  readonly recorded: Pick<Durations['recorded'], 'bucketRate' | 'percentile'>;
}): RecordingRule[] => [
  record(recorded.bucketRate, `sum by (le) (rate(${buckets}[5m]))`),
  // The comparison drops the NaN of an hour without events.
  ...percentiles.map((percentile) =>
    record(
      recorded.percentile(percentile),
      `histogram_quantile(${ratio(percentile)}, ${reading(select(recorded.bucketRate, of))}) >= 0`,
    ),
  ),
];

/** Percentiles, and the exact share that exceeds the threshold. */
export const durationRecords = ({
  record,
  of,
  recorded,
  buckets,
  reading,
  thresholdSeconds,
  minimumPerSecond,
}: Durations): RecordingRule[] => {
  const upTo = (le: string): string => reading(select(recorded.bucketRate, { ...of, le }));
  return [
    ...percentileRecords({ record, of, recorded, buckets, reading }),
    ...(thresholdSeconds === undefined
      ? []
      : [
          // Exact where the percentile is a guess within its bucket: p95 > 500 ms means that over 5 % took longer than 500 ms.
          record(
            recorded.slowRatio,
            `(${upTo(everything)} - on () ${upTo(bound(thresholdSeconds))}) / on () ${atLeast(upTo(everything), minimumPerSecond)}`,
          ),
          record(recorded.threshold, `vector(${number(thresholdSeconds)})`),
        ]),
  ];
};

/** Selector-made condition: the histogram has observations, but no bucket of the threshold. */
export const bucketMissing = (
  bucketRate: Signal,
  of: Readonly<Record<string, string>>,
  thresholdSeconds: number,
): string =>
  `max without (le) (${select(bucketRate, of)}) > 0 unless on () ${select(bucketRate, { ...of, le: bound(thresholdSeconds) })}`;
