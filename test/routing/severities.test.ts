import { expect, test } from '@jest/globals';
import { standingRules } from '../../routing/inhibition';
import { integrations } from '../../config/naming';
import { buildRules } from '../../rules';
import { input, referenceApplications } from '../rules/fixture';

/** Labels that follow from the severity, or name who is told. */
const ofSeverity = ['severity', 'priority', 'team'];

const alerts = buildRules(
  input({ applications: referenceApplications, channels: { integrations, longestLookMinutes: 15 } }),
)
  .flatMap(({ group }) => group.rules)
  .flatMap((rule) => ('alert' in rule ? [rule] : []));
const rank = ['critical', 'warning', 'info'];

test('no alert of ours is kept back by a worse one of its name about something else', () => {
  const [bySeverity] = standingRules.filter(
    ({ source_matchers: [first] }) => first === 'severity="critical"',
  );
  const pairs = alerts.flatMap((worse) =>
    alerts
      .filter(({ alert, labels }) => {
        const isLesser =
          rank.indexOf(labels['severity'] ?? '') > rank.indexOf(worse.labels['severity'] ?? '');
        return alert === worse.alert && isLesser;
      })
      .map((lesser) => ({ worse, lesser })),
  );
  // The pager and the other channels at least.
  expect(pairs.length).toBeGreaterThan(0);
  const blind = pairs.flatMap(({ worse, lesser }) => {
    const differing = [...new Set([...Object.keys(worse.labels), ...Object.keys(lesser.labels)])].filter(
      (label) => !ofSeverity.includes(label) && worse.labels[label] !== lesser.labels[label],
    );
    const isSeen = differing.length === 0 || differing.some((label) => bySeverity?.equal.includes(label));
    return isSeen ? [] : [`${worse.alert}: ${differing.join(', ')}`];
  });
  expect(blind).toEqual([]);
});
