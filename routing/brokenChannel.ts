import {
  alertLabels,
  brokenChannelAlert,
  integrations,
  seriesLabels,
  type Integration,
} from '../config/naming';
import type { Route } from './alertmanager';
import type { RoutingInput } from './model';
import { contracts, groupInterval, matches, ways, type Channel, type Way } from './priorities';
import { receiverName } from './receivers';

/** Channels that a stack uses, by Alertmanager's names. */
export const integrationsOf = (input: Pick<RoutingInput, Channel | 'heartbeat'>): readonly Integration[] =>
  integrations.filter((integration) =>
    integration === 'webhook' ? input.heartbeat.enabled : input[integration].enabled,
  );

/** Minutes between two looks at a group, the longest but for digests, which tell nothing urgent. */
export const longestLookMinutes = ({
  groupIntervalMinutes: { P1, P2, P3 },
}: Pick<RoutingInput, 'groupIntervalMinutes'>): number => Math.max(P1, P2, P3);

/** How the platform team is told that a channel is broken. */
const detours: Readonly<Record<Integration, readonly Way[]>> = {
  pagerduty: ['chat', 'mail'],
  slack: ['page-low', 'mail'],
  email: ['page-low', 'chat'],
  webhook: ['page-low', 'chat'],
};

/** Ways past a broken channel that the stack has; none where it is the only one. */
const waysPast = (integration: Integration, input: RoutingInput): readonly Way[] =>
  detours[integration].filter((way) => input[ways[way]].enabled);

/**
 * The alert that a channel is broken goes by the other ones, all at once and at any hour. Without another one it stays
 * where its priority belongs.
 */
export const brokenChannelRoutes = (input: RoutingInput): Route[] =>
  integrationsOf(input).flatMap((integration) => {
    const priority = integration === 'pagerduty' ? 'P1' : 'P2';
    const [first] = contracts[priority].deliveries;
    const past = waysPast(integration, input);
    if (first === undefined) return [];
    const { group_wait, repeat_interval } = first;
    return past.map((way, index) => ({
      matchers: [matches('alertname', brokenChannelAlert), matches(alertLabels.integration, integration)],
      receiver: receiverName(input.platformTeam, way),
      ...(index < past.length - 1 ? { continue: true } : {}),
      group_by: [seriesLabels.cluster, seriesLabels.environment, 'alertname', alertLabels.integration],
      group_wait,
      group_interval: groupInterval(input, priority),
      repeat_interval,
    }));
  });

const shown: Readonly<Record<Integration, string>> = {
  pagerduty: 'PagerDuty',
  slack: 'Slack',
  email: 'e-mail',
  webhook: 'the heartbeat',
};
const keys: Readonly<Record<Channel, string>> = {
  slack: 'observatory:alerting.slack.enabled',
  pagerduty: 'observatory:alerting.pagerduty.enabled',
  email: 'observatory:alerting.email.enabled',
};

/** One sentence per channel whose failure nobody would be told of. */
export const unwatchedChannels = (input: RoutingInput): string[] =>
  integrationsOf(input)
    .filter((integration) => waysPast(integration, input).length === 0)
    .map((integration) => {
      const others = [...new Set(detours[integration].map((way) => keys[ways[way]]))];
      return `observatory:alerting: when ${shown[integration]} does not work, nothing else tells so; set ${others.join(' or ')} to true`;
    });
