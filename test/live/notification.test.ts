import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import type { Notification, NotificationStatus } from '../../local/inboxes/model';
import { until } from '../local/support/wait';
import { processTree, stillRunning } from './support/processes';
import { measured, printMeasured } from './support/report';
import { project, StartedRun } from './support/run';
import { liveStackFile, plantedSecrets } from './support/stackFile';

/** The longest that any notification may take; each is measured and printed. Milliseconds. */
const LIMIT_MS = 240_000;

let run: StartedRun;
/** When the alert was sent that goes out by e-mail, whose route waits for a minute. */
let mailed: number;
beforeAll(async () => {
  const started = Date.now();
  run = new StartedRun((folder) => ['--config-file', liveStackFile(project, folder)]);
  await run.printed('What happens');
  measured('npm start until everything is up', (Date.now() - started) / 1000);
  mailed = Date.now();
  await sendAlert({ alertname: 'ProbeMissing', priority: 'P3', team: 'shop', application: 'demo' });
});
afterAll(async () => {
  printMeasured('Measured from the switch of the fault (or the sending of the alert):');
  await run.dispose();
});

/** Waits for the first notification about `alert` that is newer than `since`. */
async function arrives(
  inbox: Notification['inbox'],
  alert: string,
  status: NotificationStatus,
  since: number,
): Promise<Notification> {
  let found: Notification | undefined;
  await until(
    `${alert} ${status} in ${inbox}`,
    async () => {
      const { notifications } = await run.status();
      found = notifications.find(
        (one) =>
          one.inbox === inbox &&
          one.status === status &&
          one.receivedAt >= since &&
          one.alerts.includes(alert),
      );
      return found !== undefined;
    },
    LIMIT_MS,
  );
  if (found === undefined) throw new Error('unreachable');
  measured(`${alert} ${status} in ${inbox}`, (found.receivedAt - since) / 1000);
  return found;
}

async function switchFault(name: string, position: 'on' | 'off'): Promise<number> {
  const at = Date.now();
  const { code, output } = await run.command('fault', name, position);
  expect(output).toContain(`${name} is ${position}`);
  expect(code).toBe(0);
  return at;
}

const url = async (name: string): Promise<string> =>
  (await run.status()).programs.find((program) => program.name === name)?.url ?? '';

/** Hands an alert to Alertmanager as Prometheus would. */
async function sendAlert(labels: Readonly<Record<string, string>>): Promise<void> {
  const response = await fetch(`${await url('Alertmanager')}/api/v2/alerts`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify([{ labels, annotations: { summary: 'sent by the test' } }]),
  });
  expect(response.status).toBe(200);
}

describe('the local run', () => {
  it('finds the demo application through the relabelings of its monitor, and its probe', async () => {
    const { targets, emptyJobs } = await run.status();
    expect(targets.map(({ job, application, health }) => [job, application, health]).sort()).toEqual([
      ['blackbox', 'demo', 'up'],
      ['demo', 'demo', 'up'],
      ['kps-alertmanager', '', 'up'],
    ]);
    expect(emptyJobs).toEqual([]);
  });

  it('pages the team of an application that is down, and for nothing that this explains', async () => {
    const since = await switchFault('outage', 'on');
    const page = await arrives('pagerduty', 'ServiceDown', 'firing', since);
    expect(page.title).toContain('P1');
    const message = await arrives('slack', 'ServiceDown', 'firing', since);
    expect(message.destination).toBe('#shop-alerts');
    // The two wait equally long, from scrapes and probes that do not begin together.
    const probeFailed = async () => (await run.status()).alerts.find(({ name }) => name === 'ProbeFailed');
    await until('ProbeFailed is inhibited', async () => (await probeFailed())?.state === 'inhibited', 60_000);
    const { notifications } = await run.status();
    expect(notifications.filter(({ alerts: about }) => about.includes('ProbeFailed'))).toEqual([]);
  });

  it('resolves in the same inboxes after the repair', async () => {
    const since = await switchFault('outage', 'off');
    await arrives('pagerduty', 'ServiceDown', 'resolved', since);
    await arrives('slack', 'ServiceDown', 'resolved', since);
  });

  it('delivers an e-mail for a P3 alert through the real route', async () => {
    const mail = await arrives('smtp', 'ProbeMissing', 'firing', mailed);
    expect(mail.destination).toBe('shop@example.com');
    expect(mail.text).toContain('sent by the test');
  });

  it('pages for failed requests, and tells of slow ones', async () => {
    const since = await switchFault('error-rate', 'on');
    await switchFault('latency', 'on');
    await arrives('pagerduty', 'CriticalErrorRate', 'firing', since);
    const slow = await arrives('slack', 'HighLatency', 'firing', since);
    expect(slow.destination).toBe('#shop-alerts');
  });

  it('beats: the Watchdog arrives at the dead man’s switch all the time', async () => {
    const { heartbeat, startedAt } = await run.status();
    const minutes = (Date.now() - startedAt) / 60_000;
    expect(heartbeat.silent).toBe(false);
    // Every 30 s; the first one after start-up, and one may be under way.
    expect(heartbeat.beats).toBeGreaterThanOrEqual(Math.floor(minutes * 2) - 2);
  });

  it('shows neither on screen nor on disk a secret of the stack file', async () => {
    const { output } = await run.command('status', '--json');
    const texts = [
      output,
      run.output,
      ...filesBelow(run.folders.root).map((file) => readFileSync(file, 'latin1')),
    ];
    expect(texts.length).toBeGreaterThan(10);
    for (const secret of plantedSecrets) {
      expect(texts.filter((text) => text.includes(secret))).toEqual([]);
    }
  });

  it('ends on Ctrl-C with every process that it started, and keeps only logs and history', async () => {
    const tree = processTree(run.pid);
    // Itself, the guard, the demo application, Alertmanager, Prometheus.
    expect(tree.length).toBeGreaterThanOrEqual(5);
    const asked = Date.now();
    run.signal('SIGINT');
    expect(await run.exited()).toBe(0);
    measured('Ctrl-C until everything has ended', (Date.now() - asked) / 1000);
    expect(stillRunning(tree)).toEqual([]);
    expect(run.output).toContain('Ending: Ctrl-C.');
    expect(run.output).toContain('no process and no port is left');
    expect(readdirSync(run.folders.root).sort()).toEqual(['logs', 'prometheus']);
    expect(existsSync(run.folders.run)).toBe(false);
  });
});

function filesBelow(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => path.join(folder, name))
    .filter((file) => statSync(file).isFile());
}
