import { z } from 'zod';
import { percent, whole } from '../common';
import { dependencyKeys, forMinutes, outage, replicasOnly, replicatedAlerts, thresholds } from './common';

const alerts = {
  ...replicatedAlerts,
  memory: thresholds(
    { usedPercent: percent.default(90).describe('Share in use.'), forMinutes: forMinutes(5) },
    'Share of `maxmemory`, where one is set and the policy is not to evict any key (allkeys-…): when it is full, writes fail.',
  ),
  hitRate: thresholds(
    {
      belowPercent: percent.default(80).describe('Share of lookups that find their key.'),
      minimumLookupsPerMinute: z
        .number()
        .min(0)
        .default(60)
        .describe('Below this number of lookups a share says nothing.'),
      // A cache that was restarted is empty: it needs the time to fill.
      forMinutes: forMinutes(15),
    },
    'Share of lookups that find their key. Of a cache only.',
  ),
  evictions: thresholds(
    {
      perMinute: z
        .number()
        .min(0)
        .default(600)
        .describe('Keys that a cache may throw out per minute. A store may throw out none.'),
      forMinutes: forMinutes(15),
    },
    'Keys that are thrown out because the memory is full.',
  ),
  rejectedConnections: thresholds(
    { per5Minutes: whole(0, 1_000_000).default(0).describe('Connections within 5 minutes that are normal.') },
    'Connections that Redis refused because `maxclients` was reached.',
  ),
  persistence: outage(5, 'Redis could not save: it refuses writes, or would lose them in a restart.'),
  replication: outage(5, 'A replica has lost the link to its primary.'),
};

/** Redis or Valkey, seen by oliver006/redis_exporter. */
export const redis = z.strictObject({
  kind: z.literal('redis').describe('Redis or Valkey, with the redis_exporter of oliver006.'),
  ...dependencyKeys,
  replicasOnly,
  usedAs: z
    .enum(['cache', 'store'])
    .default('cache')
    .describe(
      '`cache`: keys may be missing and may be evicted. `store`: queues, sessions, counters; every evicted key is lost data.',
    ),
  alerts: thresholds(alerts, 'Thresholds; each has a default.'),
});
