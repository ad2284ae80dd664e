import * as pulumi from '@pulumi/pulumi';
import { UserError } from '../config/errors';

const plural = (faults: readonly string[]): string =>
  faults.length === 1 ? '1 fault' : `${String(faults.length)} faults`;

/** Runs the program; faults of the input end it as one Pulumi error without a stack trace. */
export const asRunError = <T>(program: () => T): T => {
  try {
    return program();
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    throw new pulumi.RunError(
      `${plural(error.faults)} in the configuration:\n${error.faults.map((fault) => `  ${fault}`).join('\n')}`,
    );
  }
};
