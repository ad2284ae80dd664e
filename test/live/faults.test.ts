import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { EventEmitter, once } from 'node:events';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { until } from '../local/support/wait';
import { deviations } from './proof/compare';
import { runNames, type Observation, type RunName, type Scene } from './proof/model';
import { observe } from './proof/observe';
import { playAll, type Played } from './proof/play';
import { scenes } from './proof/scenes';
import { timesTable } from './proof/times';
import { processTree, stillRunning } from './support/processes';
import { measured, printMeasured } from './support/report';
import { project, StartedRun } from './support/run';
import { liveStackFile, plantedSecrets } from './support/stackFile';

/** Only these runs, to work on a scene: `FAULT_RUNS=database,channels npm run test:live`. Default: all. */
const asked = process.env['FAULT_RUNS']?.split(',');
const chosen = runNames.filter((name) => asked?.includes(name) ?? true);
/** The one that stands for all where one is enough. */
const [first = 'requests'] = chosen;

/** All of the plays: twelve minutes on an idle machine. A busy one may take much longer, and what is late is told by the comparison. */
const LONGEST_MS = 2_700_000;

/** Of an alert that a test sends itself, so that nothing that the stack says is taken for it. */
const BY_HAND = 'sent-by-hand';

const byItself = ({ messages, ...seen }: Observation): Observation => ({
  ...seen,
  messages: messages.filter(({ application }) => application !== BY_HAND),
});

const hasRunbook = (alert: string): boolean => existsSync(path.join(project, 'runbooks', `${alert}.md`));
const scenesOf = (name: RunName): readonly Scene[] => scenes.filter(({ run }) => run === name);

interface Proof {
  readonly played: readonly Played[];
  /** All of the run, from when everything was up. */
  readonly whole: Observation;
}

const runs = new Map<RunName, StartedRun>();
const run = (name: RunName): StartedRun => {
  const found = runs.get(name);
  if (found === undefined) throw new Error(`the ${name} run did not start`);
  return found;
};
/** When all of a run was up. */
const upAt = new Map<RunName, number>();
const proofs = new Map<RunName, Promise<Proof>>();
const proofOf = async (name: RunName): Promise<Proof> => {
  const proof = await proofs.get(name);
  if (proof === undefined) throw new Error(`the ${name} run was not played`);
  return proof;
};

const prove = async (name: RunName, mayStop: Promise<void>): Promise<Proof> => {
  const played = await playAll(run(name), scenesOf(name), mayStop);
  return { played, whole: await observe(run(name), upAt.get(name) ?? 0, Date.now()) };
};

const stopsPrograms = (name: RunName): boolean =>
  scenesOf(name).some(({ switchCalls = false }) => switchCalls);
/** When it fails, the tests of this run say so. */
const begin = (name: RunName, mayStop: Promise<void>): void => {
  const proof = prove(name, mayStop);
  proof.catch(() => undefined);
  proofs.set(name, proof);
};

const startAll = async (mayStop: Promise<void>): Promise<void> => {
  for (const name of chosen) {
    const started = Date.now();
    runs.set(name, new StartedRun((folder) => ['--config-file', liveStackFile(project, folder)]));
    await run(name).printed('What happens');
    upAt.set(name, Date.now());
    measured(`${name} run: npm start until everything is up`, (Date.now() - started) / 1_000);
    if (name === first) {
      await sendAlert({ alertname: 'ProbeMissing', priority: 'P3', team: 'shop', application: BY_HAND });
    }
    // It is played while the next one starts.
    begin(name, mayStop);
  }
};

beforeAll(async () => {
  // A program that a scene stops leaves its port to whoever starts next: not before all have started.
  const mayStop = new EventEmitter();
  const allStarted = once(mayStop, 'all started').then(() => undefined);
  allStarted.catch(() => undefined);
  await startAll(allStarted).catch((error: unknown) => {
    mayStop.emit('error', error);
    throw error;
  });
  mayStop.emit('all started');
  await Promise.allSettled(proofs.values());
}, LONGEST_MS);
afterAll(async () => {
  const settled = await Promise.allSettled(proofs.values());
  const played = settled.flatMap((one) => (one.status === 'fulfilled' ? one.value.played : []));
  process.stderr.write(`\nFrom each fault to the people:\n${timesTable(played)}\n`);
  printMeasured('Beside the faults:');
  await Promise.all([...runs.values()].map((one) => one.dispose()));
});

const url = async (name: string): Promise<string> =>
  (await run(first).status()).programs.find((program) => program.name === name)?.url ?? '';

