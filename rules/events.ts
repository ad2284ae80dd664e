import { number } from '../signals/promql';
import { select, type Signal } from '../signals/signal';
import type { RecordingRule } from './model';
import type { Recorder } from './record';

/** How a recorded rate is read: as it is, or averaged over a window. */
export type Reading = (selector: string) => string;

export const asItIs: Reading = (selector) => selector;
export const averagedOver =
  (minutes: number): Reading =>
  (selector) =>
    `avg_over_time(${selector}[${String(minutes)}m])`;

/**
 * What a share is a share of. A quiet hour must not make a rate of one event, and an outage of a quiet service must not hide
 * behind a limit: fewer events than the minimum count as that many. Without a minimum there is no share of nothing.
 */
export const atLeast = (all: string, minimumPerSecond: number): string =>
  minimumPerSecond > 0 ? `clamp_min(${all}, ${number(minimumPerSecond)})` : `(${all} > 0)`;

/** Events of one kind, of which some fail: requests, operations. */
export interface Events {
  readonly record: Recorder;
  /** Labels by which the recorded series of this kind are found again. */
  readonly of: Readonly<Record<string, string>>;
  readonly recorded: { readonly all: Signal; readonly failed: Signal; readonly ratio: Signal };
  /** Expressions of events per second, of all and of those that failed. */
  readonly rates: { readonly all: string; readonly failed: string };
  readonly reading: Reading;
  readonly minimumPerSecond: number;
}

/** Rate, rate of failures, and share of failures. */
export const eventRecords = ({
  record,
  of,
  recorded,
  rates,
  reading,
  minimumPerSecond,
}: Events): RecordingRule[] => {
  const all = select(recorded.all, of);
  const failed = select(recorded.failed, of);
  return [
    record(recorded.all, rates.all),
    // A failure that has not occurred yet has no series: then none failed.
    record(recorded.failed, `${rates.failed} or on () 0 * ${all}`),
    record(recorded.ratio, `${reading(failed)} / on () ${atLeast(reading(all), minimumPerSecond)}`),
  ];
};
