import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import path from 'node:path';
import { withLock } from '../../tools/lock';

let folder: string;
let lock: string;

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'observatory-lock-'));
  lock = path.join(folder, 'locks', 'one');
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

const hold = (pid: number, host = hostname()): void => {
  spawnSync('mkdir', ['-p', path.dirname(lock)]);
  writeFileSync(lock, `${String(pid)} ${host}\n`);
};
const deadPid = (): number => spawnSync('true').pid;

test('the lock names this process while the work runs and is gone afterwards, also when the work fails', async () => {
  await withLock(lock, () => {
    expect(readFileSync(lock, 'utf8')).toBe(`${String(process.pid)} ${hostname()}\n`);
    return Promise.resolve();
  });
  expect(existsSync(lock)).toBe(false);
  await expect(withLock(lock, () => Promise.reject(new Error('broken')))).rejects.toThrow('broken');
  expect(existsSync(lock)).toBe(false);
});

test('works of two holders do not overlap', async () => {
  let running = 0;
  const work = async (): Promise<void> => {
    running += 1;
    expect(running).toBe(1);
    await new Promise((resolve) => setTimeout(resolve, 50));
    running -= 1;
  };
  await Promise.all([withLock(lock, work), withLock(lock, work), withLock(lock, work)]);
});

test('a lock of a process that is dead is taken over at once', async () => {
  hold(deadPid());
  const waits: string[] = [];
  await withLock(
    lock,
    () => Promise.resolve(),
    (holder) => waits.push(holder),
  );
  expect(waits).toEqual([]);
});

test('a lock of a living process is waited for, and its holder is named once', async () => {
  const other = spawn('sleep', ['30']);
  hold(other.pid ?? 0);
  const waits: string[] = [];
  const done = withLock(
    lock,
    () => Promise.resolve('ours'),
    (holder) => waits.push(holder),
  );
  await new Promise((resolve) => setTimeout(resolve, 700));
  expect(waits).toEqual([`pid ${String(other.pid)}`]);
  other.kill();
  expect(await done).toBe('ours');
});

test('a lock of another machine is taken over only after it showed no life for 30 s', async () => {
  hold(deadPid(), 'another-machine');
  const controller = new AbortController();
  const waiting = withLock(lock, () => Promise.resolve(), undefined, controller.signal);
  setTimeout(() => {
    controller.abort();
  }, 400);
  await expect(waiting).rejects.toThrow();
  expect(existsSync(lock)).toBe(true);
  const old = new Date(Date.now() - 31_000);
  utimesSync(lock, old, old);
  await expect(withLock(lock, () => Promise.resolve('ours'))).resolves.toBe('ours');
});
