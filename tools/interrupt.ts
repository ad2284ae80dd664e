import { UserError } from '../config/errors';

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/**
 * Runs `work` with a signal that is aborted when the user interrupts this process, and lets it clean up first.
 * Afterwards the process ends as it would have without us, unless someone else listens for the signal as well.
 */
export async function interruptible<T>(
  what: string,
  work: (signal: AbortSignal) => Promise<T>,
  outer?: AbortSignal,
): Promise<T> {
  const controller = new AbortController();
  let received: NodeJS.Signals | undefined;
  const stop = (name: NodeJS.Signals): void => {
    received = name;
    controller.abort();
  };
  for (const name of SIGNALS) process.on(name, stop);
  const signal = outer === undefined ? controller.signal : AbortSignal.any([controller.signal, outer]);
  try {
    return await work(signal);
  } catch (error) {
    if (signal.aborted) throw new UserError([`${what} was interrupted.`]);
    throw error;
  } finally {
    for (const name of SIGNALS) process.off(name, stop);
    if (received !== undefined && process.listenerCount(received) === 0) process.kill(process.pid, received);
  }
}
