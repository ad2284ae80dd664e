import type { Receiver } from './alertmanager';
import { emailMessage } from './channels/email';
import { pagerdutyEvent } from './channels/pagerduty';
import { slackMessage } from './channels/slack';
import type { RoutedTeam, RoutingInput, SecretFile } from './model';
import { contracts, ways, type Way } from './priorities';

/** Receivers are named after whom they tell and how; the message templates take the team from the name. */
export const receiverName = (team: string, way: Way): string => `${team}-${way}`;

/** For alerts that are no alerts: it has no channel. Nothing but Watchdog and InfoInhibitor may be routed here. */
export const nobody: Receiver = { name: 'nobody' };

const integrations = (
  way: Way,
  team: RoutedTeam,
  { ownCredentials }: RoutingInput,
  secretFile: SecretFile,
): Omit<Receiver, 'name'> => {
  switch (way) {
    case 'page':
    case 'page-low':
      return { pagerduty_configs: [pagerdutyEvent(team, ownCredentials, way, secretFile)] };
    case 'chat':
    case 'digest':
      return { slack_configs: [slackMessage(team, ownCredentials, way === 'digest', secretFile)] };
    case 'mail':
      return { email_configs: [emailMessage(team.emails)] };
  }
};

/** Every way in which some priority is told. */
const usedWays = [
  ...new Set(Object.values(contracts).flatMap(({ deliveries }) => deliveries.map(({ way }) => way))),
];

/** One receiver per team and way, as far as the channels are on. */
export const teamReceivers = (input: RoutingInput, secretFile: SecretFile): Receiver[] =>
  input.teams.flatMap((team) =>
    usedWays
      .filter((way) => input[ways[way]].enabled)
      .map((way) => ({
        name: receiverName(team.name, way),
        ...integrations(way, team, input, secretFile),
      })),
  );
