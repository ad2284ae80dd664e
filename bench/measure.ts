import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** What one child process took. */
export interface Measurement {
  readonly seconds: number;
  /** Largest resident set, from the process itself. */
  readonly peakMb: number;
  readonly stdout: string;
}

/** The value in the middle, the upper one of two; NaN of none. */
export const median = (values: readonly number[]): number => {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
};

const preload = join(__dirname, 'peakMemory.cjs');

const once = (args: readonly string[], cwd: string, env: NodeJS.ProcessEnv): Measurement => {
  const folder = mkdtempSync(join(tmpdir(), 'observatory-bench-'));
  const peakFile = join(folder, 'peak');
  try {
    const began = process.hrtime.bigint();
    const child = spawnSync(process.execPath, ['--require', preload, ...args], {
      cwd,
      env: { ...process.env, ...env, OBSERVATORY_BENCH_PEAK_FILE: peakFile },
      encoding: 'utf8',
      maxBuffer: 2 ** 30,
    });
    const seconds = Number(process.hrtime.bigint() - began) / 1e9;
    if (child.status !== 0)
      throw new Error(`${args.join(' ')} ended with ${String(child.status)}:\n${child.stderr}`);
    return { seconds, peakMb: Number(readFileSync(peakFile, 'utf8')) / 1_024, stdout: child.stdout };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};

/**
 * Runs `node <args>` several times, after one run that warms the disk.
 *
 * @returns the run with the median time
 * @throws when a run fails, with its output
 */
export const measure = (
  args: readonly string[],
  runs: number,
  cwd: string,
  env: NodeJS.ProcessEnv = {},
): Measurement => {
  once(args, cwd, env);
  const all = Array.from({ length: runs }, () => once(args, cwd, env)).sort((a, b) => a.seconds - b.seconds);
  const middle = all[Math.floor(all.length / 2)];
  if (middle === undefined) throw new Error('measure needs at least one run');
  return middle;
};
