import { z } from 'zod';
import { secretNames } from '../naming';
import { dnsLabel, httpUrl, objectName, text } from './common';

const ours: readonly string[] = Object.values(secretNames);

const existing = z.strictObject({
  secretName: objectName
    .refine((name) => !ours.includes(name), {
      error:
        'names a Secret that the stack makes itself, from the very values given here; write the name of a Secret of your own, or the value',
    })
    .describe('Name of an existing Secret in the stack namespace.'),
  key: text(/^[-._a-zA-Z0-9]+$/, 'a key of a Kubernetes Secret').describe('Key within that Secret.'),
});

/** A value (stored encrypted by `pulumi config set --secret`) or where an existing Secret holds it. */
export const secretLeaf = z.union([z.string().min(1), existing]).meta({
  words: 'the value (with `pulumi config set --secret`), or {secretName, key} of an existing Secret',
});
export type SecretLeaf = z.infer<typeof secretLeaf>;

/** What a plan without the passphrase puts in the place of a value. */
const unknownValue = /^<secret [^<>]+>$/;

const secretUrl = z
  .union([
    z
      .string()
      .min(1)
      .refine((value) => unknownValue.test(value) || httpUrl.safeParse(value).success, {
        error: 'is no URL; write one that starts with http:// or https://, with nothing before or after it',
      }),
    existing,
  ])
  .meta({ words: 'the URL (with `pulumi config set --secret`), or {secretName, key} of an existing Secret' });

const urlPerTeam = z
  .record(dnsLabel, secretUrl)
  .meta({ words: 'a map with the entry `default`, and one named after each team that has its own' });

const urgencies = z.strictObject({
  high: secretLeaf.describe('Key of the service or integration that wakes people.'),
  low: secretLeaf.describe('Key of the one that waits for support hours.'),
});

const teamKeys = z.union([...secretLeaf.options, urgencies]).meta({
  words:
    'the key (with `pulumi config set --secret`), {secretName, key} of an existing Secret, or {high, low} with one of these for each urgency',
});

const pagerdutyKeys = z.record(dnsLabel, teamKeys).meta({
  words:
    'a map with the entry `default`, and one named after each team that has its own; each a key, or {high, low}',
});

export const secrets = z
  .strictObject({
    slack: urlPerTeam
      .optional()
      .describe('Slack incoming webhook URLs: `default`, and one per team where a team has its own.'),
    pagerduty: pagerdutyKeys
      .optional()
      .describe(
        'PagerDuty Events API v2 integration keys: `default`, and one per team where a team has its own. Either one key, whose service takes its urgency from the severity of the event, or `high` and `low` below it.',
      ),
    pagerdutyApi: z
      .strictObject({
        token: z
          .string()
          .min(1)
          .meta({
            words:
              'the value itself (with `pulumi config set --secret`): the deployment calls PagerDuty, not the cluster',
          })
          .optional()
          .describe('API token with the right to write, for `observatory:alerting.pagerduty.managed`.'),
      })
      .optional()
      .describe('PagerDuty as code.'),
    smtp: z
      .strictObject({ password: secretLeaf.optional().describe('Password of the SMTP user.') })
      .optional()
      .describe('The mail server.'),
    heartbeat: z
      .strictObject({ url: secretUrl.optional().describe('URL that the heartbeat is posted to.') })
      .optional()
      .describe("The outside dead man's switch."),
    grafana: z
      .strictObject({
        oidcClientSecret: secretLeaf
          .optional()
          .describe(
            'OAuth client secret of Grafana, which reads it when it starts: restart it after a rotation.',
          ),
      })
      .optional()
      .describe('Grafana.'),
  })
  .describe(
    'All secrets and nothing else: set each with `pulumi config set --secret --path observatory:secrets.<name>`. A leaf may instead be {secretName, key} of an existing Secret.',
  );
