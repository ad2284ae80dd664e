import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';

/** `npm test [-- jest arguments]`: unit, contract, rule, routing and plan tests. */
export const main = (args: readonly string[]): number => {
  const jest = createRequire(__filename).resolve('jest/bin/jest');
  const { status } = spawnSync(process.execPath, [jest, ...args], { stdio: 'inherit' });
  return status ?? 1;
};
