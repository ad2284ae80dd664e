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

interface TestFile {
  readonly rule_files: readonly string[];
  readonly evaluation_interval?: string;
  readonly tests: readonly { readonly name: string }[];
}

/** A promtool test file and the rule files that it names, by file name. */
export type TestFolder = Readonly<Record<string, string>>;

const testName = 'case.yaml';

/**
 * What promtool reads for a case file. Groups are evaluated in the order in which they stand: promtool's own order is
 * accidental, and with it the step in which a rule of one group sees what another has recorded.
 */
export const testFolderOf = (file: TestFile, rules: RulesByFile): TestFolder => {
  const used = file.rule_files.map((name) => [name, rules[name] ?? []] as const);
  return {
    ...Object.fromEntries(used.map(([name, groups]) => [name, ruleFileText(groups)])),
    [testName]: JSON.stringify({
      ...file,
      group_eval_order: used.flatMap(([, groups]) => groups.map(({ group }) => group.name)),
    }),
  };
};

export const runFolder = (texts: TestFolder): Promise<RuleTestRun> =>
  withTemporaryFolder(async (folder) => {
    await Promise.all(Object.entries(texts).map(([name, text]) => writeFile(join(folder, name), text)));
    return testRules(join(folder, testName));
  });

/** Runs a case file. */
export const runCases = async (caseFile: string, rules: RulesByFile): Promise<RuleTestRun> =>
  runFolder(testFolderOf(parse(await readFile(caseFile, 'utf8')) as TestFile, rules));
