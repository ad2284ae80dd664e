import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { UserError } from '../config/errors';
import { findExecutables } from './locate';
import {
  familyFolder,
  namesAndVersion,
  pathAlternative,
  type FamilyName,
  type ProgramName,
} from './programs';

/** Time that Go gets to end by itself before it is killed, in milliseconds. */
const GRACE = 5_000;

/** A Go toolchain that is new enough, and the environment to call it in. */
export interface Go {
  readonly executable: string;
  readonly environment: NodeJS.ProcessEnv;
}

/** What a call of Go did. */
export interface GoResult {
  readonly ok: boolean;
  readonly stdout: string;
  /** Lines of stderr without those that only report progress. */
  readonly messages: readonly string[];
}

export interface GoCall {
  readonly folder: string;
  readonly signal: AbortSignal;
  /** Called with each line that Go prints on stderr. */
  readonly onLine?: (line: string) => void;
}

/**
 * Finds the Go toolchain that compiles `names`.
 *
 * @throws UserError when there is none, or when it is older than the family's go.mod asks and may not update itself
 */
export async function findGo(
  family: FamilyName,
  names: readonly ProgramName[],
  environment: NodeJS.ProcessEnv,
  signal: AbortSignal,
): Promise<Go> {
  const needed = goVersionOf(family);
  const remedy = `Install Go ${shortVersion(needed)} or newer from https://go.dev/dl${pathAlternative(names)}.`;
  const [executable] = await findExecutables('go', environment);
  if (executable === undefined) {
    throw new UserError([
      `No Go toolchain found: it compiles ${namesAndVersion(names)} on first use. ${remedy}`,
    ]);
  }
  const go: Go = { executable, environment: goEnvironment(environment) };
  // Inside the family's module, so that a toolchain that may update itself has done so.
  const answer = await runGo(go, ['env', 'GOVERSION'], { folder: familyFolder(family), signal });
  const version = /^go(\d+\.\d+(?:\.\d+)?)/m.exec(answer.stdout)?.[1];
  if (answer.ok && version !== undefined && !isOlder(version, needed)) return go;
  const found =
    version === undefined ? (answer.messages[0] ?? 'it does not tell its version') : `it is ${version}`;
  throw new UserError([
    `The Go toolchain ${executable} is too old for ${namesAndVersion(names)}: ${found}. ${remedy}`,
  ]);
}

/** Runs `go args`. Aborting ends Go and everything it started; the promise then settles with `ok: false`. */
export async function runGo(go: Go, args: readonly string[], call: GoCall): Promise<GoResult> {
  const child = spawn(go.executable, args, {
    cwd: call.folder,
    env: go.environment,
    stdio: ['ignore', 'pipe', 'pipe'],
    // A process group of its own: compilers that Go started end with it.
    detached: true,
  });
  const messages: string[] = [];
  let stdout = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
  createInterface({ input: child.stderr }).on('line', (line) => {
    if (!line.startsWith('go: downloading ')) messages.push(line);
    call.onLine?.(line);
  });
  const stop = (): void => {
    killGroup(child.pid, 'SIGINT');
    setTimeout(() => {
      killGroup(child.pid, 'SIGKILL');
    }, GRACE).unref();
  };
  // This process may end without waiting, on a second Ctrl-C: no compiler goes on alone.
  const kill = (): void => {
    killGroup(child.pid, 'SIGKILL');
  };
  process.once('exit', kill);
  if (call.signal.aborted) stop();
  call.signal.addEventListener('abort', stop, { once: true });
  try {
    const code = await new Promise<number | null>((resolve, reject) => {
      child.once('error', reject).once('close', resolve);
    });
    return { ok: code === 0 && !call.signal.aborted, stdout, messages };
  } finally {
    call.signal.removeEventListener('abort', stop);
    process.off('exit', kill);
  }
}

/** The environment for Go: ours, except what would change the build. Caches stay where Go keeps them. */
function goEnvironment(environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const flags = (environment['GOFLAGS'] ?? '').split(/\s+/).filter((flag) => !flag.startsWith('-mod'));
  // Without cgo no C compiler is needed.
  return { ...environment, CGO_ENABLED: '0', GOWORK: 'off', GOFLAGS: flags.join(' ') };
}

function goVersionOf(family: FamilyName): string {
  const text = readFileSync(path.join(familyFolder(family), 'go.mod'), 'utf8');
  const version = /^go (\S+)$/m.exec(text)?.[1];
  if (version === undefined) throw new Error(`tools/${family}/go.mod has no go line`);
  return version;
}

function shortVersion(version: string): string {
  return version.split('.').slice(0, 2).join('.');
}

function isOlder(version: string, needed: string): boolean {
  return version.localeCompare(needed, 'en', { numeric: true }) < 0;
}

function killGroup(pid: number | undefined, signal: NodeJS.Signals): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, signal);
  } catch {
    // It has ended already.
  }
}
