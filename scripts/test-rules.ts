import { writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { UserError } from '../config/errors';
import { keptUpstreamAlerts } from '../rules/upstream';
import type { PlainRuleGroup } from '../rules/model';
import { checkRules } from '../tools/promtool';
import { withTemporaryFolder } from '../tools/run';
import { colours as pc } from '../plan/colours';
import { optionsOf } from '../plan/options';
import { caseFiles, type CaseFile } from '../test/rules/cases';
import { chartCaseFiles, chartRuleFile, withoutCase } from '../test/rules/chartCases';
import { fileSteps } from '../test/rules/cost';
import { equivalentMutants } from '../test/rules/equivalent';
import { ruleFiles } from '../test/rules/fixture';
import { mutantsOf, type Mutant } from '../test/rules/mutate';
import { Outcomes } from '../test/rules/outcomes';
import { inParallel } from '../test/rules/parallel';
import { ruleFileText, runCases, type RulesByFile } from '../test/rules/promtool';
import { verdictsOn } from '../test/rules/search';

const usage = `npm run test:rules [-- options]

Runs every rule case in real promtool. Then spoils the rules one fault at a time (threshold, comparison, for, matcher,
label, window) and lists the faults that no case notices.

  --cases          only the cases
  --charts <path>  the alerts of kube-prometheus-stack too: its archive, or a folder with it
  --only <text>    only mutants whose name contains the text
  --fresh          forget the outcomes of earlier runs, which are kept under the hash of what promtool read

Exit code 1 when a case fails, or when the cases notice less than ${String(95)} % of the mutants.`;

/** Percent of the mutants that the cases must notice. */
const leastPercent = 95;

/** Mutants per line of progress where lines cannot be written over, as in CI. */
const linesEvery = 100;

const seconds = (since: number): string => `${((Date.now() - since) / 1_000).toFixed(0)} s`;

/** A line that is written over, on a terminal only. */
const progress = (text: string): void => {
  if (process.stdout.isTTY) process.stdout.write(`\r\u001b[2K${text}`);
};

/** @returns whether every case passed */
const runAll = async (caseFiles: readonly CaseFile[], rules: RulesByFile): Promise<boolean> => {
  const began = Date.now();
  let failed = 0;
  let count = 0;
  // The longest first, so that no processor waits at the end.
  const files = [...caseFiles].sort((a, b) => fileSteps(b) - fileSteps(a));
  await inParallel(files, async (file) => {
    const { ok, tests, message } = await runCases(file, rules);
    count += tests.length;
    progress('');
    console.log(`${ok ? pc.green('ok    ') : pc.red('failed')} ${file.name}  ${String(tests.length)} cases`);
    if (message !== '') console.log(message);
    for (const bad of tests.filter((test) => !test.ok)) console.log(`  ${bad.name}\n${bad.message}`);
    failed += ok ? 0 : 1;
  });
  console.log(`${String(count)} cases in ${seconds(began)}\n`);
  return failed === 0;
};

/** What promtool finds wrong with rules; nothing is ''. */
const checkFault = (groups: readonly PlainRuleGroup[]): Promise<string> =>
  withTemporaryFolder(async (folder) => {
    const file = join(folder, chartRuleFile);
    await writeFile(file, ruleFileText(groups));
    // The linter's taste is the chart's business: it records one series by several rules on purpose.
    const [check] = await checkRules([file], 'none');
    return check?.message ?? '';
  });

/** The chart's alerts, with real Helm, when its archive is given. @returns whether promtool found no fault */
const runCharts = async (archive: string | undefined): Promise<boolean> => {
  const kept = keptUpstreamAlerts.length;
  const missing = withoutCase();
  const share = `${String(kept - missing.length)} of the ${String(kept)} alerts that we keep of the chart have a case`;
  for (const name of missing) console.log(`${pc.yellow('no case')} ${name}`);
  if (archive === undefined) {
    console.log(`${share}. They were not run: no archive was given (--charts).\n`);
    return true;
  }
  const { chartRules } = await import('../test/rules/chartRules');
  const groups = await chartRules(resolve(archive));
  const fault = await checkFault(groups);
  if (fault !== '') console.log(`${pc.red('failed')} promtool check rules on the rendered chart\n${fault}`);
  console.log(`${share}; with the rules rendered from ${archive}:`);
  return (await runAll(chartCaseFiles, { [chartRuleFile]: groups })) && fault === '';
};

/** Entries of the table that no longer hold, as far as these mutants tell. */
const staleEntries = (survivors: ReadonlySet<string>): string[] =>
  Object.keys(equivalentMutants).filter((name) => !survivors.has(name));

/** @returns whether enough were noticed, and no equivalent mutant is listed without need */
const runMutants = async (mutants: readonly Mutant[], whole: boolean, fresh: boolean): Promise<boolean> => {
  const began = Date.now();
  const outcomes = new Outcomes(fresh);
  const verdicts = await verdictsOn(mutants, outcomes, (done) => {
    const line = `${String(done)} of ${String(mutants.length)} mutants`;
    progress(line);
    if (!process.stdout.isTTY && done % linesEvery === 0) console.log(`${line}, ${seconds(began)}`);
  });
  progress('');
  const unnoticed = verdicts.flatMap(({ name, noticedBy }) => (noticedBy === undefined ? [name] : []));
  const survivors = unnoticed.filter((name) => !Object.hasOwn(equivalentMutants, name));
  for (const name of survivors) console.log(`${pc.yellow('survived')} ${name}`);
  const stale = whole ? staleEntries(new Set(unnoticed)) : [];
  for (const name of stale)
    console.log(
      `${pc.red('stale')} test/rules/equivalent.ts: ${name}: a case notices it or there is no such mutant; remove the entry`,
    );
  const equivalent = unnoticed.length - survivors.length;
  const counted = mutants.length - equivalent;
  const share = counted === 0 ? 100 : (100 * (counted - survivors.length)) / counted;
  console.log(
    `${String(counted - survivors.length)} of ${String(counted)} mutants noticed (${share.toFixed(1)} %), ${String(equivalent)} equivalent, in ${seconds(began)} with ${String(outcomes.ran)} runs of promtool`,
  );
  return share >= leastPercent && stale.length === 0;
};

/** `test:rules`: the rule cases alone, and what they would not notice. */
export async function main(args: readonly string[]): Promise<number> {
  const values = optionsOf('npm run test:rules', args, {
    cases: { type: 'boolean' },
    charts: { type: 'string' },
    only: { type: 'string' },
    fresh: { type: 'boolean' },
    help: { type: 'boolean' },
  });
  if (values.help === true) {
    console.log(usage);
    return 0;
  }
  const { only } = values;
  const rules = Object.fromEntries(Object.entries(ruleFiles).map(([name, build]) => [name, build()]));
  const mutants = mutantsOf(caseFiles, rules).filter(({ name }) => name.includes(only ?? ''));
  if (mutants.length === 0) throw new UserError([`--only ${only ?? ''}: no mutant has this in its name`]);
  if (!(await runAll(caseFiles, rules))) return 1;
  if (!(await runCharts(values.charts))) return 1;
  if (values.cases === true) return 0;
  return (await runMutants(mutants, only === undefined, values.fresh === true)) ? 0 : 1;
}
