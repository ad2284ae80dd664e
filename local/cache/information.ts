import type { Store } from './store';

/** The release of Redis whose fields these are. */
const REDIS_VERSION = '7.4.0';

export interface Facts {
  readonly port: number;
  readonly uptimeSeconds: number;
  readonly clients: number;
  readonly maxClients: number;
  /** Connections that were accepted so far. */
  readonly connections: number;
  readonly store: Store;
  readonly calls: ReadonlyMap<string, { readonly calls: number; readonly microseconds: number }>;
}

/** The answer to INFO: only fields that mean here what they mean in Redis. */
export function information(facts: Facts): string {
  const { store, calls } = facts;
  const all = [...calls.values()].reduce((sum, one) => sum + one.calls, 0);
  const section = (title: string, fields: Readonly<Record<string, string | number>>): string =>
    [`# ${title}`, ...Object.entries(fields).map(([field, value]) => `${field}:${String(value)}`), ''].join(
      '\r\n',
    );
  return [
    section('Server', {
      redis_version: REDIS_VERSION,
      redis_mode: 'standalone',
      process_id: process.pid,
      tcp_port: facts.port,
      uptime_in_seconds: facts.uptimeSeconds,
    }),
    section('Clients', { connected_clients: facts.clients, maxclients: facts.maxClients }),
    section('Memory', {
      used_memory: store.usedBytes,
      maxmemory: store.maxBytes,
      maxmemory_policy: 'allkeys-lru',
    }),
    section('Persistence', {
      loading: 0,
      rdb_last_bgsave_status: 'ok',
      aof_enabled: 0,
      aof_last_write_status: 'ok',
    }),
    section('Stats', {
      total_connections_received: facts.connections,
      total_commands_processed: all,
      rejected_connections: 0,
      expired_keys: store.expired,
      evicted_keys: store.evicted,
      keyspace_hits: store.hits,
      keyspace_misses: store.misses,
    }),
    section('Replication', { role: 'master', connected_slaves: 0 }),
    section(
      'Commandstats',
      Object.fromEntries(
        [...calls].map(([name, one]) => [
          `cmdstat_${name}`,
          `calls=${String(one.calls)},usec=${one.microseconds.toFixed(0)},usec_per_call=${(one.microseconds / one.calls).toFixed(2)},rejected_calls=0,failed_calls=0`,
        ]),
      ),
    ),
    section('Keyspace', store.size === 0 ? {} : { db0: `keys=${String(store.size)},expires=0,avg_ttl=0` }),
  ].join('\r\n');
}
