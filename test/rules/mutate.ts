import type { PlainRuleGroup } from '../../rules/model';
import { caseFiles } from './cases';
import { ruleFiles } from './fixture';
import { mutationsOf } from './mutations';
import { runCases, type RulesByFile } from './promtool';

export interface Mutant {
  /** Group, rule and fault, for people. */
  readonly name: string;
  readonly rules: RulesByFile;
  /** Case files that can notice it, the quickest first. */
  readonly cases: readonly string[];
}

/** Which case files look at which groups. A group that is not listed is looked at by all. */
const lookedAtBy: Readonly<Record<string, readonly string[]>> = {
  up: ['up.yaml', 'up-slow.yaml'],
  probes: ['probes.yaml', 'probes-slow.yaml'],
  http: ['errors.yaml', 'latency.yaml', 'latency-slow.yaml', 'pair.yaml'],
  'slo-availability': [
    'slo-conditions.yaml',
    'slo-windows.yaml',
    'slo-windows-days.yaml',
    'pair.yaml',
    'slo.yaml',
  ],
  'slo-availability-budget': ['slo-conditions.yaml', 'slo-windows-days.yaml', 'pair.yaml', 'slo-days.yaml'],
  usage: ['usage.yaml'],
};

const evaluationSeconds = 30;

const built: RulesByFile = Object.fromEntries(
  Object.entries(ruleFiles).map(([name, build]) => [name, build()]),
);

/** The groups with one fault in the rule at a place of the group of that name. */
const spoilt = (
  groups: readonly PlainRuleGroup[],
  name: string,
  ruleIndex: number,
  fault: number,
): PlainRuleGroup[] =>
  groups.map(({ team, group }) => ({
    team,
    group: {
      ...group,
      rules: group.rules.map((rule, position) =>
        group.name === name && position === ruleIndex
          ? (mutationsOf(rule, evaluationSeconds)[fault]?.rule ?? rule)
          : rule,
      ),
    },
  }));

/** Every mutant of the rules of the fixture; the same fault is made in every rule file. */
export const mutants = (): Mutant[] =>
  (built['api.yaml'] ?? []).flatMap(({ group }) =>
    group.rules.flatMap((rule, ruleIndex) =>
      mutationsOf(rule, evaluationSeconds).map(({ what }, fault): Mutant => ({
        name: `${group.name}: ${'alert' in rule ? rule.alert : rule.record}: ${what}`,
        rules: Object.fromEntries(
          Object.entries(built).map(([name, groups]) => [name, spoilt(groups, group.name, ruleIndex, fault)]),
        ),
        cases: lookedAtBy[group.name.replace(/^[^.]+\./, '')] ?? caseFiles.map(({ name }) => name),
      })),
    ),
  );

/** Whether any case fails with the mutant's rules. Case by case, so that the first that notices ends the search. */
export const isNoticed = async ({ rules, cases }: Mutant): Promise<boolean> => {
  for (const name of cases) {
    const file = caseFiles.find((candidate) => candidate.name === name);
    for (const tested of file?.tests ?? []) {
      const run = await runCases(file?.path ?? '', rules, (candidate) => candidate === tested.name);
      if (!run.ok) return true;
    }
  }
  return false;
};
