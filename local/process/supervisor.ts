import { spawn, type ChildProcess } from 'node:child_process';
import { closeSync, mkdirSync, openSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { UserError } from '../../config/errors';
import { isFree, LOOPBACK } from '../loopback';
import { endGroup, signalGroup } from './group';
import { startGuard, type Guard } from './guard';
import { lastLines } from './log';
import { childEnvironment, describeFailure, type Failure, type Program } from './program';

export interface SupervisorOptions {
  /** Gets one `<program>.log` per program, written anew by each start. */
  readonly logFolder: string;
  /** Removed should this process die without stopping its programs. */
  readonly runFolder: string;
  /** Called when a program that was ready ends by itself. */
  readonly onDeath: (death: Failure) => void;
  /** Milliseconds between SIGTERM and SIGKILL. */
  readonly graceMs?: number;
}

const SHOWN_LINES = 5;
const POLL_MS = 100;

interface Running {
  readonly program: Program;
  /** Process group; only to be signalled while the program lives, because numbers are used again. */
  readonly group: number;
  ready: boolean;
  ended: boolean;
  /** We asked it to end: its end is no death. */
  leaving: boolean;
  death?: Failure;
}

/** Starts programs, each the head of a process group of its own, watches them, and ends all of them with it. */
export class Supervisor {
  readonly #options: SupervisorOptions;
  readonly #guard: Guard;
  readonly #running: Running[] = [];
  #stopping = false;

  constructor(options: SupervisorOptions) {
    this.#options = options;
    mkdirSync(options.logFolder, { recursive: true, mode: 0o700 });
    this.#guard = startGuard(options.runFolder);
  }

  /**
   * Starts a program and waits until it is ready.
   * @throws UserError when its port is taken, or when it ends or is not ready in time; the signal's reason when that is aborted
   */
  async start(program: Program, signal: AbortSignal): Promise<void> {
    signal.throwIfAborted();
    this.#refuseLate(program);
    await this.#refuseTaken(program);
    const running = await this.#spawn(program);
    const deadline = Date.now() + program.readyWithinSeconds * 1000;
    while (!(await program.ready().catch(() => false))) {
      signal.throwIfAborted();
      this.#refuseLate(program);
      this.#refuseDead(running);
      if (Date.now() > deadline) {
        const what = `was not ready within ${String(program.readyWithinSeconds)} s`;
        throw new UserError([describeFailure(this.#failure(program, what))]);
      }
      await sleep(POLL_MS);
    }
    // Something else may have answered on its port while it died of just that.
    this.#refuseDead(running);
    running.ready = true;
  }

  /** Ends one program, which may be started again; resolves when it is gone. Nothing happens when it does not run. */
  async end(name: string): Promise<void> {
    const meant = this.#living().filter(({ program }) => program.name === name);
    for (const running of meant) running.leaving = true;
    await Promise.all(meant.map((running) => this.#end(running)));
  }

  /** Ends all programs at once; resolves when none is left. May be called more than once. */
  async stop(): Promise<void> {
    this.#stopping = true;
    await Promise.all(this.#living().map((running) => this.#end(running)));
    await this.#guard.release();
  }

  /** A further folder that is removed should this process die without doing so. */
  guardFolder(folder: string): void {
    this.#guard.folder(folder);
  }

  /** Kills everything without waiting: for the very end of this process. */
  kill(): void {
    this.#stopping = true;
    for (const { group } of this.#living()) signalGroup(group, 'SIGKILL');
  }

  #end({ group, program }: Running): Promise<void> {
    return endGroup(group, this.#options.graceMs ?? 10_000, program.endSignal);
  }

  #living(): readonly Running[] {
    return this.#running.filter(({ ended }) => !ended);
  }

  #spawn(program: Program): Promise<Running> {
    const log = openSync(this.#logFile(program), 'w', 0o600);
    const child = spawn(program.command, program.args, {
      detached: true,
      stdio: ['ignore', log, log],
      env: childEnvironment(program.env),
      ...(program.folder === undefined ? {} : { cwd: program.folder }),
      ...program.user,
    });
    closeSync(log);
    return new Promise((resolve, reject) => {
      child.once('error', (error) => {
        reject(new UserError([`${program.name} cannot be started: ${error.message}.\n${program.advice}`]));
      });
      child.once('spawn', () => {
        const running = this.#watch(program, child);
        // Asked to stop between the two: nobody else knows of it yet.
        if (this.#stopping) signalGroup(running.group, 'SIGKILL');
        resolve(running);
      });
    });
  }

  #watch(program: Program, child: ChildProcess): Running {
    if (child.pid === undefined) throw new Error(`${program.name} runs without a process id`);
    const running: Running = { program, group: child.pid, ready: false, ended: false, leaving: false };
    this.#running.push(running);
    this.#guard.add(running.group);
    child.once('exit', (code, signal) => {
      // What it may have started itself goes with it.
      signalGroup(running.group, 'SIGKILL');
      running.ended = true;
      this.#guard.remove(running.group);
      if (this.#stopping || running.leaving) return;
      const cause = signal === null ? `exit code ${String(code)}` : `signal ${signal}`;
      running.death = this.#failure(program, `ended by itself (${cause})`);
      if (running.ready) this.#options.onDeath(running.death);
    });
    return running;
  }

  /** A start that goes wrong stops everything while other parts of it are still on their way, without the signal. */
  #refuseLate({ name }: Program): void {
    if (this.#stopping) throw new Error(`${name} is not started: the run is ending`);
  }

  async #refuseTaken({ name, port }: Program): Promise<void> {
    if (port === undefined || (await isFree(port))) return;
    throw new UserError([
      `${name} cannot be started: something else listens on port ${String(port)} of ${LOOPBACK}. End that, or start anew: another port is chosen then.`,
    ]);
  }

  #refuseDead({ death }: Running): void {
    if (death !== undefined) throw new UserError([describeFailure(death)]);
  }

  #failure(program: Program, what: string): Failure {
    const logFile = this.#logFile(program);
    const { name, advice } = program;
    return { program: name, what, lastLines: lastLines(logFile, SHOWN_LINES), logFile, advice };
  }

  #logFile(program: Program): string {
    return path.join(this.#options.logFolder, `${program.name}.log`);
  }
}