/** Hands an alert to Alertmanager as Prometheus would. */
async function sendAlert(labels: Readonly<Record<string, string>>): Promise<void> {
  const response = await fetch(`${await url('Alertmanager')}/api/v2/alerts`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify([{ labels, annotations: { summary: 'sent by the test' } }]),
  });
  expect(response.status).toBe(200);
}

describe('what people see of a fault: these alerts and no others, these people and no others, and its end', () => {
  const playable = scenes.filter(({ run: name }) => chosen.includes(name));
  it.each(playable.map((scene) => [scene.faults.join(' and '), scene] as const))('%s', async (_, scene) => {
    const { played } = await proofOf(scene.run);
    const observations = played.filter((one) => one.scene === scene).map(({ observation }) => observation);
    expect(observations.map((seen) => deviations(scene, byItself(seen), hasRunbook))).toEqual([[]]);
  });

  it.each(chosen)('in all of the %s run nothing fires and nobody is told beside that', async (name) => {
    const seen = byItself((await proofOf(name)).whole);
    const alerts = scenesOf(name).flatMap((scene) => scene.alerts);
    const mayFire = scenesOf(name).flatMap((scene) => scene.mayFire ?? []);
    const switchCalls = scenesOf(name).some((scene) => scene.switchCalls);
    const expected = { alerts, mayFire, ...(switchCalls ? { switchCalls: true as const } : {}) };
    expect(deviations(expected, seen, hasRunbook)).toEqual([]);
  });
});

describe('the local run', () => {
  it('finds the demo application through the relabelings of its monitor, and its probe', async () => {
    const { targets, emptyJobs } = await run(first).status();
    expect(targets.map(({ job, application }) => [job, application]).sort()).toEqual([
      ['blackbox', 'demo'],
      ['blackbox', 'demo'],
      ['demo', 'demo'],
      ['kps-alertmanager', ''],
      ['node-exporter', ''],
      ['postgres-exporter', 'demo'],
      ['redis-exporter', 'demo'],
      ['worker', 'worker'],
    ]);
    // One that is down for a moment, on a busy machine, is down for a scrape.
    await until(
      'every target is up',
      async () => (await run(first).status()).targets.every(({ health }) => health === 'up'),
      120_000,
    );
    expect(emptyJobs).toEqual([]);
  });

  it('delivers an e-mail for a P3 alert through the real route', async () => {
    const mails = async () =>
      (await run(first).status()).notifications.filter(
        ({ inbox, title }) => inbox === 'smtp' && title.includes(`ProbeMissing: ${BY_HAND}`),
      );
    await until('the mail arrives', async () => (await mails()).length > 0, 120_000);
    const [mail] = await mails();
    expect(mail).toMatchObject({ destination: 'shop@example.com', status: 'firing' });
    expect(mail?.text).toContain('sent by the test');
  });

  it.each(chosen)(
    'beats: the Watchdog arrives at the dead man’s switch all the time (%s run)',
    async (name) => {
      const { heartbeat } = await run(name).status();
      const minutes = (Date.now() - (upAt.get(name) ?? 0)) / 60_000;
      expect(heartbeat.silent).toBe(false);
      // Every 30 s; the first one after start-up, and one may be under way. A scene may stop it for a while.
      const least = stopsPrograms(name) ? 1 : Math.floor(minutes * 2) - 2;
      expect(heartbeat.beats).toBeGreaterThanOrEqual(least);
    },
  );

  it('shows neither on screen nor on disk a secret of the stack file', async () => {
    const { output } = await run(first).command('status', '--json');
    const texts = [
      output,
      run(first).output,
      ...filesBelow(run(first).folders.root).map((file) => readFileSync(file, 'latin1')),
    ];
    expect(texts.length).toBeGreaterThan(10);
    for (const secret of plantedSecrets) {
      expect(texts.filter((text) => text.includes(secret))).toEqual([]);
    }
  });

  it('ends on Ctrl-C with every process that it started, and keeps only logs and history', async () => {
    const one = run(first);
    const tree = processTree(one.pid);
    // Itself, the guard, the demo application, Alertmanager, Prometheus.
    expect(tree.length).toBeGreaterThanOrEqual(5);
    const asked = Date.now();
    one.signal('SIGINT');
    expect(await one.exited()).toBe(0);
    measured('Ctrl-C until everything has ended', (Date.now() - asked) / 1000);
    expect(stillRunning(tree)).toEqual([]);
    expect(one.output).toContain('Ending: Ctrl-C.');
    expect(one.output).toContain('no process and no port is left');
    expect(readdirSync(one.folders.root).sort()).toEqual(['logs', 'prometheus']);
    expect(existsSync(one.folders.run)).toBe(false);
  });
});

function filesBelow(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => path.join(folder, name))
    .filter((file) => statSync(file).isFile());
}
