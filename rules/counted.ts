import type { Duration } from './model';

/**
 * How often something happened within a window, counted whole. `increase` alone does not see the first value of a
 * series, and a counter with labels often begins with its first failure: a series that was not there a window ago counts
 * with all it has. Not so where that says nothing, or everything since a process began would be counted at
 * once: when its instance did not answer a window ago, or Prometheus watched no instance of the application then.
 * `increase` extrapolates to the edges of the window; rounding takes that away.
 *
 * @param counter selector of the counter
 * @param up selector of `up` of the targets that expose it
 */
export const counted = (counter: string, up: string, window: Duration): string => {
  const before = `${up} offset ${window}`;
  const begun = `max_over_time(${counter}[${window}]) unless ${counter} offset ${window} unless on (instance) (${before} == 0) and on () count(${before})`;
  return `sum((${begun}) or round(increase(${counter}[${window}])))`;
};
