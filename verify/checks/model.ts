import type { Expectation } from '../expectation';
import type { Live } from '../live';
import type { Outcome } from '../model';

/** One line of the table that `npm run verify` prints. */
export interface Check {
  /** A few words that also name it in JSON. */
  readonly name: string;
  run(expected: Expectation, live: Live): Promise<Outcome>;
}
