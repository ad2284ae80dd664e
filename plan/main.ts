import { existsSync } from 'node:fs';
import path from 'node:path';

import { UserError } from '../config/errors';
import { ensureProgram } from '../tools/build';
import { parseArguments, USAGE, type Arguments } from './arguments';
import { renderCharts } from './charts';
import { difference, isEmpty } from './diff/difference';
import { stackDifference, stackMarkdown } from './diff/markdown';
import { differenceText } from './diff/text';
import type { EvaluateOptions } from './evaluate';
import { filesOf } from './files';
import { checkReplaceable, isPlanFolder, readFolder, writeFolder } from './folder';
import { Repository } from './git';
import { stableJson, type JsonObject } from './json';
import type { Plan } from './model';
import { planOf, planText } from './plan';
import { renderAll } from './renderBoth';
import { readProject } from './project';
import { shownPath } from './shown';
import { stackNames } from './stackFile';
import { screenText } from './tree';
import { planAt, type OldPlanOptions } from './worktree';

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
  const [out, charts] = [options.out, options.charts].map((name) => name && path.resolve(name));
  const configFile = options.configFile === undefined ? {} : { configFile: path.resolve(options.configFile) };
  if (out !== undefined) checkReplaceable(out);
  const [before, plan] = await both(
    options.diff === undefined
      ? undefined
      : earlier(options.diff, { folder, stack, root, note: output.note, ...configFile }),
    current({ folder, stack, ...configFile }),
  );
  const rendered =
    charts === undefined ? undefined : await renderCharts(plan, charts, () => ensureProgram('helm'));
  if (out !== undefined) {
    const files = new Map([...filesOf(plan), ...(rendered?.files ?? [])]);
    writeFolder(out, files);
    output.note(`${String(files.size)} files written to ${shownPath(out)}`);
  }
  if (before === undefined) {
    output.out(options.format === 'json' ? planText(plan) : screenText(plan, rendered?.releases));
    return 0;
  }
  const drawn = charts === undefined ? undefined : await renderAll(before, plan, charts);
  const changes = difference(before, plan, drawn);
  const title = `${stack} against ${options.diff ?? ''}`;
  if (options.format === 'json') output.out(stableJson(changes as unknown as JsonObject));
  else if (options.format === 'text') output.out(differenceText(changes, title));
  else output.out(stackMarkdown(await stackDifference(before, plan, new Date(), drawn)));
  return isEmpty(changes) ? 0 : 2;
}

/** Loads the Pulumi SDK only now: a wrong command line is answered at once. */
async function current(options: EvaluateOptions): Promise<Plan> {
  const { evaluate } = await import('./evaluate');
  return planOf(await evaluate(options));
}

/** What --out wrote wins over a git ref of the same name, and that over any other folder. */
async function earlier(diff: string, options: OldPlanOptions): Promise<Plan> {
  const folder = path.resolve(diff);
  const isRef = Repository.of(options.folder)?.commit(diff) !== undefined;
  if (isPlanFolder(folder) || (!isRef && existsSync(folder))) return readFolder(folder);
  return planAt(diff, options);
}

/** Both at once; a fault waits until the other one has cleaned up. */
async function both<A, B>(first: Promise<A> | undefined, second: Promise<B>): Promise<[A | undefined, B]> {
  const [a, b] = await Promise.allSettled([first, second]);
  if (b.status === 'rejected') throw b.reason;
  if (a.status === 'rejected') throw a.reason;
  return [a.value, b.value];
}

function requireStack({ stack }: Arguments, folder: string): string {
  if (stack !== undefined) return stack;
  const names = stackNames(readProject(folder));
  const there =
    names.length === 0 ? 'There is none yet (Pulumi.<name>.yaml)' : `There are: ${names.join(', ')}`;
  throw new UserError([`Which stack? Add --stack <name>. ${there}.`]);
}
