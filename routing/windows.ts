import { createHash } from 'node:crypto';
import { isAlways, businessHoursOf, type Calendar } from '../config/workingHours';
import { minutesOf, weekdays, type BusinessHours, type Weekday } from '../config/schema/time';
import type { EscalationLevel } from '../config/schema/team';
import type { IntervalSpec, NamedInterval, Route } from './alertmanager';
import type { RoutedTeam } from './model';

/** The fields of a route that say when it tells, and the intervals that they name. */
export interface Window {
  readonly route: Pick<Route, 'active_time_intervals' | 'mute_time_intervals'>;
  readonly intervals: readonly NamedInterval[];
}

export type During = NonNullable<EscalationLevel['during']>;

const fullNames: Readonly<Record<Weekday, string>> = {
  mon: 'monday',
  tue: 'tuesday',
  wed: 'wednesday',
  thu: 'thursday',
  fri: 'friday',
  sat: 'saturday',
  sun: 'sunday',
};

/** Days in a row of a week as first and last: mon–fri. */
const runsOf = (days: readonly Weekday[], week: readonly Weekday[]): [Weekday, Weekday][] =>
  week.reduce<[Weekday, Weekday][]>((runs, day, index) => {
    if (!days.includes(day)) return runs;
    const last = runs.at(-1);
    if (last === undefined || last[1] !== week[index - 1]) return [...runs, [day, day]];
    return [...runs.slice(0, -1), [last[0], day]];
  }, []);

/** Alertmanager's week begins on Sunday, and it refuses a range across that. */
const sundayFirst: readonly Weekday[] = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];

const weekdaysField = (days: readonly Weekday[]): string[] =>
  runsOf(days, sundayFirst).map(([first, last]) =>
    first === last ? fullNames[first] : `${fullNames[first]}:${fullNames[last]}`,
  );

/** `mon-fri 09:00-17:00 Europe/Berlin`: equal hours of two teams are one interval. */
const hoursName = ({ days, start, end, timeZone }: BusinessHours): string => {
  const runs = runsOf(days, weekdays).map(([first, last]) => (first === last ? first : `${first}-${last}`));
  return `${runs.join(',')} ${start}-${end} ${timeZone}`;
};

const workingHours = (hours: BusinessHours): NamedInterval => ({
  name: hoursName(hours),
  time_intervals: [
    {
      weekdays: weekdaysField(hours.days),
      times: [{ start_time: hours.start, end_time: hours.end }],
      location: hours.timeZone,
    },
  ],
});

const offHours = (hours: BusinessHours): NamedInterval => {
  const { days, start, end, timeZone: location } = hours;
  const free = weekdays.filter((day) => !days.includes(day));
  const times = [
    ...(minutesOf(start) === 0 ? [] : [{ start_time: '00:00', end_time: start }]),
    ...(minutesOf(end) === 24 * 60 ? [] : [{ start_time: end, end_time: '24:00' }]),
  ];
  return {
    name: `outside ${hoursName(hours)}`,
    time_intervals: [
      ...(times.length === 0 ? [] : [{ weekdays: weekdaysField(days), times, location }]),
      ...(free.length === 0 ? [] : [{ weekdays: weekdaysField(free), location }]),
    ],
  };
};

/** One entry for the days of a month: twelve at most for every year, and twelve for each that is named. */
const holidaySpecs = (dates: readonly string[], location: string): IntervalSpec[] => {
  const months = new Map<string, string[]>();
  for (const date of [...new Set(dates)].sort()) {
    const [day = '', month = '', year = ''] = date.split('-').reverse();
    const key = `${year}-${month}`;
    months.set(key, [...(months.get(key) ?? []), String(Number(day))]);
  }
  return [...months].map(([key, days_of_month]) => {
    const [year = '', month = ''] = key.split('-');
    return {
      ...(year === '' ? {} : { years: [year] }),
      months: [String(Number(month))],
      days_of_month,
      location,
    };
  });
};

const shortHash = (values: readonly string[]): string =>
  createHash('sha256').update(values.join()).digest('hex').slice(0, 6);

const holidaysOf = (team: RoutedTeam, calendar: Calendar, { timeZone }: BusinessHours): NamedInterval[] => {
  const dates = team.holidays ?? calendar.holidays;
  if (dates.length === 0) return [];
  // Equal lists of two teams are one interval.
  const own = team.holidays === undefined ? '' : ` #${shortHash([...new Set(dates)].sort())}`;
  const name = `holidays ${timeZone}${own}`;
  return [{ name, time_intervals: holidaySpecs(dates, timeZone) }];
};

const names = (intervals: readonly NamedInterval[]): string[] => intervals.map(({ name }) => name);

/** When a team is told of what can wait, and when of what is for the night only. */
export const windowOf = (team: RoutedTeam, calendar: Calendar, during: During): Window => {
  if (during === 'always') return { route: {}, intervals: [] };
  const hours = businessHoursOf(team, calendar);
  const holidays = holidaysOf(team, calendar, hours);
  if (during === 'offHours') {
    const active = [...(isAlways(hours) ? [] : [offHours(hours)]), ...holidays];
    return { route: { active_time_intervals: names(active) }, intervals: active };
  }
  const active = isAlways(hours) ? [] : [workingHours(hours)];
  return {
    route: {
      ...(active.length === 0 ? {} : { active_time_intervals: names(active) }),
      ...(holidays.length === 0 ? {} : { mute_time_intervals: names(holidays) }),
    },
    intervals: [...active, ...holidays],
  };
};

/** Minutes from the end of a working day to the start of the next; undefined where there is no night. */
export const nightMinutes = (team: RoutedTeam, calendar: Calendar): number | undefined => {
  const { start, end } = businessHoursOf(team, calendar);
  const night = 24 * 60 - (minutesOf(end) - minutesOf(start));
  return night === 0 ? undefined : night;
};

/** Every interval that one of the windows names, once, sorted. */
export const intervalsOf = (windows: readonly Window[]): NamedInterval[] => {
  const byName = new Map(
    windows.flatMap(({ intervals }) => intervals.map((interval) => [interval.name, interval] as const)),
  );
  return [...byName.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
};
