import { z } from 'zod';
import { percent, whole } from './common';
import { metricRef } from './metricRef';

const alerts = z
  .strictObject({
    failures: z
      .strictObject({
        perHour: whole(0, 1_000_000)
          .default(5)
          .describe('Failures within one hour above which someone is told.'),
      })
      .prefault({})
      .describe('Payments fail, whatever their share.'),
    failureRatio: z
      .strictObject({
        percent: percent.default(20).describe('Share of the attempts of 15 minutes that fail.'),
        forMinutes: whole(0, 60).default(5).describe('How long it stays above that before someone is paged.'),
        minimumAttempts: whole(1, 1_000_000)
          .default(10)
          .describe('Attempts within 15 minutes below which a share says nothing.'),
      })
      .prefault({})
      .describe('A large share of the payments fails. Needs `attempted`.'),
  })
  .prefault({})
  .describe('Thresholds; each has a default.');

/** Payments, as the application counts them. Figure of the default: requirements, row SA. */
export const payments = z
  .strictObject({
    failed: metricRef.describe(
      'Counter of failed payments: technical failures and refusals, but not what the payer gave up.',
    ),
    attempted: metricRef.optional().describe('Counter of all payments that were tried, the failed ones too.'),
    alerts,
  })
  .describe('How the application counts payments.');

export type Payments = z.infer<typeof payments>;
