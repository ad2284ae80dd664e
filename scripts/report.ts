import { appendFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';

import { UserError } from '../config/errors';
import { chartNames, charts, type ChartName } from '../config/versions';
import { readProject } from '../plan/project';
import { reportMarkdown } from '../plan/report';
import { stackNames } from '../plan/stackFile';
import { planApart } from '../plan/worktree';
import { interruptible } from '../tools/interrupt';
import { runProgram } from '../tools/run';

const root = path.dirname(__dirname);

/** The newest version that the publisher of a chart serves; undefined when he cannot be asked. */
async function newestOf(chart: ChartName): Promise<string | undefined> {
  const { code, stdout } = await runProgram('helm', ['show', 'chart', charts[chart].oci]);
  return code === 0 ? /^version: *(\S+)$/m.exec(stdout)?.[1] : undefined;
}

async function warningsOf(stack: string): Promise<readonly string[]> {
  return interruptible(`Planning ${stack}`, async (signal) => {
    try {
      return (await planApart(root, { root, stack }, [], signal)).warnings;
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      return [`does not plan: ${error.message}`];
    }
  });
}

/** `npm run report`: what has become old. `--out <file>` appends it to a file, `--offline` asks no publisher. */
export async function main(args: readonly string[]): Promise<number> {
  const { values } = parseArgs({
    args: [...args],
    options: { out: { type: 'string' }, offline: { type: 'boolean', default: false } },
  });
  const warnings = new Map<string, readonly string[]>();
  for (const stack of stackNames(readProject(root))) warnings.set(stack, await warningsOf(stack));
  const newest = new Map<ChartName, string>();
  for (const chart of values.offline ? [] : chartNames) {
    const version = await newestOf(chart);
    if (version !== undefined) newest.set(chart, version);
  }
  const text = reportMarkdown({ now: new Date(), warnings, newest });
  if (values.out === undefined) process.stdout.write(text);
  else appendFileSync(values.out, text);
  return 0;
}
