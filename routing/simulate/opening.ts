import { instantOf, wallTimeOf } from '../../config/localTime';
import type { RouteNode } from './routeTree';
import { intervalsNamed, isMuted, type Interval, type Intervals } from './timeIntervals';

/** Longer than a year: a window in one month only is found. */
const horizonDays = 400;

/** Minutes of a day at which an interval can begin or end. */
const boundaries = ({ times = [] }: Interval): number[] => [...new Set([0, ...times.flat()])];

const candidates = (interval: Interval, from: Date, day: number): Date[] => {
  const today = wallTimeOf(from, interval.zone);
  return boundaries(interval).map((minute) =>
    instantOf(interval.zone, today.year, today.month, today.day + day, minute),
  );
};

/** The first instant after `from` at which a silent route speaks again; undefined when there is none in 400 days. */
export const nextOpening = (intervals: Intervals, route: RouteNode, from: Date): Date | undefined => {
  const asked = intervalsNamed(intervals, [...route.activeIn, ...route.mutedIn]);
  // Many holidays of one zone have the same boundaries.
  const distinct = new Map(
    asked.map((interval) => [JSON.stringify([interval.zone, interval.times]), interval]),
  );
  for (let day = 0; day <= horizonDays; day += 1) {
    const opens = [...distinct.values()]
      .flatMap((interval) => candidates(interval, from, day))
      .filter((instant) => instant > from)
      .sort((a, b) => a.getTime() - b.getTime())
      .find((instant) => !isMuted(intervals, route, instant));
    if (opens !== undefined) return opens;
  }
  return undefined;
};
