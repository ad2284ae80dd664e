import { beforeAll, describe, expect, test } from '@jest/globals';
import type { Weekday } from '../../config/schema/time';
import { timeIntervals } from '../../routing/routes';
import { nightMinutes, windowOf } from '../../routing/windows';
import { checkConfig } from '../../tools/amtool';
import { ensureProgram } from '../../tools/build';
import { BUILD_TIMEOUT, input, setupOf, yamlOf } from './support';

const team = { name: 'data', displayName: 'Data', slackChannel: '#data', emails: ['data@example.com'] };
const calendar = input.calendar;

test('business hours and holidays are named after what they are, so that teams share them', () => {
  expect(windowOf(team, calendar, 'businessHours')).toEqual({
    route: {
      active_time_intervals: ['mon-fri 09:00-17:00 Europe/Berlin'],
      mute_time_intervals: ['holidays Europe/Berlin'],
    },
    intervals: [
      {
        name: 'mon-fri 09:00-17:00 Europe/Berlin',
        time_intervals: [
          {
            weekdays: ['monday:friday'],
            times: [{ start_time: '09:00', end_time: '17:00' }],
            location: 'Europe/Berlin',
          },
        ],
      },
      {
        name: 'holidays Europe/Berlin',
        time_intervals: [
          { months: ['12'], days_of_month: ['25', '26'], location: 'Europe/Berlin' },
          { years: ['2026'], months: ['10'], days_of_month: ['3'], location: 'Europe/Berlin' },
        ],
      },
    ],
  });
});

test('off hours are nights, free days and holidays', () => {
  const { route, intervals } = windowOf(team, calendar, 'offHours');
  expect(route).toEqual({
    active_time_intervals: ['outside mon-fri 09:00-17:00 Europe/Berlin', 'holidays Europe/Berlin'],
  });
  expect(intervals[0]?.time_intervals).toEqual([
    {
      weekdays: ['monday:friday'],
      times: [
        { start_time: '00:00', end_time: '09:00' },
        { start_time: '17:00', end_time: '24:00' },
      ],
      location: 'Europe/Berlin',
    },
    { weekdays: ['sunday', 'saturday'], location: 'Europe/Berlin' },
  ]);
});

test('a team that works around the clock has no window, only its holidays', () => {
  const always = {
    ...team,
    businessHours: {
      days: ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as Weekday[],
      start: '00:00',
      end: '24:00',
    },
    holidays: [],
  };
  expect(windowOf(always, calendar, 'businessHours')).toEqual({ route: {}, intervals: [] });
  expect(nightMinutes(always, calendar)).toBeUndefined();
});

test('a team with a short night is told again after that night, not after twelve hours', () => {
  const teams = input.teams.map((one) =>
    one.name === 'data' ? { ...one, businessHours: { start: '06:00', end: '22:00' } } : one,
  );
  const inner = (setupOf({ teams }).config.route.routes ?? [])
    .filter(({ matchers }) => matchers?.join() === 'priority="P4"')
    .flatMap(({ routes = [] }) => routes);
  expect(inner.map(({ receiver, repeat_interval }) => [receiver, repeat_interval])).toEqual([
    ['backend-digest', undefined],
    ['data-digest', '480m'],
  ]);
});

test('equal holidays of two teams are one interval, whatever their order', () => {
  const [one, other, third] = [['01-01', '12-25'], ['12-25', '01-01'], ['01-06']].map((holidays) =>
    windowOf({ ...team, holidays }, calendar, 'businessHours').route.mute_time_intervals?.join(),
  );
  expect(one).toMatch(/^holidays Europe\/Berlin #[0-9a-f]{6}$/);
  expect(other).toBe(one);
  expect(third).not.toBe(one);
});

test('equal hours of two teams are one interval', () => {
  expect(timeIntervals(input).map(({ name }) => name)).toEqual([
    'holidays Europe/Berlin',
    'mon-fri 09:00-17:00 Europe/Berlin',
  ]);
});

describe('Alertmanager takes', () => {
  beforeAll(() => ensureProgram('amtool'), BUILD_TIMEOUT);

  const weeks: Weekday[][] = [
    ['mon'],
    ['sun'],
    ['sat', 'sun'],
    ['sun', 'mon'],
    ['mon', 'wed', 'fri'],
    ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'],
    ['sun', 'sat', 'fri', 'thu'],
  ];
  test.each(weeks.map((days) => [days] as const))('the week %j, within hours and outside', async (days) => {
    const teams = input.teams.map((one) => ({
      ...one,
      businessHours: { days, start: '08:00', end: '24:00' },
      escalation: [{ afterMinutes: 30, to: ['team:data'], during: 'offHours' as const }],
    }));
    expect(await checkConfig(yamlOf(setupOf({ teams }).config))).toEqual({ ok: true, message: '' });
  });
});
