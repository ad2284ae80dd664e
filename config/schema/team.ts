import { z } from 'zod';
import { dnsLabel, email, text, whole } from './common';
import { businessHoursChange, clockTime, date, holidays, timeZone } from './time';

const member = z
  .strictObject({
    name: z.string().min(1).optional().describe('Name for people.'),
    email: email.describe('E-mail address.'),
    pagerdutyEmail: email
      .optional()
      .describe('Address of their PagerDuty user, where it is another one than `email`.'),
  })
  .describe('A person.');

export const onCall = z
  .strictObject({
    rotation: z.array(dnsLabel).min(1).describe('Names of `members`, in the order in which they take over.'),
    rotationDays: z.int().min(1).max(28).optional().describe('Days until the next takes over. Default: 7.'),
    handoffTime: clockTime.optional().describe("Time of the handoff. Default: '09:00'."),
    firstHandoff: date
      .optional()
      .describe(
        "Day on which the first of the rotation took over; it fixes the weekday of the handoff. Default: '2026-01-05', a Monday.",
      ),
    timeZone: timeZone
      .optional()
      .describe('Where the handoff time is meant. Default: that of the business hours.'),
  })
  .describe('Who is on call when.');
export type OnCall = z.infer<typeof onCall>;

export const escalationTimes = ['always', 'businessHours', 'offHours'] as const;
export const escalatedPriorities = ['P1', 'P2'] as const;

const level = z
  .strictObject({
    afterMinutes: whole(5, 10_080).describe(
      'Minutes after which this level is told of an alert that still fires and is not silenced.',
    ),
    to: z
      .array(
        text(
          /^(onCall|team:[a-z0-9]([-a-z0-9]*[a-z0-9])?|[a-z0-9]([-a-z0-9]*[a-z0-9])?)$/,
          'a name of `members`, onCall (everyone of the rotation), or team:<name> (the addresses of that team)',
        ),
      )
      .min(1)
      .describe('Who is told.'),
    priorities: z
      .array(z.enum(escalatedPriorities))
      .min(1)
      .optional()
      .describe('Of which alerts. Default: [P1].'),
    during: z
      .enum(escalationTimes)
      .optional()
      .describe(
        '`businessHours` or `offHours` (nights, weekends, holidays): the level is told only then. Default: `always`.',
      ),
  })
  .describe('A level of escalation.');
export type EscalationLevel = z.infer<typeof level>;

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
    businessHours: businessHoursChange.optional(),
    holidays: holidays
      .optional()
      .describe(
        'Days on which nobody of the team works, instead of `observatory:alerting.holidays`: dates, or month and day for every year.',
      ),
    members: z
      .record(dnsLabel, member)
      .meta({ words: 'a map from short names to {email}' })
      .optional()
      .describe('People of the team that `onCall` and `escalation` name.'),
    onCall: onCall.optional(),
    escalation: z
      .array(level)
      .min(1)
      .optional()
      .describe(
        'Who is told of an alert that does not end. Default: `observatory:alerting.escalation`, to the platform team.',
      ),
  })
  .describe('A team that owns applications.');

export type TeamContent = z.infer<typeof team>;
/** A team with its name, which is its file's. */
export type Team = TeamContent & { readonly name: string };
