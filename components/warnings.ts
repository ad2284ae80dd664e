import * as pulumi from '@pulumi/pulumi';

/** Tells warnings to the engine: `pulumi up` and the plan show them, nothing stops. */
export const warnOf = (warnings: readonly string[]): void => {
  // The engine's log calls return promises that only fail together with the program.
  for (const warning of warnings) void pulumi.log.warn(warning);
};
