import { beforeAll, describe, expect, test } from '@jest/globals';
import type { Route } from '../../routing/alertmanager';
import { priorities, severityOf } from '../../rules/model';
import { checkConfig, routesTest } from '../../tools/amtool';
import { ensureProgram } from '../../tools/build';
import { BUILD_TIMEOUT, input, setupOf, yamlOf } from './support';

const routesOf = (route: Route): Route[] => [route, ...(route.routes ?? []).flatMap(routesOf)];

const { config } = setupOf();

test('the root is the platform team, with the timing of P2', () => {
  const { routes, ...root } = config.route;
  expect(root).toEqual({
    receiver: 'platform-P2',
    group_by: ['cluster', 'environment', 'team', 'application', 'alertname'],
    group_wait: '30s',
    group_interval: '5m',
    repeat_interval: '4h',
  });
  expect(routes).toHaveLength(9);
});

test('P1 is told after 10 s, one incident per cause, by the team’s own receiver', () => {
  expect(config.route.routes?.[2]).toEqual({
    matchers: ['priority="P1"'],
    receiver: 'platform-P1',
    group_by: ['cluster', 'environment', 'team', 'application', 'alertname'],
    group_wait: '10s',
    group_interval: '1m',
    repeat_interval: '1h',
    routes: [
      { matchers: ['team="backend"'], receiver: 'backend-P1' },
      { matchers: ['team="data"'], receiver: 'data-P1' },
    ],
  });
});

test('P4 is a digest per team: half an hour at least, then every six hours', () => {
  const digest = config.route.routes?.find((route) => route.matchers?.includes('priority="P4"'));
  expect(digest).toMatchObject({
    receiver: 'platform-P4',
    group_by: ['cluster', 'environment', 'team'],
    group_wait: '30m',
    group_interval: '6h',
    repeat_interval: '24h',
  });
});

test('Watchdog beats once per interval: two looks, and a repetition between one look and two', () => {
  expect(config.route.routes?.[0]).toEqual({
    matchers: ['alertname="Watchdog"'],
    receiver: 'heartbeat',
    group_by: ['alertname'],
    group_wait: '0s',
    group_interval: '30s',
    repeat_interval: '45s',
  });
});

test('no route has a time interval or continues: an incident that opens is closed the same way', () => {
  for (const route of routesOf(config.route)) {
    expect(Object.keys(route)).not.toEqual(
      expect.arrayContaining([expect.stringMatching(/_time_intervals$/)]),
    );
    expect(route.continue).toBeUndefined();
  }
});

test('every route names a receiver that exists, and every receiver has a route', () => {
  const named = new Set(routesOf(config.route).map((route) => route.receiver));
  expect([...named].sort()).toEqual(config.receivers.map((receiver) => receiver.name).sort());
});

test('the order in which teams are given changes nothing', () => {
  expect(setupOf({ teams: [...input.teams].reverse() })).toEqual(setupOf());
});

test('the YAML has no anchors: people read it in a plan', () => {
  expect(yamlOf(config)).not.toMatch(/[&*]a\d/);
});

describe('as Alertmanager’s own router says', () => {
  beforeAll(() => ensureProgram('amtool'), BUILD_TIMEOUT);

  const combinations = [
    { pagerduty: true, email: true },
    { pagerduty: true, email: false },
    { pagerduty: false, email: true },
    { pagerduty: false, email: false },
  ];
  const expected: Readonly<Record<string, readonly string[]>> = {
    P1: ['pagerduty', 'slack'],
    P2: ['pagerduty', 'slack'],
    P3: ['slack', 'email'],
    P4: ['slack'],
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
        expect(await routesTest(yaml, labels)).toEqual([`${team}-${priority}`]);
        const receiver = setup.config.receivers.find(({ name }) => name === `${team}-${priority}`);
        const channels = Object.keys(receiver ?? {}).filter((key) => key.endsWith('_configs'));
        const wanted = (expected[priority] ?? []).filter(
          (channel) => channel === 'slack' || on[channel as 'pagerduty' | 'email'],
        );
        expect(channels).toEqual(wanted.map((channel) => `${channel}_configs`));
      }
    }
  });

  test.each([
    ['the heartbeat proof', { alertname: 'Watchdog', severity: 'none' }, 'heartbeat'],
    ['the chart’s inhibition switch', { alertname: 'InfoInhibitor', severity: 'none' }, 'nobody'],
    ['a critical alert of the chart', { alertname: 'KubeAPIDown', severity: 'critical' }, 'platform-P1'],
    ['a warning of the chart', { alertname: 'KubePodCrashLooping', severity: 'warning' }, 'platform-P3'],
    ['an info alert of the chart', { alertname: 'CPUThrottlingHigh', severity: 'info' }, 'platform-P4'],
    ['another alert of severity none', { alertname: 'Odd', severity: 'none' }, 'platform-P4'],
    ['a severity with a known team', { alertname: 'Odd', severity: 'critical', team: 'data' }, 'data-P1'],
    ['a team nobody knows', { alertname: 'Odd', priority: 'P1', team: 'bakend' }, 'platform-P1'],
    ['no label at all but its name', { alertname: 'Odd' }, 'platform-P2'],
    ['a priority nobody knows', { alertname: 'Odd', priority: 'p1', severity: 'critical' }, 'platform-P2'],
    ['a severity nobody knows', { alertname: 'Odd', severity: 'page', team: 'data' }, 'platform-P2'],
    [
      'a priority that contradicts the severity',
      { alertname: 'Odd', priority: 'P4', severity: 'critical', team: 'data' },
      'data-P4',
    ],
  ])('%s: %j reaches %s', async (_what, labels, receiver) => {
    expect(await routesTest(yamlOf(config), labels)).toEqual([receiver]);
  });

  test('without a heartbeat the Watchdog still reaches no human', async () => {
    const setup = setupOf({ heartbeat: { enabled: false, intervalSeconds: 60 } });
    expect(await routesTest(yamlOf(setup.config), { alertname: 'Watchdog', severity: 'none' })).toEqual([
      'nobody',
    ]);
    expect(setup.secrets).not.toContain('heartbeat.url');
  });
});
