import type { StackConfig } from '../schema/stack';

/** A rule that no single key can break. */
export interface Invariant {
  /** A sentence that is true of every valid configuration. */
  readonly holds: string;
  /** Full key that leads the message, without `observatory:`. */
  readonly key: string;
  /** What is wrong and what to write instead; undefined when all is well. */
  readonly fault: (config: StackConfig) => string | undefined;
}

export const inProduction = (config: StackConfig): boolean => config.guardrails === 'production';
