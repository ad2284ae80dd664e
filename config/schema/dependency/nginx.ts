import { z } from 'zod';
import { percent, whole } from '../common';
import { dependencyKeys, forMinutes, serverAlerts, thresholds } from './common';

const alerts = {
  ...serverAlerts,
  droppedConnections: thresholds(
    {
      per5Minutes: whole(0, 1_000_000).default(10).describe('Connections within 5 minutes that are normal.'),
    },
    'Connections that were accepted and closed unserved, because a limit of NGINX or of the system was reached.',
  ),
  connections: thresholds(
    { usedPercent: percent.default(80).describe('Share in use.'), forMinutes: forMinutes(5) },
    'Share of `maxConnections` that is in use, in the fullest server. Needs `maxConnections`.',
  ),
};

/** NGINX, seen by nginx/nginx-prometheus-exporter through stub_status. */
export const nginx = z.strictObject({
  kind: z.literal('nginx').describe('NGINX, with the nginx-prometheus-exporter on its stub_status.'),
  ...dependencyKeys,
  maxConnections: whole(1, 10_000_000)
    .optional()
    .describe('`worker_processes` times `worker_connections` of one server; stub_status does not tell it.'),
  alerts: thresholds(alerts, 'Thresholds; each has a default.'),
});
