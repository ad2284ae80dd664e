import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { callControl } from '../../../local/control';
import { theInstance } from '../../../local/instance';
import { runStatus, type RunStatus } from '../../../local/run/status';
import { stateFolders, type StateFolders } from '../../../local/state';
import { until } from '../../local/support/wait';

export const project = path.join(__dirname, '..', '..', '..');

/** How long the first use may take: it builds three programs. Milliseconds. */
const START_MS = 800_000;

/** `npm start` in a state folder of its own. */
export class StartedRun {
  readonly folder = mkdtempSync(path.join(tmpdir(), 'observatory-live-'));
  readonly #environment: NodeJS.ProcessEnv;
  readonly #args: readonly string[];
  readonly folders: StateFolders;
  #child: ChildProcess;
  #exited: Promise<number | null>;
  /** Everything printed so far, both streams. */
  output = '';

  /** @param environment variables that differ from those of this process */
  constructor(args: (folder: string) => readonly string[] = () => [], environment: NodeJS.ProcessEnv = {}) {
    this.#environment = { ...process.env, ...environment, OBSERVATORY_STATE: this.folder, NO_COLOR: '1' };
    this.folders = stateFolders(this.#environment);
    this.#args = args(this.folder);
    [this.#child, this.#exited] = this.#start();
  }

  /** Once it has ended: the same again, in the same state folder. */
  startAgain(): void {
    this.output = '';
    [this.#child, this.#exited] = this.#start();
  }

  #start(): [ChildProcess, Promise<number | null>] {
    const script = path.join(project, 'scripts', 'run.mjs');
    const child = spawn(process.execPath, [script, 'start', ...this.#args], {
      cwd: project,
      env: this.#environment,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const collect = (data: Buffer): void => {
      this.output += data.toString();
    };
    child.stdout.on('data', collect);
    child.stderr.on('data', collect);
    return [child, new Promise((resolve) => child.once('exit', resolve))];
  }

  get pid(): number {
    return this.#child.pid ?? 0;
  }

  /** Waits until `text` was printed; fails at once when the run ends before. */
  async printed(text: string, withinMs = START_MS): Promise<void> {
    let ended = false;
    void this.#exited.then(() => (ended = true));
    await until(`it prints ${text}`, () => ended || this.output.includes(text), withinMs);
    if (!this.output.includes(text)) throw new Error(`it ended without printing ${text}:\n${this.output}`);
  }

  async status(): Promise<RunStatus> {
    const { body } = await callControl(await theInstance(this.folders), '/status');
    return runStatus.parse(body);
  }

  /** Runs one of the other commands in the same state folder. */
  command(...args: readonly string[]): Promise<{ readonly code: number | null; readonly output: string }> {
    const script = path.join(project, 'scripts', 'run.mjs');
    const child = spawn(process.execPath, [script, ...args], { cwd: project, env: this.#environment });
    let output = '';
    const collect = (data: Buffer): void => {
      output += data.toString();
    };
    child.stdout.on('data', collect);
    child.stderr.on('data', collect);
    return new Promise((resolve) =>
      child.once('close', (code) => {
        resolve({ code, output });
      }),
    );
  }

  signal(name: NodeJS.Signals): void {
    this.#child.kill(name);
  }

  /** Exit code once it has ended. */
  exited(): Promise<number | null> {
    return this.#exited;
  }

  /** Whatever happened in the test: nothing is left. */
  async dispose(): Promise<void> {
    this.#child.kill('SIGINT');
    await this.#exited;
    rmSync(this.folder, { recursive: true, force: true });
  }
}
