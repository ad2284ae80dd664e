import { beforeAll, describe, expect, test } from '@jest/globals';
import { deadEnds } from '../../routing/deadEnds';
import type { Route } from '../../routing/alertmanager';
import { groupKey, routeTreeOf } from '../../routing/simulate/routeTree';
import { priorities, severityOf } from '../../rules/model';
import { checkConfig, routesTest } from '../../tools/amtool';
import { ensureProgram } from '../../tools/build';
import { BUILD_TIMEOUT, input, setupOf, yamlOf } from './support';

const routesOf = (route: Route): Route[] => [route, ...(route.routes ?? []).flatMap(routesOf)];

const { config } = setupOf();
const top = config.route.routes ?? [];
const byCause = ['cluster', 'environment', 'team', 'application', 'dependency', 'third_party', 'alertname'];
const ofPriority = (priority: string): Route[] =>
  top.filter((route) => route.matchers?.includes(`priority="${priority}"`));

test('the root is a channel that people read, although every alert meets a route below it', () => {
  const { routes: _, ...root } = config.route;
  expect(root).toEqual({
    receiver: 'platform-chat',
    group_by: byCause,
    group_wait: '30s',
    group_interval: '5m',
    repeat_interval: '4h',
  });
});

test('P1 pages and is told in the channel after 10 s, day and night, one incident per cause', () => {
  const [, page, chat, ...more] = ofPriority('P1');
  expect(page).toEqual({
    matchers: ['priority="P1"'],
    receiver: 'platform-page',
    continue: true,
    group_by: byCause,
    group_wait: '10s',
    group_interval: '1m',
    repeat_interval: '1h',
    routes: [
      { matchers: ['team="backend"'], receiver: 'backend-page' },
      { matchers: ['team="data"'], receiver: 'data-page' },
    ],
  });
  expect(chat).toMatchObject({ receiver: 'platform-chat', group_wait: '10s' });
  expect(chat).not.toHaveProperty('continue');
  expect(more).toEqual([]);
});

test('of two databases of an application each is an incident of its own; of two instances it is one', () => {
  const page = routeTreeOf(config.route).children.find(
    ({ receiver, matchers }) => receiver === 'platform-page' && matchers[0]?.text === 'priority="P1"',
  );
  if (page === undefined) throw new Error('P1 has no page');
  const keyOf = (labels: Record<string, string>): string =>
    groupKey(page, { alertname: 'PostgresqlDown', application: 'api', team: 'backend', ...labels });
  expect(keyOf({ dependency: 'orders-db' })).not.toBe(keyOf({ dependency: 'users-db' }));
  expect(keyOf({ third_party: 'stripe' })).not.toBe(keyOf({ third_party: 'mailer' }));
  expect(keyOf({ dependency: 'orders-db', instance: 'a' })).toBe(
    keyOf({ dependency: 'orders-db', instance: 'b' }),
  );
});

test('P2 is told in the channel after 30 s, and pages with low urgency after 15 minutes', () => {
  expect(ofPriority('P2').map(({ receiver, group_wait }) => [receiver, group_wait])).toEqual([
    ['platform-escalation', '240m'],
    ['platform-page-low', '15m'],
    ['platform-chat', '30s'],
  ]);
});

test('the wait before a page is a setting, and none means that of the priority', () => {
  const waits = (pageAfterMinutes: { P1: number; P2: number }): unknown[] =>
    (setupOf({ pageAfterMinutes }).config.route.routes ?? [])
      .filter(({ receiver, matchers }) => receiver.includes('-page') && matchers?.length === 1)
      .map(({ receiver, group_wait }) => [receiver, group_wait]);
  expect(waits({ P1: 5, P2: 0 })).toEqual([
    ['platform-page', '5m'],
    ['platform-page-low', '30s'],
    // Alerts of a priority that nobody knows are treated as P2.
    ['platform-page-low', '30s'],
  ]);
});

test('the time between two messages about a group is a setting, of every way that tells of a priority', () => {
  const { route } = setupOf({ groupIntervalMinutes: { P1: 2, P2: 3, P3: 4, P4: 5 } }).config;
  const intervals = (priority: string): unknown[] =>
    (route.routes ?? [])
      .filter(({ matchers }) => matchers?.join() === `priority="${priority}"`)
      .map(({ receiver, group_interval }) => [receiver, group_interval]);
  expect(intervals('P1').slice(1)).toEqual([
    ['platform-page', '2m'],
    ['platform-chat', '2m'],
  ]);
  expect(intervals('P2').slice(1)).toEqual([
    ['platform-page-low', '3m'],
    ['platform-chat', '3m'],
  ]);
  expect(intervals('P3')).toEqual([
    ['platform-chat', '4m'],
    ['platform-mail', '4m'],
  ]);
  expect(intervals('P4')).toEqual([['platform-digest', '5m']]);
});

test('P3 and P4 are told within business hours, and not on holidays', () => {
  const window = {
    active_time_intervals: ['mon-fri 09:00-17:00 Europe/Berlin'],
    mute_time_intervals: ['holidays Europe/Berlin'],
  };
  for (const route of [...ofPriority('P3'), ...ofPriority('P4')]) {
    expect(route).toMatchObject(window);
    // Windows are not inherited.
    for (const inner of route.routes ?? []) expect(inner).toMatchObject(window);
  }
  expect(ofPriority('P3').map(({ receiver }) => receiver)).toEqual(['platform-chat', 'platform-mail']);
  expect(ofPriority('P4')).toMatchObject([
    {
      receiver: 'platform-digest',
      group_by: ['cluster', 'environment', 'team'],
      group_wait: '30m',
      group_interval: '120m',
      repeat_interval: '12h',
    },
  ]);
});

