import { counter, histogram, lasting, load, processes, type Labels, type Series } from './day';
import { exporter, steady } from './scraping';

const team: Labels = { namespace: 'shop', team: 'shop', application: 'store' };
const gib = 1_024 ** 3;

/** A primary and a replica, half of whose connections are in use at the busiest time, with a backup at night. */
const postgresql = (): Series[] => {
  const database = { datname: 'shop' };
  const client = { ...database, backend_type: 'client backend' };
  return ['primary', 'replica'].flatMap((instance) => {
    const own: Labels = { ...team, dependency: 'db', instance };
    const only = [{ instance, from: 0, to: Infinity }];
    const statement = { ...team, dependency: 'db', ...database, user: 'shop', queryid: '7' };
    return [
      exporter('store', 'db', instance),
      steady('pg_up', own, () => 1),
      steady('pg_replication_is_replica', own, () => Number(instance === 'replica')),
      steady('pg_replication_lag_seconds', own, () => (instance === 'replica' ? 2 : 0)),
      steady('pg_stat_activity_count', { ...own, ...client, state: 'active' }, (minute) =>
        Math.round(30 * load(minute)),
      ),
      steady('pg_stat_activity_count', { ...own, ...client, state: 'idle' }, () => 20),
      steady(
        'pg_stat_activity_max_tx_duration',
        { ...own, ...client, usename: 'shop', state: 'active' },
        () => 0.2,
      ),
      steady(
        'pg_stat_activity_max_tx_duration',
        { ...own, ...client, usename: 'backup.user', state: 'active' },
        (minute) => (minute < 90 ? minute * 60 : 0),
      ),
      steady('pg_settings_max_connections', own, () => 100),
      steady('pg_settings_superuser_reserved_connections', own, () => 3),
      steady('pg_settings_reserved_connections', own, () => 0),
      // A gibibyte a month.
      steady(
        'pg_database_size_bytes',
        { ...own, ...database },
        (minute) => 40 * gib + (minute * gib) / 43_200,
      ),
      ...counter(
        'pg_stat_database_deadlocks',
        { ...team, dependency: 'db', ...database },
        only,
        () => 1 / 600,
      ),
      ...counter('pg_stat_statements_calls_total', statement, only, (minute) => 600 * load(minute)),
      ...counter('pg_stat_statements_seconds_total', statement, only, (minute) => 30 * load(minute)),
    ];
  });
};

/** A cache that throws out what is old, and another copy of it. */
const redis = (): Series[] =>
  ['master', 'slave'].flatMap((role) => {
    const own: Labels = { ...team, dependency: 'cache', instance: role };
    const only = [{ instance: role, from: 0, to: Infinity }];
    const counted: Labels = { ...team, dependency: 'cache' };
    return [
      exporter('store', 'cache', role),
      steady('redis_up', own, () => 1),
      steady('redis_instance_info', { ...own, role, maxmemory_policy: 'allkeys-lru' }, () => 1),
      steady('redis_memory_used_bytes', own, () => gib),
      steady('redis_memory_max_bytes', own, () => gib),
      steady('redis_rdb_last_bgsave_status', own, () => 1),
      steady('redis_aof_last_write_status', own, () => 1),
      ...(role === 'slave'
        ? [steady('redis_master_link_up', { ...own, master_host: 'cache-0', master_port: '6379' }, () => 1)]
        : []),
      ...counter('redis_keyspace_hits_total', counted, only, (minute) => 900 * load(minute)),
      ...counter('redis_keyspace_misses_total', counted, only, (minute) => 60 * load(minute)),
      ...counter('redis_evicted_keys_total', counted, only, (minute) => 100 * load(minute)),
      ...counter('redis_rejected_connections_total', counted, only, () => 0),
    ];
  });

const nginx = (): Series[] => {
  const own: Labels = { ...team, dependency: 'edge', instance: 'edge' };
  const only = [{ instance: 'edge', from: 0, to: Infinity }];
  const counted: Labels = { ...team, dependency: 'edge' };
  const perMinute = (minute: number): number => 3_000 * load(minute);
  return [
    exporter('store', 'edge'),
    steady('nginx_up', own, () => 1),
    steady('nginx_connections_active', own, (minute) => 10 + Math.round(500 * load(minute))),
    ...counter('nginx_connections_accepted', counted, only, perMinute),
    ...counter('nginx_connections_handled', counted, only, perMinute),
  ];
};

/** What the application says of its connections to the database, and of its queries. */
const connections = (): Series[] => {
  const own: Labels = { ...team, instance: 'only', job: 'app' };
  return [
    ...counter('db_connection_errors_total', { ...team, pool: 'main', job: 'app' }, lasting, () => 1 / 120),
    steady('db_pool_in_use', own, (minute) => Math.round(10 * load(minute))),
    steady('db_pool_size', own, () => 20),
    ...histogram(
      'db_query_duration_seconds',
      { ...team, job: 'app' },
      lasting,
      (minute) => 600 * load(minute),
      {
        '0.01': 0.9,
        '0.1': 0.99,
        '1.0': 0.999,
        '5.0': 1,
      },
    ),
  ];
};

/** A database, a cache and a proxy, and the application that needs them. */
export const servers = (): Series[] => [
  ...processes(team, lasting),
  ...connections(),
  ...postgresql(),
  ...redis(),
  ...nginx(),
];
