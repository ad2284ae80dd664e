import { randomBytes } from 'node:crypto';
import { rmSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { UserError } from '../../config/errors';
import { ensurePrograms } from '../../tools/build';
import { cacheFolder } from '../../tools/cache';
import { withLock } from '../../tools/lock';
import { openControl } from '../control';
import { diskFault, refuseFullDisk, watchDisk } from '../disk';
import { Switchboard } from '../faults/switchboard';
import { NotificationStore } from '../inboxes/store';
import { claimInstance, releaseInstance, type Instance } from '../instance';
import { Lifetime } from '../lifetime';
import { describeFailure } from '../process/program';
import { Supervisor } from '../process/supervisor';
import { Feed } from '../screen/feed';
import { Steps, type StepStream } from '../screen/steps';
import { greeting } from '../screen/greeting';
import { stateFolders, type StateFolders } from '../state';
import { openPage } from '../page/server';
import { colours } from '../../plan/colours';
import { describe, showProgress, type OnProgress } from '../../tools/progress';
import { Closers } from './closers';
import { answerCommand } from './commands';
import { evaluateStack } from './evaluateStack';
import { startExporters } from './exporters';
import { LiveRun } from './liveRun';
import { refuseWindows } from './programs';
import { startServices, type Services } from './services';
import type { RunStatus } from './status';
import { switchesOf } from './switches';

export interface LocalRunOptions {
  /** Folder of the repository. */
  readonly project: string;
  /** Stack file to use instead of Pulumi.local.yaml. */
  readonly configFile?: string;
  /** Ends by itself so long after everything is up. */
  readonly seconds?: number;
  readonly out: StepStream;
}

/** All runs of this user share it, whatever their state folders. */
const portsLock = (): string => path.join(cacheFolder(), 'lock', 'ports');

/** Seconds until every target should have been scraped once. */
const FIRST_SCRAPE_SECONDS = 20;

/**
 * Runs stack `local` on this machine until Ctrl-C (or the given time), shows what happens, and leaves nothing behind
 * but logs and Prometheus' history.
 *
 * @throws UserError when it cannot start, or when one of its programs ends by itself
 */
export async function runLocal(options: LocalRunOptions): Promise<void> {
  refuseWindows();
  const folders = stateFolders();
  const closers = new Closers();
  const ending: { supervisor?: Supervisor; failure?: UserError } = {};
  const kill = (): void => ending.supervisor?.kill();
  const life = new Lifetime(() => {
    kill();
    options.out.write('Ended at once.\n');
    process.exit(130);
  });
  // Nobody reads it any more: a closed terminal, or `npm start | head`. It must not keep the run from a tidy end.
  const outputClosed = (): void => {
    life.end('its output was closed');
  };
  process.stdout.on('error', outputClosed);
  process.stderr.on('error', outputClosed);
  // The last resort, when this process is ended from within: nothing asynchronous happens any more.
  process.on('exit', kill);
  try {
    await start(options, folders, life, closers, ending);
    await life.ended();
  } catch (error) {
    // What was under way when the user asked to end does not matter any more.
    if (!life.signal.aborted) throw diskFault(error, folders.root);
  } finally {
    if (life.reason !== undefined) options.out.write(`\nEnding: ${life.reason}.\n`);
    await closers.close();
    process.off('exit', kill);
    life.dispose();
  }
  if (ending.failure !== undefined) throw ending.failure;
  options.out.write(
    `Ended: no process and no port is left. Prometheus' history and the logs stay in ${folders.root}.\n`,
  );
}

async function start(
  options: LocalRunOptions,
  folders: StateFolders,
  life: Lifetime,
  closers: Closers,
  ending: { supervisor?: Supervisor; failure?: UserError },
): Promise<void> {
  const { project, configFile, out } = options;
  const steps = new Steps(out);
  const alerts = new Map<string, string>();
  const store = new NotificationStore(alerts);
  const feed = new Feed((line) => out.write(`${line}\n`), alerts);
  const startedAt = Date.now();
  const live = new LiveRun({ startedAt, store, feed, steps, logs: folders.logs });
  await claim(live, folders, startedAt, closers);
  await refuseFullDisk(folders.root);
  const page = await openPage(live);
  closers.add(() => page.close());
  live.page = page.url;
  out.write(`${colours.bold('Open')} ${page.url}\n`);

  const onScreen = showProgress();
  const onProgress: OnProgress = (event) => {
    onScreen(event);
    steps.progress(describe(event));
  };
  const paths = await steps.run(
    'Prometheus, Alertmanager, operator',
    () => ensurePrograms(['prometheus', 'alertmanager', 'operator'], { signal: life.signal, onProgress }),
    () => 'built or found',
  );
  life.signal.throwIfAborted();
  const stack = await steps.run(
    `Stack local (${configFile ?? 'Pulumi.local.yaml'})`,
    () => evaluateStack(project, configFile),
    ({ ruleCount, alertWaits }) => `${String(ruleCount)} rules, ${String(alertWaits.size)} alerts`,
  );
  stack.alertWaits.forEach((wait, name) => alerts.set(name, wait));
  live.evaluated(stack.boards);
  life.signal.throwIfAborted();

  const supervisor = new Supervisor({
    logFolder: folders.logs,
    runFolder: folders.run,
    onDeath: (death) => {
      // What they talk to is closed before they are asked to end; who does not bear that has not failed.
      if (life.signal.aborted) return;
      ending.failure = new UserError([describeFailure(death)]);
      life.end(`${death.program} ${death.what}`);
    },
  });
  ending.supervisor = supervisor;
  closers.add(
    watchDisk(folders.root, (fault) => {
      ending.failure = fault;
      life.end('the disk is full');
    }),
  );
  closers.add(() => {
    rmSync(folders.run, { recursive: true, force: true });
  });
  closers.add(() => supervisor.stop());
  const services = await steps.run(
    'Programs and inboxes',
    () =>
      // Of two runs that start at one moment the second sees which ports the first has taken.
      withLock(
        portsLock(),
        () =>
          startServices({
            project,
            folders,
            stack,
            store,
            supervisor,
            programs: paths,
            signal: life.signal,
            closeLater: (close) => {
              closers.add(close);
            },
          }),
        (holder) => {
          steps.progress(`another run (${holder}) is starting`);
        },
        life.signal,
      ),
    () => 'ready',
  );
  const switchboard = new Switchboard(switchesOf(services, supervisor, life.signal));
  // Clients that hold locks or connections leave before the server ends.
  closers.add(() => switchboard.mend());
  live.begin(services, paths, switchboard);
  // Before the first scrapes, which wait for them as long as they wait for anything.
  void bringExporters(services, supervisor, life, feed, onProgress);
  const status = await steps.run(
    'First scrapes',
    () => firstScrapes(live, life.signal),
    ({ targets }) =>
      `${String(targets.filter(({ health }) => health === 'up').length)} of ${String(targets.length)} targets up`,
  );
  closers.add(live.follow());
  out.write(`${greeting(status)}\n`);
  if (options.seconds !== undefined) {
    const timer = setTimeout(() => {
      life.end(`${String(options.seconds)} s are over`);
    }, options.seconds * 1000);
    closers.add(() => {
      clearTimeout(timer);
    });
  }
}

/** The exporters come up while everything else is at work already. */
async function bringExporters(
  services: Services,
  supervisor: Supervisor,
  life: Lifetime,
  feed: Feed,
  onProgress: OnProgress,
): Promise<void> {
  await startExporters(services, supervisor, life.signal, onProgress).catch((error: unknown) => {
    if (!life.signal.aborted) feed.note(`The exporters cannot be started: ${String(error)}`);
  });
  for (const [name, why] of services.leftOut) feed.note(`${name} is left out: ${why}`);
}

/** Opens the endpoint for commands of other terminals and makes this the one run of the state folder. */
async function claim(
  live: LiveRun,
  folders: StateFolders,
  startedAt: number,
  closers: Closers,
): Promise<void> {
  const token = randomBytes(24).toString('hex');
  const control = await openControl(token, (request) => answerCommand(request, live));
  closers.add(() => control.close());
  const own: Instance = { pid: process.pid, startedAt, url: control.url, token };
  await claimInstance(folders, own);
  closers.add(() => {
    releaseInstance(folders, own);
  });
  closers.add(() => {
    live.state = 'ending';
  });
}

async function firstScrapes(live: LiveRun, signal: AbortSignal): Promise<RunStatus> {
  const deadline = Date.now() + FIRST_SCRAPE_SECONDS * 1000;
  for (;;) {
    const status = await live.status();
    const scraped = status.targets.length > 0 && status.targets.every(({ health }) => health !== 'unknown');
    if (scraped || Date.now() > deadline) return status;
    await sleep(250, undefined, { signal });
  }
}