test('Watchdog beats once per interval: two looks, and a repetition between one look and two', () => {
  expect(top[1]).toEqual({
    matchers: ['alertname="Watchdog"'],
    receiver: 'heartbeat',
    group_by: ['alertname'],
    group_wait: '0s',
    group_interval: '30s',
    repeat_interval: '45s',
  });
});

test('no route to PagerDuty has a window: an incident that opens is closed, also at night', () => {
  const pages = routesOf(config.route).filter(({ receiver }) => receiver.includes('-page'));
  // Two kinds of P1 and three of P2, two more teams for the kind that says its team, and three broken channels.
  expect(pages).toHaveLength(5 + 2 * 2 + 3);
  for (const page of pages) {
    expect(Object.keys(page).filter((key) => key.endsWith('_time_intervals'))).toEqual([]);
  }
});

test('every receiver, window and route can be reached', () => {
  expect(deadEnds(config)).toEqual([]);
  expect(deadEnds(setupOf({ email: { ...input.email, enabled: false } }).config)).toEqual([]);
});

test('the order in which teams are given changes nothing', () => {
  expect(setupOf({ teams: [...input.teams].reverse() })).toEqual(setupOf());
});

test('YAML writes what all messages share once, and nothing else: people read it in a plan', () => {
  const anchored = [...yamlOf(config).matchAll(/(\w+): &a\d/g)].map(([, key]) => key);
  expect(anchored).toEqual(['details', 'links', 'fields', 'actions', 'headers', 'actions']);
});

describe('as Alertmanager’s own router says', () => {
  beforeAll(() => ensureProgram('amtool'), BUILD_TIMEOUT);

  const combinations = [
    { pagerduty: true, email: true },
    { pagerduty: true, email: false },
    { pagerduty: false, email: true },
    { pagerduty: false, email: false },
  ];
  /** Ways of each priority, in the order of the routes. */
  const expected: Readonly<Record<string, readonly string[]>> = {
    P1: ['page', 'chat'],
    P2: ['page-low', 'chat'],
    P3: ['chat', 'mail'],
    P4: ['digest'],
  };

  test.each(combinations)('every team and priority reaches its channels with %j', async (on) => {
    const setup = setupOf({
      pagerduty: { enabled: on.pagerduty },
      email: { ...input.email, enabled: on.email },
    });
    const yaml = yamlOf(setup.config);
    expect(await checkConfig(yaml)).toEqual({ ok: true, message: '' });
    for (const { name: team } of input.teams) {
      for (const priority of priorities) {
        const labels = { alertname: 'Any', team, priority, severity: severityOf(priority) };
        const escalates = on.email && (priority === 'P1' || priority === 'P2');
        const ways = (expected[priority] ?? [])
          .filter((way) => on.pagerduty || !way.startsWith('page'))
          .filter((way) => on.email || way !== 'mail');
        expect(await routesTest(yaml, labels)).toEqual([
          ...(escalates ? ['platform-escalation'] : []),
          ...ways.map((way) => `${team}-${way}`),
        ]);
      }
    }
  });

  const platform = {
    P1: ['platform-escalation', 'platform-page', 'platform-chat'],
    P2: ['platform-escalation', 'platform-page-low', 'platform-chat'],
    P3: ['platform-chat', 'platform-mail'],
    P4: ['platform-digest'],
  };
  test.each<[string, Record<string, string>, string[]]>([
    ['the heartbeat proof', { alertname: 'Watchdog', severity: 'none' }, ['heartbeat']],
    ['the chart’s inhibition switch', { alertname: 'InfoInhibitor', severity: 'none' }, ['nobody']],
    ['a critical alert of the chart', { alertname: 'KubeAPIDown', severity: 'critical' }, platform.P1],
    ['a warning of the chart', { alertname: 'KubePodCrashLooping', severity: 'warning' }, platform.P3],
    ['an info alert of the chart', { alertname: 'CPUThrottlingHigh', severity: 'info' }, platform.P4],
    ['another alert of severity none', { alertname: 'Odd', severity: 'none' }, platform.P4],
    [
      'a severity without a priority, whatever the team',
      { alertname: 'Odd', severity: 'critical', team: 'data' },
      platform.P1,
    ],
    ['a team nobody knows', { alertname: 'Odd', priority: 'P1', team: 'bakend' }, platform.P1],
    ['no label at all but its name', { alertname: 'Odd' }, platform.P2],
    ['a priority nobody knows', { alertname: 'Odd', priority: 'p1', severity: 'critical' }, platform.P2],
    ['a severity nobody knows', { alertname: 'Odd', severity: 'page', team: 'data' }, platform.P2],
    [
      'a priority that contradicts the severity',
      { alertname: 'Odd', priority: 'P4', severity: 'critical', team: 'data' },
      ['data-digest'],
    ],
    [
      'a tenant’s alert, whatever it says of itself',
      { alertname: 'Odd', priority: 'P1', severity: 'critical', team: 'data', tenant_namespace: 'shop' },
      ['platform-digest'],
    ],
    [
      'a tenant’s alert that plays the heartbeat',
      { alertname: 'Watchdog', severity: 'none', tenant_namespace: 'shop' },
      ['platform-digest'],
    ],
  ])('%s: %j reaches %s', async (_what, labels, receivers) => {
    expect(await routesTest(yamlOf(config), labels)).toEqual(receivers);
  });

  test('without a heartbeat the Watchdog still reaches no human', async () => {
    const setup = setupOf({ heartbeat: { enabled: false, intervalSeconds: 60 } });
    expect(await routesTest(yamlOf(setup.config), { alertname: 'Watchdog', severity: 'none' })).toEqual([
      'nobody',
    ]);
    expect(setup.secrets).not.toContain('heartbeat.url');
  });
});
