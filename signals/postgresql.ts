import { exporterLabels, signal } from './signal';

export const postgresqlUp = signal({
  metric: 'pg_up',
  kind: 'gauge',
  unit: 'bool',
  labels: exporterLabels,
  source: 'target',
  description: 'Whether the exporter could connect to the server at its last scrape.',
});

export const postgresqlSignals = [postgresqlUp];
