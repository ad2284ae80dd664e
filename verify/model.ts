/** One thing that is not as the plan says. */
export interface Finding {
  /** What it is about: the name of a rule, a target, an object. */
  readonly subject: string;
  readonly problem: string;
  /** What to do about it, one sentence. */
  readonly advice: string;
}

/** What a check found out. */
export type Outcome =
  | { readonly findings: readonly Finding[]; /** What was compared, a few words. */ readonly detail: string }
  | { readonly notChecked: string };

export type CheckState = 'ok' | 'failed' | 'not checked';

export interface CheckResult {
  readonly check: string;
  readonly state: CheckState;
  readonly detail: string;
  readonly findings: readonly Finding[];
}

/** Something could not be read, so nothing can be said about it. */
export class Unreadable extends Error {
  constructor(
    message: string,
    readonly advice: string,
  ) {
    super(message);
    this.name = 'Unreadable';
  }
}

export const outcome = (detail: string, findings: readonly Finding[]): Outcome => ({ detail, findings });

/** `1 rule`, `3 rules`. */
export const counted = (count: number, noun: string): string =>
  `${String(count)} ${noun}${count === 1 ? '' : 's'}`;
