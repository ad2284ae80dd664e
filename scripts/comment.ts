import path from 'node:path';

import { commentCommand } from '../plan/commentCommand';

/** `npm run comment -- --diff <ref>`; `--help` says the rest. */
export function main(args: readonly string[]): Promise<number> {
  return commentCommand(args, path.dirname(__dirname), {
    out: (text) => process.stdout.write(text),
    note: (line) => process.stderr.write(`${line}\n`),
  });
}
