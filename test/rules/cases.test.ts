import { beforeAll, describe, expect, test } from '@jest/globals';
import type { PlainRuleGroup } from '../../rules/model';
import type { RuleTestRun } from '../../tools/promtool';
import { caseFiles } from './cases';
import { ruleFiles } from './fixture';
import { runCases } from './promtool';

// A first run may have to build promtool.
const buildTimeout = 900_000;

const groupsOf = (name: string): PlainRuleGroup[] => {
  const build = ruleFiles[name];
  if (build === undefined) throw new Error(`there is no rule file ${name} in test/rules/fixture.ts`);
  return build();
};

describe.each(caseFiles)('in real promtool, $name', (file) => {
  const { rule_files, tests } = file;
  let run: RuleTestRun | undefined;

  beforeAll(async () => {
    run = await runCases(file, Object.fromEntries(rule_files.map((name) => [name, groupsOf(name)])));
  }, buildTimeout);

  test('is a file that promtool reads', () => {
    expect(run?.message).toBe('');
    expect(run?.tests.map(({ name }) => name)).toEqual(tests.map(({ name }) => name));
  });

  test.each(tests.map(({ name }) => name))('%s', (name) => {
    expect(run?.tests.find((result) => result.name === name)?.message).toBe('');
  });
});
