import { setTimeout as sleep } from 'node:timers/promises';

/** Sends a signal to every process of a group. False when the group has none left. */
export function signalGroup(group: number, signal: NodeJS.Signals | 0): boolean {
  try {
    process.kill(-group, signal);
    return true;
  } catch {
    return false;
  }
}

/** How long a group that got SIGKILL is waited for, milliseconds; longer is a zombie, which does no harm. */
const KILL_WAIT = 2_000;

/** Ends a group: `signal`, and SIGKILL when it still lives after `graceMs`. Resolves when it is gone. */
export async function endGroup(
  group: number,
  graceMs: number,
  signal: NodeJS.Signals = 'SIGTERM',
): Promise<void> {
  if (!signalGroup(group, signal)) return;
  if (await gone(group, graceMs)) return;
  signalGroup(group, 'SIGKILL');
  await gone(group, KILL_WAIT);
}

async function gone(group: number, withinMs: number): Promise<boolean> {
  const deadline = Date.now() + withinMs;
  while (signalGroup(group, 0)) {
    if (Date.now() > deadline) return false;
    await sleep(20);
  }
  return true;
}
