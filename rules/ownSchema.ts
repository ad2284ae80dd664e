import { z } from 'zod';
import { dnsLabel, httpUrl, labelMap } from '../config/schema/common';
import { priorities } from './model';

const duration = z
  .templateLiteral(
    [z.number().int(), z.enum(['s', 'm', 'h', 'd'])],
    'must be a duration such as 30s, 5m, 1h or 2d',
  )
  .describe('A duration such as 30s, 5m, 1h or 2d.');

const expr = z.string().min(1).describe('PromQL.');

/** An alert of a content folder: Prometheus' format, with what every alert here must have. */
export const ownAlert = z.strictObject({
  alert: z
    .string()
    .regex(/^[A-Z][A-Za-z0-9]*$/, 'must be written in CamelCase, such as OrdersStuck')
    .describe('Name in CamelCase.'),
  expr,
  for: duration.optional(),
  keep_firing_for: duration.optional(),
  labels: z
    .object({
      priority: z
        .enum(priorities)
        .describe('P1 wakes someone, P2 within hours, P3 next working day, P4 information.'),
      team: dnsLabel.describe('The team that is told.'),
      application: dnsLabel.optional().describe('The application it is about.'),
    })
    .catchall(z.string())
    .describe('Labels; priority and team are required.'),
  annotations: z
    .strictObject({
      summary: z.string().min(1).describe('One line with the values a human needs.'),
      description: z.string().min(1).describe('What happens, to whom, how bad.'),
      runbook_url: httpUrl.describe('What to do; a page that exists.'),
      dashboard: z.string().min(1).max(40).optional().describe('Uid of the dashboard where it is seen.'),
    })
    .describe('Texts for the one who is told.'),
});

export const ownRecord = z.strictObject({
  record: z
    .string()
    .regex(/^[a-zA-Z_:][a-zA-Z0-9_:]*$/, 'must be a metric name such as team:orders:rate5m')
    .describe('Name of the recorded series.'),
  expr,
  labels: labelMap.optional(),
});

export const ownFile = z.strictObject({
  groups: z
    .array(
      z.strictObject({
        name: z.string().min(1).describe('Name of the group, unique in the stack.'),
        interval: duration.optional(),
        rules: z.array(z.record(z.string(), z.unknown())).min(1).describe('Alerts and recording rules.'),
      }),
    )
    .describe('Rule groups, as in a Prometheus rule file.'),
});

export type OwnAlert = z.infer<typeof ownAlert>;
export type OwnRecord = z.infer<typeof ownRecord>;
