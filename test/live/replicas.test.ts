import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { until } from '../local/support/wait';
import { measured, printMeasured } from './support/report';
import { alertsAt, startSystem, type System } from './support/system';

/** Scraped and looked at often, so that what is waited for is Alertmanager. */
const keys = {
  'observatory:metrics': {
    scrapeIntervalSeconds: { infrastructure: 5, applications: 5 },
    evaluationIntervalSeconds: 5,
  },
};
/** How long a replica waits for each one before it in line: Alertmanager's default. */
const PEER_TIMEOUT_MS = 15_000;
/** Group wait of P1. */
const GROUP_WAIT_MS = 10_000;

let system: System;
beforeAll(async () => {
  system = await startSystem({ instances: [1, 1, 1, 1, 1, 1], alertmanagers: 3, keys });
  await until('the three gossip', async () => (await membersSeen()).every((count) => count === 3), 60_000);
});
afterAll(async () => {
  printMeasured('From the alert at all three replicas of Alertmanager to the page:');
  await (system as System | undefined)?.close();
});

interface Cluster {
  readonly name: string;
  readonly peers: readonly { readonly name: string }[];
}
const clusterOf = async (url: string): Promise<Cluster> => {
  const response = await fetch(`${url}/api/v2/status`);
  return ((await response.json()) as { cluster: Cluster }).cluster;
};
const membersSeen = (): Promise<number[]> =>
  Promise.all(system.alertmanagerUrls.map(async (url) => (await clusterOf(url)).peers.length));

/** The replica that tells without waiting for another: the line is the order of the names that they gave themselves. */
const firstInLine = async (): Promise<number> => {
  const names = await Promise.all(system.alertmanagerUrls.map(async (url) => (await clusterOf(url)).name));
  return names.indexOf([...names].sort()[0] ?? '');
};

const takeDown = async (...applications: readonly string[]): Promise<void> => {
  const affected = system.targets.filter(({ application }) => applications.includes(application));
  await Promise.all(affected.map((target) => target.down()));
};

/** Waits until every replica has been told by Prometheus that these applications are down. */
const knownEverywhere = (...applications: readonly string[]): Promise<void> =>
  until(
    'Prometheus has told all replicas',
    async () => {
      const known = await Promise.all(system.alertmanagerUrls.map(alertsAt));
      return known.every((alerts) =>
        applications.every((name) =>
          alerts.some(
            ({ labels }) => labels['alertname'] === 'ServiceDown' && labels['application'] === name,
          ),
        ),
      );
    },
    120_000,
  );

const told = (inbox: 'pagerduty' | 'slack', application: string) =>
  system.store
    .list({ inbox, alert: 'ServiceDown' })
    .filter(({ title, status }) => status === 'firing' && new RegExp(`: ${application}\\b`).test(title));
const incidentsOf = (application: string) =>
  system.inboxes.pagerduty.incidents().filter(({ title }) => title.includes(`ServiceDown: ${application} (`));

const allTold = (...applications: readonly string[]): Promise<void> =>
  until(
    `${applications.join(', ')} are told`,
    () => applications.every((name) => told('pagerduty', name).length > 0 && told('slack', name).length > 0),
    GROUP_WAIT_MS + 3 * PEER_TIMEOUT_MS,
  );

const restored = async (replica: number): Promise<void> => {
  await system.restart(replica);
  await until(
    'the three gossip again',
    async () => (await membersSeen()).every((count) => count === 3),
    60_000,
  );
};

test('without a loss each alert is told once, by one of the three', async () => {
  await takeDown('app-0');
  await knownEverywhere('app-0');
  const known = Date.now();
  await allTold('app-0');
  measured('all three alive', ((told('pagerduty', 'app-0')[0]?.receivedAt ?? 0) - known) / 1_000);
  // Long enough for the other two to have had their turn.
  await sleep(2 * PEER_TIMEOUT_MS + 2_000);
  expect(told('pagerduty', 'app-0')).toHaveLength(1);
  expect(told('slack', 'app-0')).toHaveLength(1);
});

test('the one that was to tell is killed between firing and notification: every alert arrives', async () => {
  const applications = ['app-1', 'app-2'];
  await takeDown(...applications);
  await knownEverywhere(...applications);
  const first = await firstInLine();
  expect(applications.flatMap((name) => told('pagerduty', name))).toEqual([]);
  system.kill(first);
  const killed = Date.now();
  await allTold(...applications);
  for (const name of applications) {
    measured(
      `${name}: the first in line killed before it told`,
      ((told('pagerduty', name)[0]?.receivedAt ?? 0) - killed) / 1_000,
    );
  }
  await sleep(PEER_TIMEOUT_MS);
  for (const name of applications) {
    // Should the two that are left disagree for a moment about who is first, both tell: the same incident.
    expect(incidentsOf(name)).toHaveLength(1);
    expect(incidentsOf(name)[0]?.triggers).toBeLessThanOrEqual(2);
  }
  await restored(first);
});

test('it is killed while it tells, before the others can know: a double, with the same key', async () => {
  const applications = ['app-3', 'app-4'];
  await takeDown(...applications);
  await knownEverywhere(...applications);
  const first = await firstInLine();
  let killed = false;
  const leave = system.store.subscribe(({ inbox, title }) => {
    if (killed || inbox !== 'pagerduty' || !title.includes('ServiceDown: app-3 (')) return;
    killed = true;
    // Before the answer: it never learns that the page was taken, and can tell nobody.
    system.kill(first);
  });
  await allTold(...applications);
  await until('another replica tells again', () => (incidentsOf('app-3')[0]?.triggers ?? 0) > 1, 60_000);
  leave();
  expect(killed).toBe(true);
  for (const name of applications) {
    expect(incidentsOf(name)).toHaveLength(1);
    expect(incidentsOf(name)[0]?.triggers).toBeLessThanOrEqual(3);
  }
  await restored(first);
});

test('it is killed after the others know: nothing is told twice, and the end is told', async () => {
  await takeDown('app-5');
  await knownEverywhere('app-5');
  const first = await firstInLine();
  await allTold('app-5');
  // Ten gossip intervals of 200 ms.
  await sleep(2_000);
  system.kill(first);
  // Past the next look of the group, a minute after the first.
  await sleep(75_000);
  expect(told('pagerduty', 'app-5')).toHaveLength(1);
  expect(told('slack', 'app-5')).toHaveLength(1);
  await Promise.all(system.targets.map((target) => target.up()));
  const incidents = () => system.inboxes.pagerduty.incidents();
  const keysOf = (status: string) =>
    new Set(incidents().flatMap((incident) => (incident.status === status ? [incident.dedupKey] : [])));
  await until(
    'all incidents are resolved',
    () => keysOf('resolved').size === 6 && keysOf('triggered').size === 0,
    300_000,
  );
  expect(incidentsOf('app-5')).toHaveLength(1);
  // A replica that was started anew looks at its groups at other seconds than the others do. If an alert ends between two such looks
  // that are closer than the peer timeout, the later one in line still tells what it saw: an incident opens once more, with the
  // same key, until its next look. Alertmanager knows no cure; nothing is lost, and nothing stays open.
  for (const { application } of system.targets)
    expect(incidentsOf(application).length).toBeLessThanOrEqual(2);
});
