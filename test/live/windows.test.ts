import { setTimeout as sleep } from 'node:timers/promises';
import { beforeAll, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { wallTimeOf } from '../../config/localTime';
import type { FinishedConfig, IntervalSpec, NamedInterval } from '../../routing/simulate/model';
import { simulatorOf, tellings } from '../../routing/simulate/simulator';
import { ensureProgram } from '../../tools/build';
import { until } from '../local/support/wait';
import { withRealAlertmanager } from '../routing/simulate/realAlertmanager';
import { BUILD_TIMEOUT } from '../routing/support';

beforeAll(() => ensureProgram('alertmanager'), BUILD_TIMEOUT);

const zones = [
  undefined,
  'UTC',
  'Europe/Berlin',
  'America/New_York',
  'Asia/Kolkata',
  'Pacific/Auckland',
  'Asia/Kathmandu',
];
const clock = (minute: number): string =>
  `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
const weekdays = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'];

/** A range that holds `now` as often as not, between `least` and `most`. */
const around = (now: number, least: number, most: number): fc.Arbitrary<readonly [number, number]> => {
  const any = fc.integer({ min: least, max: most });
  return fc
    .oneof(
      fc.tuple(fc.constant(now), any),
      fc.tuple(any, any),
      fc.tuple(fc.constant(Math.min(now + 1, most)), any),
      fc.tuple(any, fc.constant(now)),
    )
    .map(([one, other]) => [Math.min(one, other), Math.max(one, other)] as const);
};

/** Entries of an interval near the wall time of `now` in their zone. */
const specsAt = (now: Date): fc.Arbitrary<IntervalSpec> =>
  fc.constantFrom(...zones).chain((location) => {
    const wall = wallTimeOf(now, location ?? 'UTC');
    const list = <T>(entry: fc.Arbitrary<T>): fc.Arbitrary<T[]> =>
      fc.array(entry, { minLength: 1, maxLength: 2 });
    const text = ([from, to]: readonly [number, number]): string => `${String(from)}:${String(to)}`;
    return fc
      .record(
        {
          times: list(
            around(wall.minute, 0, 1_439).map(([from, to]) => ({
              start_time: clock(from),
              end_time: clock(to + 1),
            })),
          ),
          weekdays: list(
            around(wall.weekday, 0, 6).map(([from, to]) => `${weekdays[from] ?? ''}:${weekdays[to] ?? ''}`),
          ),
          days_of_month: list(
            fc.oneof(
              around(wall.day, 1, 28).map(text),
              around(wall.day, 1, 28).map(([from, to]) => `${String(from - 32)}:${String(to - 32)}`),
              fc.constantFrom('-3:-1', '29:31', '31'),
            ),
          ),
          months: list(around(wall.month, 1, 12).map(text)),
          years: list(around(wall.year, wall.year - 1, wall.year + 1).map(text)),
        },
        { requiredKeys: [] },
      )
      .map((lists) => (location === undefined ? lists : { ...lists, location }));
  });

const useOfWindows = fc.record({
  active: fc.boolean(),
  muted: fc.boolean(),
});

const worldsAt = (now: Date) =>
  fc.sample(
    fc.tuple(
      useOfWindows,
      fc.array(specsAt(now), { minLength: 1, maxLength: 2 }),
      fc.array(specsAt(now), { minLength: 1, maxLength: 2 }),
    ),
    150,
  );

const configAt = (now: Date): FinishedConfig => {
  const intervals: NamedInterval[] = [];
  const routes = worldsAt(now).map(([use, active, muted], index) => {
    const name = String(index);
    intervals.push(
      { name: `active-${name}`, time_intervals: active },
      { name: `muted-${name}`, time_intervals: muted },
    );
    return {
      receiver: `inbox-${name}`,
      matchers: [`world="${name}"`],
      ...(use.active ? { active_time_intervals: [`active-${name}`] } : {}),
      ...(use.muted ? { mute_time_intervals: [`muted-${name}`] } : {}),
    };
  });
  return {
    route: { receiver: 'root', group_by: ['world'], group_wait: '1s', group_interval: '1h', routes },
    time_intervals: intervals,
  };
};

/** Waits out the end of a minute: an answer must not change while it is asked. */
const steadyMinute = async (): Promise<void> => {
  const left = 60_000 - (Date.now() % 60_000);
  if (left < 12_000) await sleep(left + 100);
};

test('150 random windows around now are open or closed as real Alertmanager says', async () => {
  await steadyMinute();
  const config = configAt(new Date());
  const simulator = simulatorOf(config);
  const worlds = (config.route.routes ?? []).map((_, index) => String(index));
  const isTold = (world: string): boolean =>
    tellings(simulator, { alertname: 'Any', world }, new Date()).every(({ held }) => held === undefined);
  const expected = worlds.filter(isTold);
  expect(expected.length).toBeGreaterThan(20);
  expect(expected.length).toBeLessThan(130);
  await withRealAlertmanager(config, async ({ messages, post }) => {
    await post(worlds.map((world) => ({ alertname: 'Any', world })));
    await until('the messages', () => messages.length >= expected.length, 8_000).catch(() => undefined);
    await sleep(1_000);
    const arrived = messages.map(({ receiver }) => Number(receiver.replace('inbox-', '')));
    expect(arrived.sort((a, b) => a - b)).toEqual(expected.map(Number));
  });
}, 60_000);

test('an alert that meets a closed window is told when the window opens', async () => {
  const start = Date.now();
  // The next full minute, or the one after when that is too near to see anything closed.
  const opens = new Date((Math.floor((start + 8_000) / 60_000) + 1) * 60_000);
  const { minute } = wallTimeOf(opens, 'Asia/Kolkata');
  const config: FinishedConfig = {
    route: {
      receiver: 'root',
      group_wait: '1s',
      group_interval: '2s',
      routes: [{ receiver: 'digest', matchers: ['a="x"'], active_time_intervals: ['soon'] }],
    },
    time_intervals: [
      {
        name: 'soon',
        time_intervals: [
          { times: [{ start_time: clock(minute), end_time: clock(minute + 1) }], location: 'Asia/Kolkata' },
        ],
      },
    ],
  };
  const labels = { alertname: 'Any', a: 'x' };
  const [forecast] = tellings(simulatorOf(config), labels, new Date());
  expect(forecast).toMatchObject({ receiver: 'digest', held: opens, groupIntervalSeconds: 2 });
  await withRealAlertmanager(config, async ({ messages, post }) => {
    await post([labels]);
    await until('the message', () => messages.length > 0, 75_000);
    const late = (messages[0]?.at ?? 0) - opens.getTime();
    expect(late).toBeGreaterThanOrEqual(0);
    expect(late).toBeLessThan(2_000 + 1_000);
  });
}, 100_000);
