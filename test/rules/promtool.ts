import { copyFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { PlainRuleGroup } from '../../rules/model';
import { testRules, type RuleTestRun } from '../../tools/promtool';
import { withTemporaryFolder } from '../../tools/run';

/** Groups as the text of a Prometheus rule file. JSON is YAML. */
export const ruleFileText = (groups: readonly PlainRuleGroup[]): string =>
  JSON.stringify({ groups: groups.map(({ group }) => group) });

/** Runs a case file against rule files, given as texts by the names under `rule_files`. */
export const runCases = (caseFile: string, rules: Readonly<Record<string, string>>): Promise<RuleTestRun> =>
  withTemporaryFolder(async (folder) => {
    await Promise.all(Object.entries(rules).map(([name, text]) => writeFile(join(folder, name), text)));
    const copy = join(folder, 'case.yaml');
    await copyFile(caseFile, copy);
    return testRules(copy);
  });
