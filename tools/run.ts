import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { ensureProgram, type EnsureOptions } from './build';
import type { ProgramName } from './programs';

/** What a program printed and how it ended. */
export interface RunResult {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

export interface RunOptions extends EnsureOptions {
  /** Text for the program's standard input; none by default. */
  readonly input?: string;
}

/** Runs a pinned program to its end, building it first if need be. A failing exit code is a result, no exception. */
export async function runProgram(
  name: ProgramName,
  args: readonly string[],
  options: RunOptions = {},
): Promise<RunResult> {
  const file = await ensureProgram(name, options);
  const child = spawn(file, args, { stdio: ['pipe', 'pipe', 'pipe'] });
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  // A program that ends before it has read all says why on stderr.
  child.stdin.on('error', () => undefined).end(options.input ?? '');
  const code = await new Promise<number>((resolve, reject) => {
    child.once('error', reject).once('close', (status) => {
      resolve(status ?? 1);
    });
  });
  return { code, stdout, stderr };
}

/** Asks a process to end; resolves when it has, at once when it had before. */
export async function endChild(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.kill('SIGTERM');
  await ended;
}

/** Runs `work` with a folder of its own that only this user can read, and removes the folder afterwards. */
export async function withTemporaryFolder<T>(work: (folder: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(path.join(tmpdir(), 'observatory-'));
  try {
    return await work(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
