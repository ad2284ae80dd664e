import { z } from 'zod';
import { email, text } from './common';

/** A team: who owns applications and is told about their alerts. One file per team, named after it. */
export const team = z
  .strictObject({
    displayName: z.string().min(1).describe('Name for people.'),
    description: z.string().min(1).optional().describe('What the team looks after.'),
    contact: z
      .string()
      .min(1)
      .describe('How a human reaches the team in daytime: a person, a channel, a phone number.'),
    slackChannel: text(
      /^#[a-z0-9][-_a-z0-9]*$/,
      "a Slack channel in quotes, such as '#backend-alerts' (without them, YAML takes # for a comment)",
    ).describe('Slack channel of the team’s alerts.'),
    emails: z.array(email).min(1).describe('Addresses that get e-mail notifications.'),
  })
  .describe('A team that owns applications.');

export type TeamContent = z.infer<typeof team>;
/** A team with its name, which is its file's. */
export type Team = TeamContent & { readonly name: string };
