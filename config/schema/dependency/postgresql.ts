import { z } from 'zod';
import { dependencyAlerts, dependencyKeys, outage } from './common';

/** PostgreSQL, seen by prometheus-community/postgres_exporter. */
export const postgresql = z.strictObject({
  kind: z.literal('postgresql').describe('PostgreSQL, with the postgres_exporter of prometheus-community.'),
  ...dependencyKeys,
  alerts: z
    .strictObject({
      ...dependencyAlerts,
      down: outage(1, 'No server accepts the connection of the exporter.'),
    })
    .prefault({})
    .describe('Thresholds; each has a default.'),
});
