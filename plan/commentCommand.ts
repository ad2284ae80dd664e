import { writeFileSync } from 'node:fs';
import path from 'node:path';

import { UserError } from '../config/errors';
import { interruptible } from '../tools/interrupt';
import { commentMarkdown } from './comment';
import { stackDifference, type StackDifference } from './diff/markdown';
import type { Output } from './main';
import type { Plan } from './model';
import { optionsOf } from './options';
import { readProject } from './project';
import { renderChanged } from './renderBoth';
import { stackNames } from './stackFile';
import { planApart, planAt } from './worktree';

const OPTIONS = {
  stack: { type: 'string', multiple: true },
  diff: { type: 'string' },
  charts: { type: 'string' },
  out: { type: 'string' },
  whole: { type: 'string' },
  help: { type: 'boolean', short: 'h' },
} as const;

const USAGE = `npm run comment -- --diff <ref> [options]

Writes what a change does to every stack as one comment for a pull request, in Markdown.

  --diff <ref>       the version to compare with: a branch, a tag, a commit
  --stack <name>     only this stack; may be given several times
  --charts <folder>  renders charts of another version, before and after; fetches archives that the folder lacks
  --out <file>       writes it to a file instead of the terminal
  --whole <place>    where the whole is, said where the comment had to be cut

Exit code 1: a stack does not plan as changed; the comment says why.
`;

/**
 * The command `npm run comment`.
 *
 * @param root the checkout that this code belongs to
 * @returns the exit code: 1 when a stack does not plan
 * @throws UserError for what is not understood
 */
export async function commentCommand(
  args: readonly string[],
  root: string,
  { out, note }: Output,
): Promise<number> {
  const { diff, stack, charts, out: file, whole, help } = optionsOf('npm run comment', args, OPTIONS);
  if (help === true) {
    out(USAGE);
    return 0;
  }
  if (diff === undefined)
    throw new UserError(['Against which version? Add --diff <ref>, for instance main.']);
  const stacks = stack ?? stackNames(readProject(root));
  const differences: StackDifference[] = [];
  for (const name of stacks) differences.push(await stackAgainst(name, diff, root, note, charts));
  const text = commentMarkdown(differences, diff, whole ?? `npm run plan -- --stack <name> --diff ${diff}`);
  if (file === undefined) out(text);
  else writeFileSync(path.resolve(file), text);
  return differences.some((one) => one.fault !== undefined && one.side === 'after') ? 1 : 0;
}

/** A stack that does not plan, or is new, is a part of the comment like the others. */
async function stackAgainst(
  stack: string,
  diff: string,
  root: string,
  note: Output['note'],
  charts: string | undefined,
): Promise<StackDifference> {
  note(`${stack} against ${diff} …`);
  const after = await faultOr(
    interruptible(`Planning ${stack}`, (signal) => planApart(root, { root, stack }, [], signal)),
  );
  if (typeof after === 'string') return { stack, side: 'after', fault: after };
  const before = await faultOr(planAt(diff, { folder: root, stack, root, note }));
  if (typeof before === 'string') return { stack, side: 'before', fault: before };
  const rendered =
    charts === undefined ? undefined : await renderChanged(before, after, path.resolve(charts));
  return stackDifference(before, after, new Date(), rendered);
}

async function faultOr(plan: Promise<Plan>): Promise<Plan | string> {
  try {
    return await plan;
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return error.message;
  }
}
