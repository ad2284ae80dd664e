import { z } from 'zod';
import { whole } from './common';
import { metricRef } from './metricRef';

/** Data that comes from elsewhere and is worth nothing when it is old: prices, rates, feeds. */
export const freshness = z
  .strictObject({
    displayName: z.string().min(1).describe('Name for people, in the plural: Market prices.'),
    timestamp: metricRef.describe('Gauge: when the data was last updated, in Unix seconds.'),
    across: z
      .enum(['newest', 'oldest'])
      .optional()
      .describe(
        'Which of several series counts: `newest` where replicas report the same data, `oldest` where each reports a source of its own. Default: newest.',
      ),
    maxAgeMinutes: whole(1, 10_080).describe('How old the data may be before the team is told.'),
    activeWhen: metricRef
      .optional()
      .describe(
        'Gauge that is 0 while no updates are expected, for instance while the market is closed; then nobody is told. Default: updates are always expected.',
      ),
    priority: z.enum(['P1', 'P2', 'P3']).optional().describe('How urgent stale data is. Default: P2.'),
  })
  .describe('Data with an age.');

export type Freshness = z.infer<typeof freshness>;

export const freshnessDefaults = { across: 'newest', priority: 'P2' } as const;
