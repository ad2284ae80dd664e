import path from 'node:path';

import { UserError } from '../config/errors';
import { parseArguments, USAGE, type Arguments } from './arguments';
import { evaluate } from './evaluate';
import { filesOf } from './files';
import { checkReplaceable, writeFolder } from './folder';
import type { Plan } from './model';
import { planOf, planText } from './plan';
import { readProject } from './project';
import { stackNames } from './stackFile';
import { screenText } from './tree';

/** Where the text goes: `out` is what was asked for, `note` says what is going on. */
export interface Output {
  readonly out: (text: string) => void;
  readonly note: (line: string) => void;
}

/**
 * The command `npm run plan`.
 *
 * @param root the checkout that this code belongs to
 * @returns the exit code: 0, or with --diff 2 when something changes
 * @throws UserError
 */
export async function planCommand(args: readonly string[], root: string, output: Output): Promise<number> {
  const options = parseArguments(args);
  if (options.help) {
    output.out(USAGE);
    return 0;
  }
  const folder = path.resolve(options.program ?? root);
  const stack = requireStack(options, folder);
  if (options.out !== undefined) checkReplaceable(path.resolve(options.out));
  const { configFile } = options;
  const plan = planOf(await evaluate({ folder, stack, ...(configFile === undefined ? {} : { configFile }) }));
  return show(plan, options, output);
}

function show(plan: Plan, options: Arguments, output: Output): number {
  if (options.out !== undefined) {
    const files = filesOf(plan);
    writeFolder(path.resolve(options.out), files);
    output.note(`${String(files.size)} files written to ${options.out}`);
  }
  output.out(options.json ? planText(plan) : screenText(plan));
  return 0;
}

function requireStack({ stack }: Arguments, folder: string): string {
  if (stack !== undefined) return stack;
  const names = stackNames(readProject(folder));
  const there =
    names.length === 0 ? 'There is none yet (Pulumi.<name>.yaml)' : `There are: ${names.join(', ')}`;
  throw new UserError([`Which stack? Add --stack <name>. ${there}.`]);
}
