import { instantOf, wallTimeOf, type WallTime } from '../../config/localTime';
import type { FinishedConfig, IntervalSpec } from './model';
import type { RouteNode } from './routeTree';

type Range = readonly [from: number, to: number];

/** One entry of an interval, ready to be asked. */
export interface Interval {
  readonly zone: string;
  /** Minutes of a day, the end not included; undefined is the whole day. */
  readonly times: readonly Range[] | undefined;
  /** Whether it names dates rather than days of the week: how holidays are written. */
  readonly dated: boolean;
  readonly contains: (instant: Date) => boolean;
}

export type Intervals = ReadonlyMap<string, readonly Interval[]>;

const weekdays = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'];
const months = [
  ...['january', 'february', 'march', 'april', 'may', 'june'],
  ...['july', 'august', 'september', 'october', 'november', 'december'],
];

const numbered = (names: readonly string[], first: number, text: string): number => {
  const index = names.indexOf(text);
  return index < 0 ? Number(text) : index + first;
};

/** `monday:friday`, `1:-1`, `2026`. */
const rangeOf = (value: string | number, names: readonly string[] = [], first = 0): Range => {
  const [from = '', to = from] = String(value).toLowerCase().split(':');
  return [numbered(names, first, from), numbered(names, first, to)];
};

const minuteOf = (time: string): number => {
  const [hour = '', minute = ''] = time.split(':');
  return Number(hour) * 60 + Number(minute);
};

const holds = (ranges: readonly Range[] | undefined, value: number): boolean =>
  ranges === undefined || ranges.some(([from, to]) => value >= from && value <= to);

const lengths = new Map<string, number>();

/**
 * As Alertmanager counts them: whole days of 24 hours from the first to the first. So a month that loses an hour to
 * summer time is one day short, and its last day (31 March in Europe) is in no range of days.
 */
const daysInMonth = ({ year, month }: WallTime, zone: string): number => {
  const key = `${zone} ${String(year)} ${String(month)}`;
  const known = lengths.get(key);
  if (known !== undefined) return known;
  const [start, end] = [month, month + 1].map((number) => instantOf(zone, year, number, 1, 0).getTime());
  const days = Math.floor(((end ?? 0) - (start ?? 0)) / 86_400_000);
  lengths.set(key, days);
  return days;
};

/** Negative days count from the end of the month; a range that begins after it is empty. */
const holdsDay = (ranges: readonly Range[] | undefined, wall: WallTime, zone: string): boolean => {
  if (ranges === undefined) return true;
  const last = daysInMonth(wall, zone);
  const day = (value: number): number => (value < 0 ? last + value + 1 : value);
  return ranges.some(
    ([from, to]) => day(from) <= last && wall.day >= day(from) && wall.day <= Math.min(day(to), last),
  );
};

const intervalOf = (spec: IntervalSpec): Interval => {
  const zone = spec.location ?? 'UTC';
  const times = spec.times?.map(({ start_time, end_time }): Range => [
    minuteOf(start_time),
    minuteOf(end_time),
  ]);
  const days = spec.weekdays?.map((value) => rangeOf(value, weekdays));
  const dates = spec.days_of_month?.map((value) => rangeOf(value));
  const inMonths = spec.months?.map((value) => rangeOf(value, months, 1));
  const years = spec.years?.map((value) => rangeOf(value));
  return {
    zone,
    times,
    dated: dates !== undefined && days === undefined,
    contains: (instant) => {
      const wall = wallTimeOf(instant, zone);
      return (
        (times === undefined || times.some(([from, to]) => wall.minute >= from && wall.minute < to)) &&
        holds(days, wall.weekday) &&
        holdsDay(dates, wall, zone) &&
        holds(inMonths, wall.month) &&
        holds(years, wall.year)
      );
    },
  };
};

/** The time intervals of a configuration, by name. */
export const intervalsOf = (config: FinishedConfig): Intervals =>
  new Map(
    [...(config.time_intervals ?? []), ...(config.mute_time_intervals ?? [])].map((named) => [
      named.name,
      named.time_intervals.map(intervalOf),
    ]),
  );

/** The intervals that a route names. */
export const intervalsNamed = (intervals: Intervals, names: readonly string[]): readonly Interval[] =>
  names.flatMap((name) => {
    const found = intervals.get(name);
    if (found === undefined) throw new Error(`a route names time interval ${name}, which does not exist`);
    return found;
  });

/** Whether a route is silent at an instant: outside all of its active intervals, or inside one that mutes it. */
export const isMuted = (intervals: Intervals, route: RouteNode, instant: Date): boolean => {
  const within = (names: readonly string[]): boolean =>
    intervalsNamed(intervals, names).some((interval) => interval.contains(instant));
  return (route.activeIn.length > 0 && !within(route.activeIn)) || within(route.mutedIn);
};
