import { z } from 'zod';
import { dependencyAlerts, dependencyKeys, outage } from './common';

/** Redis or Valkey, seen by oliver006/redis_exporter. */
export const redis = z.strictObject({
  kind: z.literal('redis').describe('Redis or Valkey, with the redis_exporter of oliver006.'),
  ...dependencyKeys,
  alerts: z
    .strictObject({
      ...dependencyAlerts,
      down: outage(1, 'No server answers the exporter.'),
    })
    .prefault({})
    .describe('Thresholds; each has a default.'),
});
