import { setTimeout as sleep } from 'node:timers/promises';
import { beforeAll, expect, test } from '@jest/globals';
import type { FinishedConfig, Labels } from '../../../routing/simulate/model';
import { groupKey, routesFor } from '../../../routing/simulate/routeTree';
import { simulatorOf, tellings } from '../../../routing/simulate/simulator';
import { ensureProgram } from '../../../tools/build';
import { until } from '../../local/support/wait';
import { BUILD_TIMEOUT } from '../support';
import { withRealAlertmanager, type Message } from './realAlertmanager';

beforeAll(() => ensureProgram('alertmanager'), BUILD_TIMEOUT);

/** Each kind of route: at once, delayed beside it, escalated after it, grouped by several labels, by all, by none. */
const config: FinishedConfig = {
  route: {
    receiver: 'root',
    group_by: ['alertname'],
    group_wait: '1s',
    group_interval: '1m',
    routes: [
      { receiver: 'chat', matchers: ['priority="P2"'], continue: true },
      { receiver: 'pager', matchers: ['priority="P2"'], group_wait: '3s', continue: true },
      { receiver: 'manager', matchers: ['priority="P2"'], group_wait: '5s' },
      {
        matchers: ['priority="P3"'],
        group_by: ['alertname', 'application'],
        receiver: 'by-application',
        routes: [
          { receiver: 'each', matchers: ['team=~"data|ml"'], group_by: ['...'], group_wait: '2s' },
          { receiver: 'one', matchers: ['team="shop"'], group_by: [] },
        ],
      },
      { receiver: 'often', matchers: ['priority="P4"'], group_interval: '2s', repeat_interval: '3s' },
    ],
  },
};
const simulator = simulatorOf(config);

const alerts: readonly Labels[] = ['P1', 'P2', 'P3'].flatMap((priority) =>
  ['data', 'shop', 'platform'].flatMap((team) =>
    ['Down', 'Slow'].flatMap((alertname) =>
      ['a', 'b', ''].map((application) => ({
        priority,
        team,
        alertname,
        ...(application === '' ? {} : { application }),
        instance: `${application}:1`,
      })),
    ),
  ),
);

const text = (labels: Labels): string =>
  JSON.stringify(Object.entries(labels).sort(([a], [b]) => (a < b ? -1 : 1)));

/** The first messages: receiver, seconds, and the alerts that come together. */
const expected = (): string[] => {
  const together = new Map<string, string[]>();
  for (const labels of alerts) {
    const told = tellings(simulator, labels, new Date());
    routesFor(simulator.tree, labels).forEach((route, index) => {
      const key = [route.receiver, told[index]?.waitSeconds, groupKey(route, labels)].join(' ');
      together.set(key, [...(together.get(key) ?? []), text(labels)]);
    });
  }
  return [...together]
    .map(([key, members]) => [...key.split(' ').slice(0, 2), ...members.sort()].join(' '))
    .sort();
};

const arrived = (messages: readonly Message[], start: number): string[] =>
  messages
    .map(({ receiver, at, alerts: members }) =>
      [receiver, Math.floor((at - start) / 1_000), ...members.map(text).sort()].join(' '),
    )
    .sort();

test('what comes together, to whom and after how many seconds is as real Alertmanager does it', async () => {
  const forecast = expected();
  expect(new Set(forecast.map((line) => line.split(' ')[0]))).toEqual(
    new Set(['root', 'chat', 'pager', 'manager', 'by-application', 'each', 'one']),
  );
  await withRealAlertmanager(config, async ({ messages, post }) => {
    const start = Date.now();
    await post(alerts);
    await until('the messages', () => messages.length >= forecast.length, 15_000).catch(() => undefined);
    expect(arrived(messages, start)).toEqual(forecast);
  });
}, 60_000);

test('a message is repeated as often as forecast: looks come only once per group interval', async () => {
  const labels = { alertname: 'Down', priority: 'P4' };
  const [often] = tellings(simulator, labels, new Date());
  // Not the repeat interval of 3 s: the look after 2 s finds it too young.
  expect(often?.repeatSeconds).toEqual([4, 4]);
  await withRealAlertmanager(config, async ({ messages, post }) => {
    await post([labels]);
    await until('three messages', () => messages.length >= 3, 20_000);
    await sleep(100);
    const gaps = messages
      .slice(1)
      .map(({ at }, index) => Math.round((at - (messages[index]?.at ?? 0)) / 1_000));
    expect(gaps).toEqual(gaps.map(() => 4));
  });
}, 60_000);
