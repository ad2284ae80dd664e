import { UserError } from '../config/errors';
import { priorities } from '../rules/model';
import type { RoutingInput } from './model';
import { channelsOf, type Channel } from './priorities';

const channelNames: Readonly<Record<Channel, string>> = {
  pagerduty: 'PagerDuty',
  slack: 'Slack',
  email: 'e-mail',
};
const keyOf = (channel: Channel): string => `observatory:alerting.${channel}.enabled`;

const listed = (parts: readonly string[], word: 'and' | 'or'): string =>
  parts.length < 2 ? parts.join('') : `${parts.slice(0, -1).join(', ')} ${word} ${parts.slice(-1).join('')}`;

const unreached = (input: RoutingInput): string[] => {
  const silent = priorities.filter(
    (priority) => !channelsOf(priority).some((channel) => input[channel].enabled),
  );
  const sets = [...new Set(silent.map((priority) => channelsOf(priority).join()))];
  return sets.map((set) => {
    const affected = silent.filter((priority) => channelsOf(priority).join() === set);
    const channels = affected[0] === undefined ? [] : channelsOf(affected[0]);
    return `observatory:alerting: nobody would be told of ${listed(affected, 'and')} alerts, which go to ${listed(
      channels.map((channel) => channelNames[channel]),
      'and',
    )} only; set ${listed(channels.map(keyOf), 'or')} to true`;
  });
};

/**
 * Refuses an input with which an alert of some priority could reach nobody. Which teams there are, and what a channel needs,
 * configuration and content have checked before.
 *
 * @throws UserError with every fault
 */
export const refuseFaults = (input: RoutingInput): void => {
  const faults = unreached(input);
  if (faults.length > 0) throw new UserError(faults);
};
