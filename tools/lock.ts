import { mkdir, open, readFile, stat, unlink, utimes } from 'node:fs/promises';
import { hostname } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/** How often a waiting process looks again, in milliseconds. */
const POLL = 250;
/** How often the holder shows that it is alive, in milliseconds. */
const HEARTBEAT = 5_000;
/** Age after which a lock without a sign of life is taken over, in milliseconds. */
const STALE = 30_000;

/**
 * Runs `work` while this process holds the lock `file`, so that two processes do not do the same work.
 * A lock whose holder is dead is taken over: at once when it ran on this machine, else after 30 s without a
 * sign of life (containers that share a cache cannot see each other's processes).
 *
 * The lock only saves work: should two processes ever take over at the same moment, both build, and the atomic
 * rename into place keeps that harmless.
 *
 * @param onWait called once with the holder (`pid 123`) when this process has to wait
 * @param signal gives up waiting when aborted
 */
export async function withLock<T>(
  file: string,
  work: () => Promise<T>,
  onWait: (holder: string) => void = () => undefined,
  signal?: AbortSignal,
): Promise<T> {
  await mkdir(path.dirname(file), { recursive: true });
  let waiting = false;
  while (!(await acquire(file))) {
    const holder = await readHolder(file);
    if (holder === undefined) continue;
    if (await isStale(file, holder)) {
      await remove(file);
      continue;
    }
    if (!waiting) onWait(`pid ${String(holder.pid)}`);
    waiting = true;
    await sleep(POLL, undefined, signal === undefined ? {} : { signal });
  }
  const heartbeat = setInterval(() => {
    const now = new Date();
    utimes(file, now, now).catch(() => undefined);
  }, HEARTBEAT);
  heartbeat.unref();
  try {
    return await work();
  } finally {
    clearInterval(heartbeat);
    await remove(file);
  }
}

interface Holder {
  readonly pid: number;
  readonly host: string;
}

async function acquire(file: string): Promise<boolean> {
  try {
    const handle = await open(file, 'wx');
    await handle.writeFile(`${String(process.pid)} ${hostname()}\n`);
    await handle.close();
    return true;
  } catch (error) {
    if (isCode(error, 'EEXIST')) return false;
    throw error;
  }
}

async function readHolder(file: string): Promise<Holder | undefined> {
  try {
    const [pid, host] = (await readFile(file, 'utf8')).trim().split(' ');
    return { pid: Number(pid), host: host ?? '' };
  } catch (error) {
    if (isCode(error, 'ENOENT')) return undefined;
    throw error;
  }
}

async function isStale(file: string, holder: Holder): Promise<boolean> {
  // An empty file is a lock in the moment of its creation: only its age can tell.
  if (holder.host === hostname() && holder.pid > 0 && !isAlive(holder.pid)) return true;
  try {
    return Date.now() - (await stat(file)).mtimeMs > STALE;
  } catch (error) {
    if (isCode(error, 'ENOENT')) return false;
    throw error;
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return !isCode(error, 'ESRCH');
  }
}

async function remove(file: string): Promise<void> {
  await unlink(file).catch((error: unknown) => {
    if (!isCode(error, 'ENOENT')) throw error;
  });
}

function isCode(error: unknown, code: string): boolean {
  return typeof error === 'object' && error !== null && 'code' in error && error.code === code;
}
