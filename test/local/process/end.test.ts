import { afterEach, beforeEach, describe, it } from '@jest/globals';
import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { isRunning, until } from '../support/wait';

let folder: string;
let output: string;
let run: ChildProcess;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'observatory-test-'));
  output = '';
});
afterEach(() => {
  run.kill('SIGKILL');
  rmSync(folder, { recursive: true, force: true });
});

/** Starts the miniature run; gives the ids of its program and of that program's child. */
async function start(readiness: 'ready' | 'never'): Promise<readonly number[]> {
  mkdirSync(path.join(folder, 'run'));
  const script = path.join(__dirname, 'fixtures', 'run.mjs');
  run = spawn(process.execPath, [script, path.join(folder, 'logs'), path.join(folder, 'run'), readiness], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  run.stdout?.on('data', (data: Buffer) => {
    output += data.toString();
  });
  await until('the program runs', () => output.includes(']'), 10_000);
  return JSON.parse(output.slice(output.indexOf('['), output.indexOf(']') + 1)) as number[];
}

describe('the end of a run', () => {
  it.each([
    ['SIGINT', 'Ctrl-C'],
    ['SIGTERM', 'SIGTERM'],
    ['SIGHUP', 'the terminal was closed'],
  ] as const)('by %s ends all programs first', async (signal, reason) => {
    const pids = await start('ready');
    run.kill(signal);
    await until('it said so', () => output.includes(`stopped: ${reason}`));
    await until('all are gone', () => !pids.some(isRunning));
  });

  it('by Ctrl-C while a program is still starting leaves nothing running', async () => {
    const pids = await start('never');
    run.kill('SIGINT');
    await until('it said so', () => output.includes('ended: Ctrl-C'));
    await until('all are gone', () => !pids.some(isRunning));
  });

  it('by kill -9 leaves nothing running either, and its run folder is removed', async () => {
    const pids = await start('ready');
    run.kill('SIGKILL');
    await until('all are gone', () => !pids.some(isRunning), 8_000);
    await until('the folder is removed', () => !existsSync(path.join(folder, 'run')));
  });
});
