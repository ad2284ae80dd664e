import { equal } from '../../plan/json';
import { ruleIdentity } from '../../plan/ruleIdentity';
import type { LoadedGroup } from '../api/prometheus';
import type { ExpectedRule } from '../expectation';
import { subjectOf } from '../live';
import { counted, outcome, type Finding } from '../model';
import type { Check } from './model';

const missing = (object: string): string =>
  `kubectl -n observatory get prometheusrule ${object} -o yaml shows in status what the operator refuses.`;

/** Rules of the plan that a Prometheus has not loaded as the plan has them, or cannot evaluate. */
export function ruleFindings(expected: readonly ExpectedRule[], loaded: readonly LoadedGroup[]): Finding[] {
  const groups = new Map<string, LoadedGroup['rules'][number][]>();
  for (const { name, rules } of loaded) groups.set(name, [...(groups.get(name) ?? []), ...rules]);
  return expected.flatMap(({ object, group, kind, name, labels }): Finding[] => {
    const identity = ruleIdentity(labels);
    // One group holds the same rule for each of several applications.
    const named = (groups.get(group) ?? []).filter(
      (rule) => rule.name === name && rule.type === kind && ruleIdentity(rule.labels ?? {}) === identity,
    );
    const subject = `${group}/${name}${identity}`;
    if (named.length === 0) {
      return [{ subject, problem: 'is not loaded', advice: missing(object) }];
    }
    const found = named.find((rule) => equal(rule.labels ?? {}, labels));
    if (found === undefined) {
      return [
        {
          subject,
          problem: 'is loaded with other labels: an older version of it',
          advice: 'Prometheus has not taken the newest rules: see the logs of its container config-reloader.',
        },
      ];
    }
    if (found.health === 'ok') return [];
    return [
      found.health === 'err'
        ? {
            subject,
            problem: `fails: ${found.lastError ?? 'no reason given'}`,
            advice: 'Ask its expression in Prometheus, and correct the rule or the metrics that it reads.',
          }
        : {
            subject,
            problem: 'has not been evaluated yet',
            advice: 'Wait for one evaluation interval; Prometheus may be overloaded.',
          },
    ];
  });
}

export const rulesCheck: Check = {
  name: 'rules',
  async run({ rules }, live) {
    const instances = await live.prometheus();
    const findings: Finding[] = [];
    for (const instance of instances) {
      const found = ruleFindings(rules, await instance.api.ruleGroups());
      findings.push(
        ...found.map((one) => ({ ...one, subject: subjectOf(one.subject, instance, instances) })),
      );
    }
    return outcome(`${counted(rules.length, 'rule')} of the plan`, findings);
  },
};
