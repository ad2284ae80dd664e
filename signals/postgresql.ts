import type { DependencyOf } from '../config/schema/dependency';
import { exported, ofDependency } from './exporter';
import { referredSignal, selectReferred, type MetricMeaning } from './metricRef';
import type { Signal } from './signal';

/** Names as postgres_exporter 0.20 exposes them by default, but for pg_stat_statements_…: see `statements`. */
const database = ['datname'] as const;
const statement = ['datname', 'user', 'queryid'] as const;
const sessions = ['datname', 'state', 'usename', 'application_name', 'backend_type'] as const;

export const postgresqlUp = exported(
  'gauge',
  'pg_up',
  'bool',
  'Whether the exporter could connect to the server at its last scrape.',
);

export const sessionCount = exported(
  'gauge',
  'pg_stat_activity_count',
  'count',
  'Sessions by database and state.',
  sessions,
);

export const longestTransaction = exported(
  'gauge',
  'pg_stat_activity_max_tx_duration',
  'seconds',
  'Age of the oldest open transaction by database and state.',
  sessions,
);

export const maxConnections = exported(
  'gauge',
  'pg_settings_max_connections',
  'count',
  'Sessions that the server allows.',
);

export const superuserReservedConnections = exported(
  'gauge',
  'pg_settings_superuser_reserved_connections',
  'count',
  'Of these, sessions that only superusers may have.',
);

export const reservedConnections = exported(
  'gauge',
  'pg_settings_reserved_connections',
  'count',
  'Of these, sessions that only roles with pg_use_reserved_connections may have. From PostgreSQL 16 on.',
);

export const deadlocks = exported(
  'counter',
  'pg_stat_database_deadlocks',
  'count',
  'Transactions that were ended because they waited for each other.',
  database,
);

export const replicationLag = exported(
  'gauge',
  'pg_replication_lag_seconds',
  'seconds',
  'How far a replica is behind; 0 on the primary, and on a replica that has replayed all it received.',
);

export const isReplica = exported(
  'gauge',
  'pg_replication_is_replica',
  'bool',
  'Whether the server is a replica.',
);

export const databaseSize = exported(
  'gauge',
  'pg_database_size_bytes',
  'bytes',
  'Disk space of a database.',
  database,
);

export const statementSeconds = exported(
  'counter',
  'pg_stat_statements_seconds_total',
  'seconds',
  'Time spent in a statement.',
  statement,
);

export const statementCalls = exported(
  'counter',
  'pg_stat_statements_calls_total',
  'count',
  'How often a statement ran.',
  statement,
);

export const committed = exported(
  'counter',
  'pg_stat_database_xact_commit',
  'count',
  'Transactions that were committed.',
  database,
);

export const rolledBack = exported(
  'counter',
  'pg_stat_database_xact_rollback',
  'count',
  'Transactions that were rolled back.',
  database,
);

export const blocksHit = exported(
  'counter',
  'pg_stat_database_blks_hit',
  'count',
  'Blocks that were found in the buffer cache.',
  database,
);

export const blocksRead = exported(
  'counter',
  'pg_stat_database_blks_read',
  'count',
  'Blocks that were read from outside the buffer cache.',
  database,
);

export const usedConnections = ofDependency(
  'dependency:postgresql_connections:ratio',
  'ratio',
  'Share of the sessions that ordinary roles may have that is in use, on the fullest server.',
);

export const totalSize = ofDependency(
  'dependency:postgresql_size:bytes',
  'bytes',
  'Disk space of all databases.',
);

export const slowestStatement = ofDependency(
  'dependency:postgresql_statement_seconds:mean5m',
  'seconds',
  'Mean duration of the slowest statement over 5 minutes; nothing without statements.',
);

export const failedConnections = ofDependency(
  'dependency:connection_errors:count5m',
  'count',
  'Connections that the application could not open within 5 minutes, the first of a new series too.',
);

export const usedPool = ofDependency(
  'dependency:connection_pool_used:ratio',
  'ratio',
  'Share of the application’s pool of connections that is in use, in the fullest process.',
);

export const postgresqlSignals: readonly Signal[] = [
  postgresqlUp,
  sessionCount,
  longestTransaction,
  maxConnections,
  superuserReservedConnections,
  reservedConnections,
  deadlocks,
  replicationLag,
  isReplica,
  databaseSize,
  statementSeconds,
  statementCalls,
  committed,
  rolledBack,
  blocksHit,
  blocksRead,
  usedConnections,
  totalSize,
  slowestStatement,
  failedConnections,
  usedPool,
];

/** What an application tells about its connections: signals and their selectors. */
export interface ConnectionSignals {
  readonly signals: readonly Signal[];
  readonly errors?: string;
  readonly pool?: { readonly used: string; readonly size: string };
}

const errorsMeaning: MetricMeaning = {
  kind: 'counter',
  unit: 'count',
  description: 'Connections to the database that could not be opened.',
};
const poolMeaning: MetricMeaning = {
  kind: 'gauge',
  unit: 'count',
  description: 'Connections of the pool: in use, and how many there may be.',
};

export const connectionSignals = (
  application: string,
  { connectionErrors, pool }: Pick<DependencyOf<'postgresql'>, 'connectionErrors' | 'pool'>,
): ConnectionSignals => {
  const errors = connectionErrors && referredSignal(connectionErrors, errorsMeaning);
  const gauges = pool && [referredSignal(pool.used, poolMeaning), referredSignal(pool.size, poolMeaning)];
  const [used, size] = gauges ?? [];
  return {
    signals: [...(errors === undefined ? [] : [errors]), ...(gauges ?? [])],
    ...(connectionErrors === undefined || errors === undefined
      ? {}
      : { errors: selectReferred(application, connectionErrors, errors) }),
    ...(pool === undefined || used === undefined || size === undefined
      ? {}
      : {
          pool: {
            used: selectReferred(application, pool.used, used),
            size: selectReferred(application, pool.size, size),
          },
        }),
  };
};
