import { instantOf, wallTimeOf } from '../../config/localTime';
import type { Labels } from './model';
import { routesFor } from './routeTree';
import type { Simulator } from './simulator';
import { intervalsNamed, type Interval } from './timeIntervals';

export const slotNames = ['weekday', 'night', 'weekend', 'holiday'] as const;
export type SlotName = (typeof slotNames)[number];

/** An instant that stands for its kind of time, in the zone of the windows that an alert meets. */
export interface Slot {
  /** `then` is a time that somebody asked for. */
  readonly name: SlotName | 'then';
  readonly at: Date;
  readonly zone: string;
}

const horizonDays = 400;
const hours = (count: number): number => count * 60;

/** Names of the intervals of every route that an alert takes. */
const intervalNames = (simulator: Simulator, labels: Labels): readonly string[] =>
  routesFor(simulator.tree, labels).flatMap(({ activeIn, mutedIn }) => [...activeIn, ...mutedIn]);

/** The zone that an alert's routes are timed in; without one, that of the configuration's first window. */
const zoneOf = (simulator: Simulator, met: readonly Interval[]): string =>
  [...met, ...[...simulator.intervals.values()].flat()][0]?.zone ?? 'UTC';

const intervalsMet = (simulator: Simulator, labels: Labels): readonly Interval[] =>
  intervalsNamed(simulator.intervals, intervalNames(simulator, labels));

/** One instant that somebody asks for, by the clock of the windows that an alert meets. */
export const slotAt = (simulator: Simulator, labels: Labels, at: Date): Slot => ({
  name: 'then',
  at,
  zone: zoneOf(simulator, intervalsMet(simulator, labels)),
});

/** The first day from tomorrow on whose time of day pleases, or undefined. */
const firstDay = (
  now: Date,
  zone: string,
  minute: number,
  pleases: (instant: Date, weekday: number) => boolean,
): Date | undefined => {
  const today = wallTimeOf(now, zone);
  for (let day = 1; day <= horizonDays; day += 1) {
    const instant = instantOf(zone, today.year, today.month, today.day + day, minute);
    if (pleases(instant, wallTimeOf(instant, zone).weekday)) return instant;
  }
  return undefined;
};

const isWorkday = (weekday: number): boolean => weekday >= 1 && weekday <= 5;
/** With a working night before and after. */
const isMidweek = (weekday: number): boolean => weekday >= 2 && weekday <= 4;

/**
 * The four kinds of time, as the next instants of their kind: 11:00 midweek, 03:00 midweek, Saturday noon, 11:00 on a
 * holiday. Holidays are the dates that the windows of the alert's routes name; without any, New Year's Day.
 */
export const slotsFor = (simulator: Simulator, labels: Labels, now: Date): readonly Slot[] => {
  const met = intervalsMet(simulator, labels);
  const zone = zoneOf(simulator, met);
  const dated = met.filter((interval) => interval.dated);
  const isNewYear = (instant: Date): boolean => {
    const { month, day } = wallTimeOf(instant, zone);
    return month === 1 && day === 1;
  };
  const isHoliday = (instant: Date): boolean => dated.some((interval) => interval.contains(instant));
  const celebrated = dated.length > 0 ? isHoliday : isNewYear;
  const slot = (name: SlotName, at: Date | undefined): Slot[] =>
    at === undefined ? [] : [{ name, at, zone }];
  const find = firstDay.bind(undefined, now, zone);
  return [
    ...slot(
      'weekday',
      find(hours(11), (instant, weekday) => isMidweek(weekday) && !isHoliday(instant)),
    ),
    ...slot(
      'night',
      find(hours(3), (instant, weekday) => isMidweek(weekday) && !isHoliday(instant)),
    ),
    ...slot(
      'weekend',
      find(hours(12), (instant, weekday) => weekday === 6 && !isHoliday(instant)),
    ),
    ...slot(
      'holiday',
      find(hours(11), (instant, weekday) => isWorkday(weekday) && celebrated(instant)) ??
        find(hours(11), (instant) => celebrated(instant)),
    ),
  ];
};
