import path from 'node:path';

import { verifyCommand } from '../verify/command';

/** `npm run verify -- --stack <name>`; `--help` says the rest. */
export function main(args: readonly string[]): Promise<number> {
  return verifyCommand(args, path.dirname(__dirname), {
    out: (text) => process.stdout.write(text),
    note: (line) => process.stderr.write(`${line}\n`),
  });
}
