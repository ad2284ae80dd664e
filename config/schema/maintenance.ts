import { z } from 'zod';
import { dnsLabel, labelName } from './common';
import { moment, timeZone } from './time';

/** A maintenance window: alerts that are expected, and so told to nobody. One file per window. */
export const maintenance = z
  .strictObject({
    reason: z.string().min(1).describe('What is done, for people who wonder why it is quiet.'),
    owner: dnsLabel.describe('The team (teams/<name>.yaml) that does it, and answers for what is kept back.'),
    timeZone: timeZone.describe('Where the times are meant.'),
    start: moment.describe('Start, local time.'),
    end: moment.describe('End, local time; at most 7 days after the start.'),
    environments: z
      .array(dnsLabel)
      .min(1)
      .optional()
      .describe('Environments (`observatory:cluster.environment`) that it is about. Default: all.'),
    applications: z
      .array(dnsLabel)
      .min(1)
      .optional()
      .describe('Applications whose alerts are kept back, all of them.'),
    teams: z.array(dnsLabel).min(1).optional().describe('Teams whose alerts are kept back, all of them.'),
    alerts: z
      .array(z.record(labelName, z.string().min(1)).meta({ words: 'a map from label to value' }))
      .min(1)
      .optional()
      .describe('Alerts by their labels, for instance {alertname: NodeDown, instance: node-7}.'),
  })
  .describe('A maintenance window.');

export type MaintenanceContent = z.infer<typeof maintenance>;

/** A window that has not ended, with its name, which is its file's. */
export interface Maintenance {
  readonly name: string;
  readonly reason: string;
  readonly owner: string;
  /** `2026-12-25T02:00 Europe/Berlin` */
  readonly endText: string;
  /** Seconds since 1970. */
  readonly startSeconds: number;
  readonly endSeconds: number;
  /** Which alerts: each entry is enough; within one every label must have the value. */
  readonly alerts: readonly Readonly<Record<string, string>>[];
  /** Of those, the ones that the file states label by label. */
  readonly stated?: readonly StatedAlerts[];
}

/** Alerts by their labels, with the place of each label: file, line and key. */
export interface StatedAlerts {
  readonly labels: Readonly<Record<string, string>>;
  readonly where: (label: string) => string;
}
