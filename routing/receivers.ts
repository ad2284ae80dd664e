import { priorities, type Priority } from '../rules/model';
import type { Receiver } from './alertmanager';
import { emailMessage } from './channels/email';
import { pagerdutyEvent } from './channels/pagerduty';
import { slackMessage } from './channels/slack';
import type { RoutingInput, SecretFile } from './model';
import { contracts, type Channel } from './priorities';

/** Receivers are named after whom they tell and how soon; the message templates take both from the name. */
export const receiverName = (team: string, priority: Priority): string => `${team}-${priority}`;

/** For alerts that are no alerts: it has no channel. Nothing but Watchdog and InfoInhibitor may be routed here. */
export const nobody: Receiver = { name: 'nobody' };

/** One receiver per team and priority, with the channels of the priority that are on. */
export const teamReceivers = (input: RoutingInput, secretFile: SecretFile): Receiver[] =>
  input.teams.flatMap((team) =>
    priorities.map((priority): Receiver => {
      const { channels, digest, pagerdutySeverity } = contracts[priority];
      const own = input.ownCredentials;
      const on = (channel: Channel): boolean => channels.includes(channel) && input[channel].enabled;
      return {
        name: receiverName(team.name, priority),
        ...(on('pagerduty')
          ? { pagerduty_configs: [pagerdutyEvent(team, own, pagerdutySeverity, secretFile)] }
          : {}),
        ...(on('slack') ? { slack_configs: [slackMessage(team, own, digest, secretFile)] } : {}),
        ...(on('email') ? { email_configs: [emailMessage(team)] } : {}),
      };
    }),
  );
