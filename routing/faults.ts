import { UserError } from '../config/errors';
import { priorities } from '../rules/model';
import type { RoutingInput } from './model';
import { channelsOf, type Channel } from './priorities';

const channelNames: Readonly<Record<Channel, string>> = {
  pagerduty: 'PagerDuty',
  slack: 'Slack',
  email: 'e-mail',
};
const everyChannel: readonly Channel[] = ['slack', 'pagerduty', 'email'];
const keyOf = (channel: Channel): string => `observatory:alerting.${channel}.enabled`;

const listed = (parts: readonly string[], word: 'and' | 'or'): string =>
  parts.length < 2 ? parts.join('') : `${parts.slice(0, -1).join(', ')} ${word} ${parts.slice(-1).join('')}`;

const unreached = (input: RoutingInput): string[] => {
  if (!everyChannel.some((channel) => input[channel].enabled)) {
    return [
      `observatory:alerting: no channel is on, so nobody would be told of any alert; set ${keyOf('slack')} to true (it takes every priority) and, to wake people, ${keyOf('pagerduty')}`,
    ];
  }
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

const strangers = (input: RoutingInput): string[] => {
  const known = input.teams.map((team) => team.name);
  const teams = known.length === 0 ? 'there are none' : `known: ${[...known].sort().join(', ')}`;
  return [
    ...(known.includes(input.platformTeam)
      ? []
      : [
          `observatory:alerting.platformTeam: there is no team "${input.platformTeam}" (${teams}); add teams/${input.platformTeam}.yaml to your content or name another team`,
        ]),
    ...(['slack', 'pagerduty'] as const).flatMap((channel) =>
      input.ownCredentials[channel]
        .map((name) => name.replace(/\.(high|low)$/, ''))
        .filter(
          (name, index, all) => name !== 'default' && !known.includes(name) && all.indexOf(name) === index,
        )
        .map(
          (name) =>
            `observatory:secrets.${channel}.${name}: there is no team "${name}" (${teams}), so nothing would use it; correct the name or remove it`,
        ),
    ),
  ];
};

const mailFaults = ({ email }: RoutingInput): string[] =>
  (['smarthost', 'from'] as const)
    .filter((key) => email.enabled && email[key] === undefined)
    .map(
      (key) =>
        `observatory:alerting.email.${key}: must be set while observatory:alerting.email.enabled is true`,
    );

/**
 * Refuses an input with which an alert could reach nobody, or a setting nothing.
 *
 * @throws UserError with every fault
 */
export const refuseFaults = (input: RoutingInput): void => {
  const faults = [...unreached(input), ...strangers(input), ...mailFaults(input)];
  if (faults.length > 0) throw new UserError(faults);
};
