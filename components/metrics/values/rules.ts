import type { PlainObject } from '../../../config/merge';
import type { StackConfig } from '../../../config/schema/stack';
import { droppedUpstreamAlerts, keptUpstreamAlerts, upstreamMechanisms } from '../../../rules/upstream';

/**
 * Switches of groups that hold dropped alerts only. The chart would deploy such a group as `rules: null`, which the API
 * server refuses, and with it the whole release.
 */
export const emptiedGroups = ['network'] as const;

/**
 * `defaultRules.*`: the chart's alerts as rules/upstream judges them. The dropped ones are not deployed; the others
 * link to our runbooks, for the chart's own addresses are not ours to keep alive.
 */
export const defaultRulesValues = ({ content }: Pick<StackConfig, 'content'>): PlainObject => ({
  defaultRules: {
    rules: Object.fromEntries(emptiedGroups.map((group) => [group, false])),
    disabled: Object.fromEntries(droppedUpstreamAlerts.map((alert) => [alert, true])),
    additionalRuleAnnotations: Object.fromEntries(
      [...keptUpstreamAlerts, ...upstreamMechanisms].map((alert) => [
        alert,
        { runbook_url: `${content.runbooksUrl}/${alert}.md` },
      ]),
    ),
  },
});
