import { z } from 'zod';
import { percent, whole } from '../common';
import { metricRef } from '../metricRef';
import { dependencyKeys, forMinutes, replicasOnly, replicatedAlerts, thresholds } from './common';

const pool = z
  .strictObject({
    used: metricRef.describe('Gauge of the connections that are in use, per process.'),
    size: metricRef.describe('Gauge of the connections that the pool may have, per process.'),
  })
  .describe('Pool of connections in the application.');

const queries = z
  .strictObject({
    duration: metricRef
      .extend({
        metric: metricRef.shape.metric.describe('Histogram of durations in seconds, without _bucket.'),
        bucketsSeconds: z
          .array(z.number().positive())
          .min(2)
          .describe('Upper bounds of its buckets. `slowSeconds` must be one of them.'),
      })
      .describe('How long a query takes, the way to the database and back included.'),
    slowSeconds: z
      .number()
      .positive()
      // Requirement of the reference systems: slow queries are those above 1 s.
      .default(1)
      .describe('Longer than this, a query is shown as slow.'),
  })
  .describe('Queries as the application times them: the exporter knows means of statements, no percentiles.');

const alerts = {
  ...replicatedAlerts,
  connections: thresholds(
    {
      warningPercent: percent.default(80).describe('Share that is told to the team.'),
      criticalPercent: percent.default(95).describe('Share that pages.'),
      forMinutes: forMinutes(5),
    },
    'Share of `max_connections`, without the reserved ones, that is in use.',
  ),
  // Requirement of the reference systems: more than 5 within 5 minutes.
  connectionErrors: thresholds(
    { per5Minutes: whole(0, 1_000_000).default(5).describe('Errors within 5 minutes that are normal.') },
    'Connections that the application could not open. Needs `connectionErrors`.',
  ),
  pool: thresholds(
    { usedPercent: percent.default(90).describe('Share in use.'), forMinutes: forMinutes(5) },
    'Share of the application’s pool that is in use, in the fullest process. Needs `pool`.',
  ),
  slowQueries: thresholds(
    {
      meanMs: z.number().positive().default(1_000).describe('Mean duration of a statement in milliseconds.'),
      minimumCallsPerMinute: z
        .number()
        .positive()
        .default(1)
        .describe('Statements that run less often are reports, not queries.'),
      forMinutes: forMinutes(10),
    },
    'Mean duration of the slowest statement. Needs `statements`.',
  ),
  longTransaction: thresholds(
    {
      minutes: whole(1, 1_440).default(10).describe('Age of a transaction.'),
      ignoredUsers: z
        .array(z.string().min(1))
        .default([])
        .describe('Users whose transactions may be long: backups, reports.'),
    },
    'Oldest open transaction of a client: it holds locks and keeps vacuum from cleaning.',
  ),
  deadlocks: thresholds(
    { per5Minutes: whole(0, 1_000_000).default(5).describe('Deadlocks within 5 minutes that are normal.') },
    'Transactions that PostgreSQL ended because they waited for each other.',
  ),
  replicationLag: thresholds(
    {
      seconds: whole(1, 86_400).default(60).describe('How far behind a replica may be.'),
      forMinutes: forMinutes(5),
    },
    'How far the slowest replica is behind the primary.',
  ),
  size: z
    .strictObject({
      limitGb: z.number().positive().describe('What the databases may take, in GiB.'),
      withinDays: whole(1, 30).default(4).describe('Days before it is reached when somebody is told.'),
    })
    .optional()
    .describe('Growth of all databases against a limit that no metric says. Default: nobody is told.'),
};

/** PostgreSQL, seen by prometheus-community/postgres_exporter 0.20 or later. */
export const postgresql = z.strictObject({
  kind: z
    .literal('postgresql')
    .describe('PostgreSQL, with the postgres_exporter of prometheus-community (0.20 or later).'),
  ...dependencyKeys,
  replicasOnly,
  statements: z
    .boolean()
    .default(false)
    .describe(
      'Whether the exporter runs with --collector.stat_statements, which is off by default and needs the extension pg_stat_statements.',
    ),
  connectionErrors: metricRef
    .optional()
    .describe('Counter of the application: connections that it could not open.'),
  pool: pool.optional(),
  queries: queries.optional(),
  alerts: thresholds(alerts, 'Thresholds; each has a default.'),
});
