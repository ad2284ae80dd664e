import type { FinishedReceiver, Integration } from './model';

/** One integration of a receiver: by which channel, and whom. */
export interface Recipient {
  /** `slack`, `pagerduty`, `email`, `webhook`, or what else the configuration names. */
  readonly channel: string;
  /** Slack channel, PagerDuty service and urgency, addresses, or where a webhook's address lies. */
  readonly whom: string;
}

const text = (integration: Integration, key: string): string => {
  const value = integration[key];
  return typeof value === 'string' ? value : '';
};

/** A credential is known by the file it lies in: `…/pagerduty.default` is `default`. */
const fileName = (integration: Integration, key: string): string =>
  (text(integration, key).split('/').at(-1) ?? '').replace(/^(slack|pagerduty|webhook)\./, '');

/** PagerDuty's services map the severity of an event to an urgency; only high urgency wakes. */
const urgencies: Readonly<Record<string, string>> = {
  critical: 'high urgency',
  error: 'high urgency',
  warning: 'low urgency',
  info: 'low urgency',
};

const whom: Readonly<Record<string, (integration: Integration) => string>> = {
  slack: (integration) => text(integration, 'channel') || fileName(integration, 'api_url_file'),
  pagerduty: (integration) =>
    [fileName(integration, 'routing_key_file'), urgencies[text(integration, 'severity')]]
      .filter((part) => part !== undefined && part !== '')
      .join(', '),
  email: (integration) => text(integration, 'to'),
  webhook: (integration) => fileName(integration, 'url_file') || text(integration, 'url'),
};

/** Everyone that a receiver tells, in the order of the configuration. */
export const recipientsOf = (receiver: FinishedReceiver): readonly Recipient[] =>
  Object.entries(receiver).flatMap(([key, integrations]) => {
    if (!key.endsWith('_configs') || !Array.isArray(integrations)) return [];
    const channel = key.replace(/_configs$/, '');
    return (integrations as readonly Integration[]).map((integration) => ({
      channel,
      whom: whom[channel]?.(integration) ?? '',
    }));
  });
