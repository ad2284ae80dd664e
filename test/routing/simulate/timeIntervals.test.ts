import { describe, expect, test } from '@jest/globals';
import { nextOpening } from '../../../routing/simulate/opening';
import { routeTreeOf } from '../../../routing/simulate/routeTree';
import { intervalsOf, isMuted } from '../../../routing/simulate/timeIntervals';
import type { FinishedRoute, IntervalSpec } from '../../../routing/simulate/model';

const contains = (spec: IntervalSpec, instant: string): boolean =>
  intervalsOf({ route: {}, time_intervals: [{ name: 'it', time_intervals: [spec] }] })
    .get('it')
    ?.some((interval) => interval.contains(new Date(instant))) === true;

const officeHours = { start_time: '09:00', end_time: '17:00' };
const location = 'Europe/Berlin';

describe('an interval holds an instant', () => {
  test.each<[string, IntervalSpec, string, boolean]>([
    ['its first minute', { times: [officeHours] }, '2026-11-25T09:00:00Z', true],
    ['not its end', { times: [officeHours] }, '2026-11-25T17:00:00Z', false],
    ['until midnight', { times: [{ start_time: '17:00', end_time: '24:00' }] }, '2026-11-25T23:59:59Z', true],
    ['by the clock of its zone', { times: [officeHours], location }, '2026-11-25T08:00:00Z', true],
    ['by summer time in summer', { times: [officeHours], location }, '2026-07-25T07:00:00Z', true],
    ['not an hour after in summer', { times: [officeHours], location }, '2026-07-25T15:00:00Z', false],
    [
      'on the day of its zone',
      { weekdays: ['thursday'], location: 'Asia/Tokyo' },
      '2026-11-25T15:00:00Z',
      true,
    ],
    ['within a range of weekdays', { weekdays: ['monday:friday'] }, '2026-11-27T00:00:00Z', true],
    ['whatever the case', { weekdays: ['Monday:FRIDAY'] }, '2026-11-27T00:00:00Z', true],
    ['not outside of it', { weekdays: ['monday:friday'] }, '2026-11-28T00:00:00Z', false],
    ['on the last day of a leap February', { days_of_month: ['-1'] }, '2028-02-29T12:00:00Z', true],
    ['not on the 28th of it', { days_of_month: ['-1'] }, '2028-02-28T12:00:00Z', false],
    ['in a month by name', { months: ['december:december'] }, '2026-12-01T00:00:00Z', true],
    ['in a month by number', { months: ['11:12'] }, '2026-12-01T00:00:00Z', true],
    ['in a year that YAML made a number', { years: [2026] }, '2026-12-01T00:00:00Z', true],
    ['only if every list does', { weekdays: ['tuesday'], years: ['2027'] }, '2026-12-01T00:00:00Z', false],
    ['always, with no list at all', {}, '2026-12-01T00:00:00Z', true],
    // time.Month is counted in whole days of 24 hours, and March in Berlin has an hour less than 31 of them.
    [
      'not on 31 March, where the clocks change',
      { days_of_month: ['31'], location },
      '2027-03-31T10:00:00Z',
      false,
    ],
    ['but on it in UTC', { days_of_month: ['31'] }, '2027-03-31T10:00:00Z', true],
  ])('%s', (_what, spec, instant, expected) => {
    expect(contains(spec, instant)).toBe(expected);
  });
});

const config = {
  route: {},
  time_intervals: [
    { name: 'office', time_intervals: [{ times: [officeHours], weekdays: ['monday:friday'], location }] },
    { name: 'christmas', time_intervals: [{ days_of_month: ['24:26'], months: ['december'], location }] },
    { name: 'past', time_intervals: [{ years: ['2020'] }] },
  ],
};
const intervals = intervalsOf(config);
const routeOf = (route: FinishedRoute) => routeTreeOf(route);

describe('a route with windows', () => {
  const office = routeOf({ active_time_intervals: ['office'], mute_time_intervals: ['christmas'] });

  test.each([
    ['speaks in office hours', '2026-11-25T10:00:00Z', false],
    ['is silent at night', '2026-11-25T02:00:00Z', true],
    ['is silent on a holiday', '2026-12-24T10:00:00Z', true],
  ])('%s', (_what, instant, muted) => {
    expect(isMuted(intervals, office, new Date(instant))).toBe(muted);
  });

  test.each([
    ['the same morning', '2026-11-25T02:00:00Z', '2026-11-25T08:00:00.000Z'],
    ['after the weekend', '2026-11-27T16:30:00Z', '2026-11-30T08:00:00.000Z'],
    ['after the holidays and the weekend', '2026-12-23T20:00:00Z', '2026-12-28T08:00:00.000Z'],
  ])('opens %s', (_what, from, opens) => {
    expect(nextOpening(intervals, office, new Date(from))?.toISOString()).toBe(opens);
  });

  test('that lies in the past never opens', () => {
    const past = routeOf({ active_time_intervals: ['past'] });
    expect(nextOpening(intervals, past, new Date('2026-11-25T02:00:00Z'))).toBeUndefined();
  });

  test('does not pass them on to the routes below it', () => {
    const [child] = routeOf({ active_time_intervals: ['past'], routes: [{}] }).children;
    expect(child).toMatchObject({ activeIn: [], mutedIn: [] });
  });

  test('that names a window nobody defined is a fault', () => {
    expect(() => isMuted(intervals, routeOf({ active_time_intervals: ['gone'] }), new Date())).toThrow(
      'a route names time interval gone, which does not exist',
    );
  });
});
