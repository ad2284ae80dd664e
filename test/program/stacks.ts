import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import type { Plan } from '../../plan/model';

export const root = join(__dirname, '../..');

/** The stacks whose whole plan is kept: what a change does to each is seen in its review. */
export const goldenStacks = ['local', 'dev', 'prod'] as const;

export const goldenFile = (stack: string): string => join(__dirname, `${stack}.golden.json`);

/**
 * The plan of a stack as `npm run plan -- --json` prints it, in a process of its own, because a program is evaluated
 * once per process.
 */
export const planJson = (...args: readonly string[]): string => {
  const script = join(root, 'scripts/run.mjs');
  const child = spawnSync(process.execPath, [script, 'plan', '--json', ...args], {
    cwd: root,
    encoding: 'utf8',
    maxBuffer: 2 ** 28,
  });
  if (child.status !== 0) throw new Error(child.stderr);
  return child.stdout;
};

export const planOfStack = (...args: readonly string[]): Plan => JSON.parse(planJson(...args)) as Plan;
