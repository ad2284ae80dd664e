import { z } from 'zod';
import { percent, whole } from './common';
import { metricRef } from './metricRef';

const priority = z.enum(['P1', 'P2', 'P3']);

const duration = metricRef
  .extend({
    metric: metricRef.shape.metric.describe('Histogram of durations in seconds, without _bucket.'),
    bucketsSeconds: z
      .array(z.number().positive())
      .min(2)
      .describe('Upper bounds of its buckets. `alerts.p95Seconds` must be one of them.'),
  })
  .describe('How long one takes.');

const alerts = z
  .strictObject({
    failurePercent: percent
      .optional()
      .describe('Share that may fail; above it the team is told. Default: 5.'),
    p95Seconds: z
      .number()
      .positive()
      .optional()
      .describe('Threshold of the 95th percentile; must be a bucket bound. Default: nobody is told.'),
    windowMinutes: whole(5, 360)
      .optional()
      .describe('Minutes over which both are counted: long enough that it holds a few dozen. Default: 30.'),
    forMinutes: whole(1, 120)
      .optional()
      .describe('How long a threshold is exceeded before the team is told. Default: 5.'),
    minimumPerHour: z
      .number()
      .min(0)
      .optional()
      .describe(
        'Fewer count as that many, so that one failure of a quiet hour tells nobody, and an outage still does. Default: 60.',
      ),
    priority: priority.optional().describe('How urgent it is. Default: P2.'),
  })
  .describe('Thresholds; each has a default.');

/** Something that users wait for and that can fail: a simulation, a report, an order. */
export const operation = z
  .strictObject({
    displayName: z.string().min(1).describe('Name for people, in the plural: PDF reports.'),
    total: metricRef.describe('Counter of all that ended, failed ones included.'),
    failed: metricRef.describe('Counter of those that failed.'),
    duration: duration.optional(),
    alerts: alerts.optional(),
  })
  .describe('A business operation.');

export type Operation = z.infer<typeof operation>;

/** Thresholds of every operation. Figures: requirements, row FP; one failure of the 30 that a window counts at least is no rate. */
export const operationDefaults = {
  failurePercent: 5,
  windowMinutes: 30,
  forMinutes: 5,
  minimumPerHour: 60,
  priority: 'P2',
} as const;
