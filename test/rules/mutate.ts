import type { PlainRule, PlainRuleGroup } from '../../rules/model';
import type { Case, CaseFile } from './cases';
import { stepsOf } from './cost';
import { definitionOf } from './definition';
import { rulesSeenBy } from './dependencies';
import { mutationsOf } from './mutations';
import { testFolderOf, type RulesByFile, type TestFolder } from './promtool';

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

interface Definition {
  readonly group: string;
  readonly rule: PlainRule;
}

const nameOf = (rule: PlainRule): string => ('alert' in rule ? rule.alert : rule.record);

/** The first instance of every definition. */
const definitionsIn = (rules: RulesByFile): ReadonlyMap<string, Definition> => {
  const found = new Map<string, Definition>();
  for (const { group } of Object.values(rules).flat())
    for (const rule of group.rules) {
      const definition = definitionOf(rule);
      if (!found.has(definition)) found.set(definition, { group: group.name, rule });
    }
  return found;
};

/** A case, its file's header, and the rules of that file on which its outcome depends. */
interface Candidate {
  readonly file: Omit<CaseFile, 'name' | 'path' | 'tests'>;
  readonly tested: Case;
  readonly seen: ReadonlySet<PlainRule>;
  readonly definitions: ReadonlySet<string>;
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
          definitions: new Set([...seen].map(definitionOf)),
          steps: stepsOf(tested, file) * seen.size,
        };
      });
    })
    .sort((a, b) => a.steps - b.steps);

/** The rules that a case sees, every instance of the definition with the fault in it. */
const spoilt = (
  groups: readonly PlainRuleGroup[],
  seen: ReadonlySet<PlainRule>,
  definition: string,
  key: string,
): PlainRuleGroup[] =>
  groups.flatMap(({ team, group }) => {
    const left = group.rules.filter((rule) => seen.has(rule));
    if (left.length === 0) return [];
    const rules = left.map((rule) =>
      definitionOf(rule) === definition
        ? (mutationsOf(rule, evaluationSeconds).find((mutation) => mutation.key === key)?.rule ?? rule)
        : rule,
    );
    return [{ team, group: { ...group, rules } }];
  });

const attempt = ({ file, tested, seen }: Candidate, rules: RulesByFile, definition: string, key: string) => ({
  tested: tested.name,
  folder: () =>
    testFolderOf(
      { ...file, tests: [tested] },
      Object.fromEntries(
        file.rule_files.map((name) => [name, spoilt(rules[name] ?? [], seen, definition, key)]),
      ),
    ),
});

/** Every fault in every rule definition of the rule files, each with the cases whose outcome may depend on it. */
export const mutantsOf = (caseFiles: readonly CaseFile[], rules: RulesByFile): Mutant[] => {
  const candidates = candidatesOf(caseFiles, rules);
  return [...definitionsIn(rules)].flatMap(([definition, { group, rule }]) => {
    const looking = candidates.filter(({ definitions }) => definitions.has(definition));
    return mutationsOf(rule, evaluationSeconds).map(({ key, what }): Mutant => ({
      name: `${group}: ${nameOf(rule)}: ${what}`,
      attempts: looking.map((candidate) => attempt(candidate, rules, definition, key)),
    }));
  });
};
