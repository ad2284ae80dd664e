import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { table } from '../../local/screen/table';
import { until } from '../local/support/wait';
import { alertsAt, query, startSystem, type System } from './support/system';

/*
 * How long until somebody is told, with the product's own intervals: applications are scraped every 30 s, availability is
 * looked at every 10 s, ServiceDown waits a minute, a P1 group 10 s.
 */

/** 24 applications of one instance and 3 of two: 30 targets. */
const instances = [...Array.from({ length: 24 }, () => 1), 2, 2, 2];
const PROMISED_FROM_FIRING = 15;
const PROMISED_FROM_OUTAGE = 120;

interface Part {
  readonly name: string;
  /** What the intervals allow, in seconds. */
  readonly least: number;
  readonly most: number;
}
const parts = {
  scrape: { name: 'scrape: outage to the last failed one', least: 0, most: 30 },
  look: { name: 'evaluation: to pending', least: 0, most: 10 },
  wait: { name: '`for`: to firing', least: 60, most: 60 },
  told: { name: 'group wait and delivery: to the inbox', least: 10, most: 10 },
  all: { name: 'outage to the inbox', least: 70, most: 110 },
} as const satisfies Record<string, Part>;
type PartName = keyof typeof parts;

let system: System;
beforeAll(async () => {
  system = await startSystem({ instances });
});
afterAll(async () => {
  await (system as System | undefined)?.close();
});

const percentile = (values: readonly number[], share: number): number =>
  [...values].sort((a, b) => a - b)[Math.ceil(values.length * share) - 1] ?? Number.NaN;

/** Unix seconds by application. */
type Times = ReadonlyMap<string, number>;

const failedScrapes = async (since: number): Promise<Times> => {
  const times = new Map<string, number>();
  for (const { metric, values } of await query(system, 'up{application!=""}[5m]')) {
    const application = metric['application'] ?? '';
    const first = values.find(([at, up]) => at >= since && up === 0)?.[0] ?? Number.NaN;
    // With several instances the alert waits for the last of them.
    times.set(application, Math.max(times.get(application) ?? 0, first));
  }
  return times;
};

const pendingSince = async (): Promise<Times> => {
  const response = await fetch(`${system.prometheusUrl}/api/v1/alerts`);
  const { data } = (await response.json()) as {
    data: { alerts: { labels: Record<string, string>; activeAt: string }[] };
  };
  const down = data.alerts.filter(({ labels }) => labels['alertname'] === 'ServiceDown');
  return new Map(
    down.map(({ labels, activeAt }) => [labels['application'] ?? '', Date.parse(activeAt) / 1_000]),
  );
};

const firingSince = async (): Promise<Times> => {
  const known = await alertsAt(system.alertmanagerUrls[0] ?? '');
  const down = known.filter(({ labels }) => labels['alertname'] === 'ServiceDown');
  return new Map(
    down.map(({ labels, startsAt }) => [labels['application'] ?? '', Date.parse(startsAt) / 1_000]),
  );
};

const pages = () => system.store.list({ inbox: 'pagerduty', alert: 'ServiceDown' });

test('30 targets: from firing to the P1 inbox p99 is at most 15 s, from a total outage to the inbox 120 s', async () => {
  expect(system.targets).toHaveLength(30);
  const outage = Date.now() / 1_000;
  await Promise.all(system.targets.map((target) => target.down()));
  await until('every application is told', () => pages().length >= instances.length, 180_000);
  const [failed, pending, firing] = [await failedScrapes(outage), await pendingSince(), await firingSince()];

  const measured = instances.map((_, index): Record<PartName, number> => {
    const application = `app-${String(index)}`;
    const page = pages().find(({ title }) => title.includes(`ServiceDown: ${application} (`));
    const inbox = (page?.receivedAt ?? Number.NaN) / 1_000;
    const at = (times: Times): number => times.get(application) ?? Number.NaN;
    return {
      scrape: at(failed) - outage,
      look: at(pending) - at(failed),
      wait: at(firing) - at(pending),
      told: inbox - at(firing),
      all: inbox - outage,
    };
  });
  const names = Object.keys(parts) as PartName[];
  const of = (name: PartName): number[] => measured.map((one) => one[name]);
  const seconds = (value: number): string => value.toFixed(2);
  const rows = names.map((name) => [
    parts[name].name,
    seconds(parts[name].least),
    seconds(Math.min(...of(name))),
    seconds(percentile(of(name), 0.5)),
    seconds(percentile(of(name), 0.99)),
    seconds(Math.max(...of(name))),
    seconds(parts[name].most),
  ]);
  const head = ['seconds', 'least in theory', 'least', 'median', 'p99', 'most', 'most in theory'];
  process.stderr.write(`\n30 targets, ${String(measured.length)} P1 alerts:\n${table([head, ...rows])}\n`);

  expect(percentile(of('told'), 0.99)).toBeLessThanOrEqual(PROMISED_FROM_FIRING);
  expect(Math.max(...of('all'))).toBeLessThanOrEqual(PROMISED_FROM_OUTAGE);
  for (const name of names) {
    // What the machine itself takes comes on top.
    expect([name, Math.min(...of(name)) >= parts[name].least - 0.5]).toEqual([name, true]);
    expect([name, Math.max(...of(name)) <= parts[name].most + PROMISED_FROM_FIRING - 10]).toEqual([
      name,
      true,
    ]);
  }
  // One page for each, and nothing died meanwhile.
  expect(pages()).toHaveLength(instances.length);
  expect(system.deaths).toEqual([]);
});
