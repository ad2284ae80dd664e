/**
 * A fault of the input, not of the program: each entry of `faults` is one complete message that says
 * what is wrong, where, and what to do. Shown without a stack trace wherever it surfaces.
 */
export class UserError extends Error {
  constructor(readonly faults: readonly string[]) {
    super(faults.join('\n'));
    this.name = 'UserError';
  }
}
