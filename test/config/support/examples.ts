import type { PlainObject } from '../../../config/merge';

/** An example that breaks one rule between keys. */
export interface Example {
  /** Merged over the sound application, it breaks the rule. */
  readonly breaks: PlainObject;
  /** The message after file and line. */
  readonly says: string;
  /** What stands in the line that the message names. */
  readonly line: string;
  /** Merged over both: what the message tells the reader to do. */
  readonly mends: PlainObject;
}

/** Without metrics, and without anything that needs them except HTTP. */
export const unscraped: PlainObject = {
  scrape: null,
  operations: null,
  freshness: null,
  business: null,
  thirdParties: null,
  payments: null,
};
