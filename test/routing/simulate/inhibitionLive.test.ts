import { beforeAll, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { inhibitedBy, inhibitorsOf } from '../../../routing/simulate/inhibition';
import type { FinishedConfig, FinishedInhibitRule, Labels } from '../../../routing/simulate/model';
import { ensureProgram } from '../../../tools/build';
import { until } from '../../local/support/wait';
import { BUILD_TIMEOUT } from '../support';
import { inhibitRules, labelSets } from './arbitraries';
import { withRealAlertmanager } from './realAlertmanager';

beforeAll(() => ensureProgram('alertmanager'), BUILD_TIMEOUT);

/** Many worlds in one Alertmanager: what fires in one does not meet the rules of another. */
const worlds: [FinishedInhibitRule[], Labels[]][] = fc.sample(
  fc.tuple(
    inhibitRules,
    fc.uniqueArray(labelSets, { minLength: 4, maxLength: 6, selector: (set) => JSON.stringify(set) }),
  ),
  { numRuns: 150, seed: 20_260_101 },
);
// An absent label and an empty one are the same.
worlds.push([
  [{ source_matchers: ['a="x"'], target_matchers: ['a="y"'], equal: ['b', 'c'] }],
  [{ a: 'x' }, { a: 'y', b: '' }, { a: 'y', b: 'x' }],
]);
const inWorld = (index: number): string => `world="${String(index)}"`;
const rules = worlds.flatMap(([ruleSet], index) =>
  ruleSet.map((rule) => ({
    source_matchers: [inWorld(index), ...(rule.source_matchers ?? [])],
    target_matchers: [inWorld(index), ...(rule.target_matchers ?? [])],
    equal: rule.equal ?? [],
  })),
);
const alerts = worlds.flatMap(([, sets], index) =>
  sets.map((set, number): Labels => ({ ...set, world: String(index), alertname: `Alert${String(number)}` })),
);
const config: FinishedConfig = {
  route: { receiver: 'inbox', group_by: ['...'], group_wait: '1s', group_interval: '1m' },
  inhibit_rules: rules,
};

/** Without the empty labels, which Alertmanager takes off. */
const key = (labels: Labels): string =>
  JSON.stringify(
    Object.entries(labels)
      .filter(([, value]) => value !== '')
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  );

test('random alerts are inhibited by random rules exactly as real Alertmanager says, and only the others arrive', async () => {
  const inhibitors = inhibitorsOf(rules);
  const spared = alerts.filter((labels) => inhibitedBy(inhibitors, labels, alerts).length > 0).map(key);
  // Neither nothing nor everything, or the test would prove nothing.
  expect(spared.length).toBeGreaterThan(alerts.length / 20);
  expect(spared.length).toBeLessThan(alerts.length / 2);
  const told = alerts.map(key).filter((text) => !spared.includes(text));
  await withRealAlertmanager(config, async ({ messages, post, shown }) => {
    await post(alerts);
    await until('all messages', () => messages.length >= told.length, 20_000);
    expect(messages.flatMap((message) => message.alerts.map(key)).sort()).toEqual(told.sort());
    const suppressed = (await shown()).filter(({ status }) => status.inhibitedBy.length > 0);
    expect(suppressed.map(({ labels }) => key(labels)).sort()).toEqual(spared.sort());
  });
}, 60_000);
