import { appendFileSync } from 'node:fs';
import path from 'node:path';

import { UserError } from '../config/errors';
import { chartNames, charts, type ChartName } from '../config/versions';
import { optionsOf } from '../plan/options';
import { readProject } from '../plan/project';
import { reportMarkdown } from '../plan/report';
import { stackNames } from '../plan/stackFile';
import { planApart } from '../plan/worktree';
import { interruptible } from '../tools/interrupt';
import { runProgram } from '../tools/run';

const root = path.dirname(__dirname);

const OPTIONS = {
  out: { type: 'string' },
  offline: { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
} as const;

const USAGE = `npm run report [-- options]

Says what has become old: warnings of the plans, charts behind, dropped alerts to think about again.

  --offline      asks no publisher for newer charts
  --out <file>   appends it to a file instead of the terminal
`;

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

/** `npm run report`: what has become old. */
export async function main(args: readonly string[]): Promise<number> {
  const values = optionsOf('npm run report', args, OPTIONS);
  if (values.help === true) {
    process.stdout.write(USAGE);
    return 0;
  }
  const warnings = new Map<string, readonly string[]>();
  for (const stack of stackNames(readProject(root))) warnings.set(stack, await warningsOf(stack));
  const newest = new Map<ChartName, string>();
  for (const chart of values.offline === true ? [] : chartNames) {
    const version = await newestOf(chart);
    if (version !== undefined) newest.set(chart, version);
  }
  const text = reportMarkdown({ now: new Date(), warnings, newest });
  if (values.out === undefined) process.stdout.write(text);
  else appendFileSync(values.out, text);
  return 0;
}
