import { UserError } from '../../config/errors';
import { faultNames, faults, type Fault, type FaultName } from '../faults/catalogue';
import type { Switchboard } from '../faults/switchboard';
import type { NotificationStore } from '../inboxes/store';
import type { Board } from '../boards/model';
import type { Shown } from '../page/server';
import type { Feed } from '../screen/feed';
import type { Steps } from '../screen/steps';
import { AlertLives } from './alertLife';
import { alertChanges } from './alertWatch';
import { differences } from './differences';
import { programRows, type ProgramPaths } from './programRows';
import { readAlerts, readTargets, type Targets } from './prometheusApi';
import type { Services } from './services';
import type { AlertStatus, RunStatus } from './status';

/** Milliseconds between two looks at the alerts. */
const LOOK_MS = 1_000;
const NO_TARGETS: Targets = { targets: [], emptyJobs: [] };

/** What a run is told when it begins. */
export interface LiveRunOptions {
  /** Milliseconds since 1970. */
  readonly startedAt: number;
  readonly store: NotificationStore;
  readonly feed: Feed;
  readonly steps: Steps;
  /** Folder of the programs' logs. */
  readonly logs: string;
}

/** A run as seen from outside: what it is doing now, and the commands it takes. */
export class LiveRun implements Shown {
  state: RunStatus['state'] = 'starting';
  /** Address of the page; empty until it is open. */
  page = '';
  #boards: readonly Board[] = [];
  #services: Services | undefined;
  #paths: ProgramPaths | undefined;
  #alerts: readonly AlertStatus[] = [];
  #switchboard: Switchboard | undefined;

  readonly #lives = new AlertLives();

  constructor(private readonly options: LiveRunOptions) {}

  boards(): readonly Board[] {
    return this.#boards;
  }

  prometheusUrl(): string | undefined {
    return this.state === 'running' ? this.#services?.prometheusUrl : undefined;
  }

  /** The stack has been evaluated; its dashboards are known. */
  evaluated(boards: readonly Board[]): void {
    this.#boards = boards;
  }

  /** From now on there is something to look at, and to break. */
  begin(services: Services, paths: ProgramPaths, switchboard: Switchboard): void {
    this.#services = services;
    this.#switchboard = switchboard;
    this.#paths = paths;
    this.state = 'running';
  }

  /** Prints alerts and notifications as they come, until the returned function is called. */
  follow(): () => void {
    const { store, feed } = this.options;
    const leave = store.subscribe((notification) => {
      this.#lives.delivered(notification);
      feed.notification(notification);
    });
    let looking = false;
    const timer = setInterval(() => {
      if (looking) return;
      looking = true;
      void this.#look().finally(() => {
        looking = false;
      });
    }, LOOK_MS);
    return () => {
      this.state = 'ending';
      clearInterval(timer);
      leave();
    };
  }

  async status(): Promise<RunStatus> {
    const { startedAt, store, steps, logs } = this.options;
    const services = this.#services;
    const paths = this.#paths;
    const running = services !== undefined && paths !== undefined && this.state === 'running';
    const { targets, emptyJobs } = running
      ? await readTargets(services.prometheusUrl).catch(() => NO_TARGETS)
      : NO_TARGETS;
    const beats = services?.inboxes.heartbeat.beats() ?? [];
    const lastAt = beats.at(-1);
    return {
      state: this.state,
      startedAt,
      page: this.page,
      steps: [...steps.list()],
      programs: running ? [...programRows(services, paths)] : [],
      targets: [...targets],
      emptyJobs: [...emptyJobs],
      alerts: [...this.#alerts],
      lives: this.#lives
        .list()
        .map((life) => ({ ...life, receivers: [...life.receivers], delivered: [...life.delivered] })),
      notifications: store.list().map((one) => ({ ...one, alerts: [...one.alerts] })),
      heartbeat: {
        beats: beats.length,
        ...(lastAt === undefined ? {} : { lastAt }),
        silent: services?.inboxes.heartbeat.silent() ?? false,
      },
      faults: faultNames.map((name) => {
        const { group, what, fires, note = '' }: Fault = faults[name];
        const since = this.#switchboard?.since(name);
        return { name, group, what, fires: [...fires], note, ...(since === undefined ? {} : { since }) };
      }),
      differences: [...differences(services)],
      logs,
    };
  }

  async switchFault(fault: FaultName, on: boolean): Promise<void> {
    if (this.#switchboard === undefined || this.state !== 'running') {
      throw new UserError([`The run is ${this.state}: there is nothing to break. Try again.`]);
    }
    await this.#switchboard.switch(fault, on);
    this.options.feed.fault(fault, on);
  }

  async #look(): Promise<void> {
    if (this.#services === undefined) return;
    const { prometheusUrl, alertmanagerUrl } = this.#services;
    // A look that fails is one of many; a program that has died is told by the supervisor.
    const now = await readAlerts(prometheusUrl, alertmanagerUrl).catch(() => this.#alerts);
    if (this.state !== 'running') return;
    for (const change of alertChanges(this.#alerts, now)) this.options.feed.alert(change);
    this.#lives.look(now, Date.now());
    this.#alerts = now;
  }
}
