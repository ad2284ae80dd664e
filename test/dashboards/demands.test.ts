import { describe, expect, test } from '@jest/globals';
import type { PlainRule } from '../../rules/model';
import { assembledStack } from '../support/assembled';
import { panelsOf, withValues } from '../support/dashboards';
import { knownSignals } from '../support/knownSignals';
import { selectorsIn } from '../support/promql';
import { referenceSystems } from './demands';

const labelsOf = (rule: PlainRule): Readonly<Record<string, string>> => rule.labels ?? {};

describe.each(referenceSystems)('$name', ({ stack, demands }) => {
  const { dashboards, rules } = assembledStack(stack, `examples/${stack}/Pulumi.${stack}.yaml`);
  const recorded = rules
    .flatMap(({ groups }) => groups)
    .flatMap((group) => group.rules)
    .flatMap((rule) => ('record' in rule ? [rule] : []));

  test.each(demands)('is shown $asks: $board / $panel', ({ board, panel, signal }) => {
    const found = dashboards
      .filter(({ title }) => title === board)
      .flatMap(panelsOf)
      .find(({ type, title }) => type !== 'row' && title === panel);
    if (found === undefined) throw new Error('there is no such panel in this stack');
    const [first] = found.targets ?? [];
    const asked = selectorsIn(withValues(first?.expr ?? ''));
    expect(asked).not.toHaveLength(0);
    for (const { metric } of asked.filter((used) => knownSignals.get(used.metric)?.source === 'rule')) {
      expect(recorded.map(({ record }) => record)).toContain(metric);
    }
    if (signal === undefined) return;
    const [application, name] = signal.split('/');
    const [own] = recorded.filter(
      (rule) =>
        rule.record === asked[0]?.metric &&
        labelsOf(rule)['application'] === application &&
        labelsOf(rule)['signal'] === name,
    );
    expect(own?.record).toBe(asked[0]?.metric);
    // The panel shows one unit, and it is the signal's.
    const unit = asked[0]?.matchers.find(({ label }) => label === 'unit')?.value;
    if (unit !== undefined) expect(labelsOf(own as PlainRule)['unit']).toBe(unit);
  });
});
