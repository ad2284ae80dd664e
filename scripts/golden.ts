import { writeFileSync } from 'node:fs';
import { goldenFile, goldenStacks, planJson } from '../test/program/stacks';

/** `npm run golden`: accepts the plans of the stacks as they are now. Read `git diff test/program` afterwards. */
export const main = (): void => {
  for (const stack of goldenStacks) {
    writeFileSync(goldenFile(stack), planJson('--stack', stack));
    console.log(`${stack.padEnd(6)} written`);
  }
};
