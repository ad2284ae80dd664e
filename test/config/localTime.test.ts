import { describe, expect, test } from '@jest/globals';
import { epochSecondsOf, instantOf, wallTimeOf, zonedTime } from '../../config/localTime';

test('a clock on the wall shows date, weekday and minute of its own zone', () => {
  expect(wallTimeOf(new Date('2026-11-25T23:30:00Z'), 'Asia/Kolkata')).toEqual({
    year: 2026,
    month: 11,
    day: 26,
    weekday: 4,
    minute: 5 * 60,
  });
});

test.each([
  ['Europe/Berlin', 2026, 11, 25, 540, '2026-11-25T08:00:00.000Z'],
  ['Europe/Berlin', 2026, 7, 25, 540, '2026-07-25T07:00:00.000Z'],
  ['Asia/Kathmandu', 2026, 7, 25, 0, '2026-07-24T18:15:00.000Z'],
  ['America/New_York', 2026, 11, 31, 0, '2026-12-01T05:00:00.000Z'],
])('the clocks of %s show %i-%i-%i, minute %i, at %s', (zone, year, month, day, minute, instant) => {
  expect(instantOf(zone, year, month, day, minute).toISOString()).toBe(instant);
});

describe('a moment of local time', () => {
  test.each([
    ['2026-01-05', '09:00', 'Europe/Berlin', '2026-01-05T09:00:00+01:00'],
    ['2026-07-06', '09:00', 'Europe/Berlin', '2026-07-06T09:00:00+02:00'],
    // Hours before and after the clocks change.
    ['2026-03-29', '00:30', 'Europe/Berlin', '2026-03-29T00:30:00+01:00'],
    ['2026-03-29', '04:00', 'Europe/Berlin', '2026-03-29T04:00:00+02:00'],
    ['2026-01-05', '09:00', 'America/New_York', '2026-01-05T09:00:00-05:00'],
    ['2026-01-05', '00:00', 'Asia/Kolkata', '2026-01-05T00:00:00+05:30'],
    ['2026-01-05', '09:00', 'UTC', '2026-01-05T09:00:00+00:00'],
  ])('%s %s in %s has the offset of that day', (date, time, zone, expected) => {
    expect(zonedTime(date, time, zone)).toBe(expected);
  });
});

describe('a local time on a day on which the clocks change', () => {
  test.each([
    ['before', '2026-03-29T01:59', '2026-03-29T00:59:00Z'],
    ['in the hour that is skipped, by the offset of before', '2026-03-29T02:30', '2026-03-29T01:30:00Z'],
    ['after', '2026-03-29T03:00', '2026-03-29T01:00:00Z'],
  ])('%s', (_, local, instant) => {
    const seconds = Date.parse(instant) / 1_000;
    const [date = '', time = ''] = local.split('T');
    const [hour = 0, minute = 0] = time.split(':').map(Number);
    expect(epochSecondsOf(local, 'Europe/Berlin')).toBe(seconds);
    expect(instantOf('Europe/Berlin', 2026, 3, 29, hour * 60 + minute).getTime() / 1_000).toBe(seconds);
    expect(Date.parse(zonedTime(date, time, 'Europe/Berlin')) / 1_000).toBe(seconds);
  });
});
