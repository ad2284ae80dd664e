import { UserError } from './errors';

type Tasks = Readonly<Record<string, () => unknown>>;
type Results<T extends Tasks> = { readonly [K in keyof T]: ReturnType<T[K]> };

/**
 * Runs every task although some throw, so that a user sees all faults at once.
 *
 * @returns the results, undefined when any task failed, and the faults of those that did
 * @throws what is no UserError: a fault of the program
 */
export const collectFaults = <T extends Tasks>(tasks: T): [Results<T> | undefined, string[]] => {
  const faults: string[] = [];
  const results: Record<string, unknown> = {};
  for (const [name, task] of Object.entries(tasks)) {
    try {
      results[name] = task();
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      faults.push(...error.faults);
    }
  }
  return [faults.length > 0 ? undefined : (results as Results<T>), faults];
};
