import { number } from '../signals/promql';
import type { Duration } from './model';
import { seconds } from './text';

/**
 * How much a counter has grown within a window, counted whole, per series. Between the first and the last sample
 * of a window lies one interval less than the window is long, and `increase` extrapolates over the rest: five events in five
 * minutes, scraped every 30 s, become 5.6. So one interval more is asked for, and what that adds taken away.
 *
 * @param counter selector of the counter
 */
export const grown = (counter: string, windowSeconds: number, scrapeSeconds: number): string =>
  `round(increase(${counter}[${seconds(windowSeconds + scrapeSeconds)}]) * ${number(windowSeconds / (windowSeconds + scrapeSeconds))})`;

/**
 * How often something happened within a window, counted whole. `increase` alone does not see the first value of a
 * series, and a counter with labels often begins with its first failure: a series that was not there a window ago counts
 * with all it has. Not so where that says nothing, or everything since a process began would be counted at
 * once: when its instance did not answer a window ago, or Prometheus watched no instance of the application then.
 * `increase` extrapolates to the edges of the window; rounding takes that away.
 *
 * @param counter selector of the counter
 * @param up selector of `up` of the targets that expose it
 * @param growth what the counter has grown by; by default rounded, which is exact for a few events in a long window
 */
export const counted = (
  counter: string,
  up: string,
  window: Duration,
  growth = `round(increase(${counter}[${window}]))`,
): string => {
  const before = `${up} offset ${window}`;
  const begun = `max_over_time(${counter}[${window}]) unless ${counter} offset ${window} unless on (instance) (${before} == 0) and on () count(${before})`;
  return `sum((${begun}) or ${growth})`;
};
