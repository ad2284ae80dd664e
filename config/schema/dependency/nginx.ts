import { z } from 'zod';
import { dependencyAlerts, dependencyKeys, outage } from './common';

/** NGINX, seen by nginx/nginx-prometheus-exporter through stub_status. */
export const nginx = z.strictObject({
  kind: z.literal('nginx').describe('NGINX, with the nginx-prometheus-exporter on its stub_status.'),
  ...dependencyKeys,
  alerts: z
    .strictObject({
      ...dependencyAlerts,
      down: outage(1, 'No server answers the exporter.'),
    })
    .prefault({})
    .describe('Thresholds; each has a default.'),
});
