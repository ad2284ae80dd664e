import type { GlobalConfig } from '../alertmanager';
import type { RoutingInput } from '../model';

const euEvents = 'https://events.eu.pagerduty.com/v2/enqueue';

/** Where events go. Keys of an account in Europe are unknown to the address that Alertmanager takes by default. */
export const eventAddress = ({
  enabled,
  region,
}: RoutingInput['pagerduty']): Pick<GlobalConfig, 'pagerduty_url'> =>
  enabled && region === 'eu' ? { pagerduty_url: euEvents } : {};
