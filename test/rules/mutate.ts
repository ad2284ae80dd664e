import type { PlainRule } from '../../rules/model';
import type { Case, CaseFile } from './cases';
import { stepsOf } from './cost';
import { Decoys } from './decoys';
import { definitionOf } from './definition';
import { rulesSeenBy, type Expectations } from './dependencies';
import { mutationsOf, type Mutation } from './mutations';
import { testFolderOf, withDecoys, type RulesByFile, type TestFolder } from './promtool';

/** One case with a spoilt rule, as promtool reads it. */
export interface Attempt {
  readonly tested: string;
  readonly folder: () => TestFolder;
}

export interface Mutant {
  /** Group and rule of the first instance, and the fault. */
  readonly name: string;
  /** What can notice it, the quickest first. */
  readonly attempts: readonly Attempt[];
}

const evaluationSeconds = 30;

const nameOf = (rule: PlainRule): string => ('alert' in rule ? rule.alert : rule.record);

const known = new WeakMap<PlainRule, ReadonlyMap<string, Mutation>>();

/** The faults of a rule, by what they are in every instance of its definition. */
const faultsOf = (rule: PlainRule): ReadonlyMap<string, Mutation> => {
  const faults =
    known.get(rule) ??
    new Map(
      mutationsOf(rule, evaluationSeconds).map((mutation) => [
        `${definitionOf(rule)} ${mutation.key}`,
        mutation,
      ]),
    );
  known.set(rule, faults);
  return faults;
};

/** Every fault, named after the first instance that has it. */
const namedFaults = (rules: RulesByFile): ReadonlyMap<string, string> => {
  const found = new Map<string, string>();
  for (const { group } of Object.values(rules).flat())
    for (const rule of group.rules)
      for (const [fault, { what }] of faultsOf(rule))
        if (!found.has(fault)) found.set(fault, `${group.name}: ${nameOf(rule)}: ${what}`);
  return found;
};

/** A case, its file's header, and the rules of that file on which its outcome depends. */
interface Candidate {
  readonly file: Omit<CaseFile, 'name' | 'path' | 'tests'>;
  readonly tested: Case;
  readonly seen: ReadonlySet<PlainRule>;
  readonly faults: ReadonlySet<string>;
  readonly steps: number;
}

const candidatesOf = (caseFiles: readonly CaseFile[], rules: RulesByFile): Candidate[] =>
  caseFiles
    .flatMap(({ name: _name, path: _path, tests, ...file }) => {
      const all = file.rule_files.flatMap((name) => (rules[name] ?? []).flatMap(({ group }) => group.rules));
      return tests.map((tested): Candidate => {
        const seen = rulesSeenBy(tested, all);
        return {
          file,
          tested,
          seen,
          faults: new Set([...seen].flatMap((rule) => [...faultsOf(rule).keys()])),
          steps: stepsOf(tested, file) * seen.size,
        };
      });
    })
    .sort((a, b) => a.steps - b.steps);

/** A case with only those of its expectations that can see the fault: the others cost time and tell nothing. */
const touchedBy = (tested: Case, seen: ReadonlySet<PlainRule>, fault: string): Case => {
  const rules = [...seen];
  const sees = (part: Expectations): boolean =>
    [...rulesSeenBy(part, rules)].some((rule) => faultsOf(rule).has(fault));
  return {
    ...tested,
    alert_rule_test: (tested.alert_rule_test ?? []).filter((one) => sees({ alert_rule_test: [one] })),
    promql_expr_test: (tested.promql_expr_test ?? []).filter((one) => sees({ promql_expr_test: [one] })),
  };
};

const attempt = ({ file, tested, seen }: Candidate, rules: RulesByFile, fault: string): Attempt => ({
  tested: tested.name,
  folder: () => {
    const touched = touchedBy(tested, seen, fault);
    const decoys = new Decoys(touched, rulesSeenBy(touched, [...seen]));
    const spoilt = (rule: PlainRule): PlainRule => faultsOf(rule).get(fault)?.rule ?? rule;
    return testFolderOf(
      { ...file, tests: [decoys.case()] },
      Object.fromEntries(
        file.rule_files.map((name) => [name, withDecoys(rules[name] ?? [], decoys, spoilt)]),
      ),
    );
  },
});

/** Every fault in every rule definition of the rule files, each with the cases whose outcome may depend on it. */
export const mutantsOf = (caseFiles: readonly CaseFile[], rules: RulesByFile): Mutant[] => {
  const candidates = candidatesOf(caseFiles, rules);
  return [...namedFaults(rules)].map(([fault, name]) => ({
    name,
    attempts: candidates
      .filter(({ faults }) => faults.has(fault))
      .map((candidate) => attempt(candidate, rules, fault)),
  }));
};
