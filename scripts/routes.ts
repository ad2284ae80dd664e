import path from 'node:path';

import { routesCommand } from '../plan/routes/command';

/** `npm run routes -- --stack <name>`; `--help` says the rest. */
export function main(args: readonly string[]): Promise<number> {
  return routesCommand(args, path.dirname(__dirname), {
    out: (text) => process.stdout.write(text),
    note: (line) => process.stderr.write(`${line}\n`),
  });
}
