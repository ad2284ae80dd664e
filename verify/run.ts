import { setTimeout as sleep } from 'node:timers/promises';
import type { Check } from './checks/model';
import type { Expectation } from './expectation';
import type { Live } from './live';
import { Unreadable, type CheckResult } from './model';

/** Milliseconds between two looks at what is not well yet. */
const INTERVAL = 5_000;

/** A cluster that can be looked at again. */
export interface Watched extends Live {
  next(): Watched;
}

export interface RunOptions {
  /** How long what is not well may still become so. A rollout goes on after `pulumi up` has ended. */
  readonly waitSeconds: number;
  /** Told after each look which checks are not well. */
  readonly onWait: (failing: readonly string[], secondsLeft: number) => void;
}

async function resultOf(check: Check, expected: Expectation, live: Live): Promise<CheckResult> {
  const { name } = check;
  try {
    const found = await check.run(expected, live);
    if ('notChecked' in found) {
      return { check: name, state: 'not checked', detail: found.notChecked, findings: [] };
    }
    const state = found.findings.length === 0 ? 'ok' : 'failed';
    return { check: name, state, ...found };
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error;
    const finding = { subject: name, problem: error.message, advice: error.advice };
    return { check: name, state: 'failed', detail: 'cannot be read', findings: [finding] };
  }
}

/** Runs every check, and those that fail again until they are well or the time is over. */
export async function runChecks(
  checks: readonly Check[],
  expected: Expectation,
  first: Watched,
  { waitSeconds, onWait }: RunOptions,
): Promise<readonly CheckResult[]> {
  const deadline = Date.now() + waitSeconds * 1_000;
  const results = new Map<string, CheckResult>();
  let pending = checks;
  let live = first;
  for (;;) {
    for (const check of pending) results.set(check.name, await resultOf(check, expected, live));
    pending = checks.filter(({ name }) => results.get(name)?.state === 'failed');
    const left = deadline - Date.now();
    if (pending.length === 0 || left <= 0) break;
    onWait(
      pending.map(({ name }) => name),
      Math.ceil(left / 1_000),
    );
    await sleep(Math.min(INTERVAL, left));
    live = live.next();
  }
  return checks.map(({ name }) => results.get(name)).filter((result) => result !== undefined);
}
