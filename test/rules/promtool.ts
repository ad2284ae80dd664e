import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse } from 'yaml';
import type { PlainRuleGroup } from '../../rules/model';
import { testRules, type RuleTestRun } from '../../tools/promtool';
import { withTemporaryFolder } from '../../tools/run';

/** Groups as the text of a Prometheus rule file. JSON is YAML. */
export const ruleFileText = (groups: readonly PlainRuleGroup[]): string =>
  JSON.stringify({ groups: groups.map(({ group }) => group) });

/** The rules of each file that a case file names under `rule_files`. */
export type RulesByFile = Readonly<Record<string, readonly PlainRuleGroup[]>>;

/**
 * Runs a case file. Groups are evaluated in the order in which they stand: promtool's own order is accidental, and with it
 * the step in which a rule of one group sees what another has recorded.
 *
 * @param only which cases, by name; all by default
 */
export const runCases = (
  caseFile: string,
  rules: RulesByFile,
  only?: (name: string) => boolean,
): Promise<RuleTestRun> =>
  withTemporaryFolder(async (folder) => {
    const file = parse(await readFile(caseFile, 'utf8')) as {
      rule_files: string[];
      tests: { name: string }[];
    };
    const used = file.rule_files.map((name) => [name, rules[name] ?? []] as const);
    await Promise.all(used.map(([name, groups]) => writeFile(join(folder, name), ruleFileText(groups))));
    const copy = join(folder, 'case.yaml');
    await writeFile(
      copy,
      JSON.stringify({
        ...file,
        group_eval_order: used.flatMap(([, groups]) => groups.map(({ group }) => group.name)),
        tests: file.tests.filter(({ name }) => only?.(name) ?? true),
      }),
    );
    return testRules(copy);
  });
