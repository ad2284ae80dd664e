import path from 'node:path';

import { planCommand } from '../plan/main';

/** `npm run plan -- --stack <name>`; `--help` says the rest. */
export function main(args: readonly string[]): Promise<number> {
  return planCommand(args, path.dirname(__dirname), {
    out: (text) => process.stdout.write(text),
    note: (line) => process.stderr.write(`${line}\n`),
  });
}
