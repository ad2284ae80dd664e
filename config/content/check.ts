import type { Application } from '../schema/application';

/** Where, and what is wrong with what to write instead. */
export type Fault = readonly [path: readonly PropertyKey[], fault: string];

export interface KnownTeams {
  readonly names: readonly string[];
  /** As a reader would open it. */
  readonly folder: string;
}

/** A rule that no single key of an application can break. */
export interface Check {
  /** A sentence that is true of every valid application. */
  readonly holds: string;
  readonly faults: (application: Application, known: KnownTeams) => readonly Fault[];
}
