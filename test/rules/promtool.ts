import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { PlainRule, PlainRuleGroup } from '../../rules/model';
import { testRules, type RuleTestRun } from '../../tools/promtool';
import { withTemporaryFolder } from '../../tools/run';
import type { Case, CaseFile } from './cases';
import { Decoys } from './decoys';
import { rulesSeenBy } from './dependencies';

/** Groups as the text of a Prometheus rule file. JSON is YAML. */
export const ruleFileText = (groups: readonly PlainRuleGroup[]): string =>
  JSON.stringify({ groups: groups.map(({ group }) => group) });

/** The rules of each file that a case file names under `rule_files`. */
export type RulesByFile = Readonly<Record<string, readonly PlainRuleGroup[]>>;

interface TestFile {
  readonly rule_files: readonly string[];
  readonly evaluation_interval?: string;
  readonly tests: readonly { readonly name: string }[];
}

/** promtool test files, and the rule files that they name, by file name. */
export type TestFolder = Readonly<Record<string, string>>;

const testFilePrefix = 'case';

/**
 * What promtool reads for a test file. Groups are evaluated in the order in which they stand: promtool's own order is
 * accidental, and with it the step in which a rule of one group sees what another has recorded.
 *
 * @param place tells the files of several test files in one folder apart
 */
export const testFolderOf = (
  { rule_files, ...file }: TestFile,
  rules: RulesByFile,
  place = '',
): TestFolder => {
  const used = rule_files.map((name) => [`${place}${name}`, rules[name] ?? []] as const);
  return {
    ...Object.fromEntries(used.map(([name, groups]) => [name, ruleFileText(groups)])),
    [`${testFilePrefix}${place}.yaml`]: JSON.stringify({
      ...file,
      rule_files: used.map(([name]) => name),
      group_eval_order: used.flatMap(([, groups]) => groups.map(({ group }) => group.name)),
    }),
  };
};

export const runFolder = (texts: TestFolder): Promise<RuleTestRun> =>
  withTemporaryFolder(async (folder) => {
    await Promise.all(Object.entries(texts).map(([name, text]) => writeFile(join(folder, name), text)));
    const tests = Object.keys(texts).filter((name) => name.startsWith(testFilePrefix));
    return testRules(tests.map((name) => join(folder, name)));
  });

/**
 * Groups with these rules alone, each with the decoys beside it, and without groups that are empty then.
 *
 * @param changed what stands in the place of a rule
 */
export const withDecoys = (
  groups: readonly PlainRuleGroup[],
  decoys: Decoys,
  changed: (rule: PlainRule) => PlainRule = (rule) => rule,
): PlainRuleGroup[] =>
  groups.flatMap(({ team, group }) => {
    const left = group.rules.filter((rule) => decoys.rules.has(rule));
    const rules = left.flatMap((rule) => [changed(rule), ...decoys.beside(rule)]);
    return rules.length === 0 ? [] : [{ team, group: { ...group, rules } }];
  });

/** What promtool reads for one case: the rules on which its outcome depends, and no others. */
const caseFolder = (
  tested: Case,
  header: Pick<CaseFile, 'rule_files' | 'evaluation_interval'>,
  rules: RulesByFile,
  place: string,
): TestFolder => {
  const used = header.rule_files.map((name) => [name, rules[name] ?? []] as const);
  const all = used.flatMap(([, groups]) => groups.flatMap(({ group }) => group.rules));
  const decoys = new Decoys(tested, rulesSeenBy(tested, all));
  const seenByFile = Object.fromEntries(used.map(([name, groups]) => [name, withDecoys(groups, decoys)]));
  return testFolderOf({ ...header, tests: [decoys.case()] }, seenByFile, place);
};

/** Runs the cases of a file in one promtool. With all rules in each of them it would take ten times as long. */
export const runCases = (
  { name: _name, path: _path, tests, ...header }: CaseFile,
  rules: RulesByFile,
): Promise<RuleTestRun> =>
  runFolder(
    Object.fromEntries(
      tests.flatMap((tested, index) =>
        Object.entries(caseFolder(tested, header, rules, `${String(index)}-`)),
      ),
    ),
  );
