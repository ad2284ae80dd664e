import { parseArgs } from 'node:util';
import { colours as pc } from '../plan/colours';
import { UserError } from '../config/errors';
import { caseFiles } from '../test/rules/cases';
import { ruleFiles } from '../test/rules/fixture';
import { isNoticed, mutants } from '../test/rules/mutate';
import { runCases } from '../test/rules/promtool';

const usage = `node scripts/run.mjs test-rules [--mutations] [--only <text>]

Runs every rule case in real promtool.

  --mutations     then spoils the rules one fault at a time (threshold, comparison, for, matcher, label, window) and
                  lists the faults that no case notices
  --only <text>   only mutants whose name contains the text`;

const rules = () => Object.fromEntries(Object.entries(ruleFiles).map(([name, build]) => [name, build()]));

/** @returns whether every case passed */
const runAll = async (): Promise<boolean> => {
  let failed = 0;
  for (const { name, path } of caseFiles) {
    const { ok, tests, message } = await runCases(path, rules());
    console.log(`${ok ? pc.green('ok    ') : pc.red('failed')} ${name}  ${String(tests.length)} cases`);
    if (message !== '') console.log(message);
    for (const bad of tests.filter((test) => !test.ok)) console.log(`  ${bad.name}\n${bad.message}`);
    failed += ok ? 0 : 1;
  }
  return failed === 0;
};

/** @returns whether at least 95 % were noticed */
const mutate = async (only: string): Promise<boolean> => {
  const all = mutants().filter(({ name }) => name.includes(only));
  if (all.length === 0) throw new UserError([`--only ${only}: no mutant has this in its name`]);
  const survivors: string[] = [];
  for (const [index, mutant] of all.entries()) {
    if (!(await isNoticed(mutant))) survivors.push(mutant.name);
    if (process.stdout.isTTY) process.stdout.write(`\r${String(index + 1)} of ${String(all.length)} mutants`);
  }
  const share = (100 * (all.length - survivors.length)) / all.length;
  if (process.stdout.isTTY) process.stdout.write('\r');
  console.log(
    `${String(all.length - survivors.length)} of ${String(all.length)} mutants noticed (${share.toFixed(1)} %)`,
  );
  for (const name of survivors) console.log(`${pc.yellow('survived')} ${name}`);
  return share >= 95;
};

/** `test-rules`: the rule cases alone, and what they would not notice. */
export async function main(args: readonly string[]): Promise<number> {
  const { values } = parseArgs({
    args: [...args],
    options: { mutations: { type: 'boolean' }, only: { type: 'string' }, help: { type: 'boolean' } },
  });
  if (values.help === true) {
    console.log(usage);
    return 0;
  }
  const passed = await runAll();
  return passed && (values.mutations !== true || (await mutate(values.only ?? ''))) ? 0 : 1;
}
