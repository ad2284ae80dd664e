import { exported, ofDependency } from './exporter';
import type { Signal } from './signal';

export const redisUp = exported(
  'gauge',
  'redis_up',
  'bool',
  'Whether the exporter could read the server at its last scrape.',
);

export const redisInstance = exported(
  'gauge',
  'redis_instance_info',
  'count',
  'Always 1: what the server is.',
  ['role', 'redis_version', 'redis_mode', 'maxmemory_policy'],
);

export const usedMemory = exported('gauge', 'redis_memory_used_bytes', 'bytes', 'Memory that the data take.');

export const maxMemory = exported(
  'gauge',
  'redis_memory_max_bytes',
  'bytes',
  'Memory that the data may take; 0 means no limit.',
);

export const keyspaceHits = exported(
  'counter',
  'redis_keyspace_hits_total',
  'count',
  'Lookups that found their key.',
);

export const keyspaceMisses = exported(
  'counter',
  'redis_keyspace_misses_total',
  'count',
  'Lookups that did not find their key.',
);

export const evictedKeys = exported(
  'counter',
  'redis_evicted_keys_total',
  'count',
  'Keys thrown out because the memory was full.',
);

export const rejectedConnections = exported(
  'counter',
  'redis_rejected_connections_total',
  'count',
  'Connections refused because maxclients was reached.',
);

export const snapshotOk = exported(
  'gauge',
  'redis_rdb_last_bgsave_status',
  'bool',
  'Whether the last snapshot succeeded.',
);

export const appendOk = exported(
  'gauge',
  'redis_aof_last_write_status',
  'bool',
  'Whether the last write to the append-only file succeeded.',
);

export const primaryLink = exported(
  'gauge',
  'redis_master_link_up',
  'bool',
  'Whether a replica is connected to its primary. On replicas only.',
  ['master_host', 'master_port'],
);

export const commands = exported('counter', 'redis_commands_total', 'count', 'Calls of a command.', ['cmd']);

export const commandSeconds = exported(
  'counter',
  'redis_commands_duration_seconds_total',
  'seconds',
  'Time spent in a command.',
  ['cmd'],
);

export const commandDurations = exported(
  'histogram',
  'redis_latency_usec_bucket',
  'microseconds',
  'Time that a command took within the server. From Redis 7 on.',
  ['cmd', 'le'],
);

export const connectedClients = exported(
  'gauge',
  'redis_connected_clients',
  'count',
  'Connections of clients.',
);

export const storedKeys = exported('gauge', 'redis_db_keys', 'count', 'Keys of a database.', ['db']);

export const lookupRate = ofDependency(
  'dependency:redis_lookups:rate5m',
  'perSecond',
  'Lookups of keys per second.',
);

export const hitRatio = ofDependency(
  'dependency:redis_hits:ratio_rate5m',
  'ratio',
  'Share of lookups that found their key; nothing without lookups.',
);

export const evictionRate = ofDependency(
  'dependency:redis_evictions:rate5m',
  'perSecond',
  'Keys thrown out per second because the memory was full.',
);

export const redisSignals: readonly Signal[] = [
  redisUp,
  redisInstance,
  usedMemory,
  maxMemory,
  keyspaceHits,
  keyspaceMisses,
  evictedKeys,
  rejectedConnections,
  snapshotOk,
  appendOk,
  primaryLink,
  commands,
  commandSeconds,
  commandDurations,
  connectedClients,
  storedKeys,
  lookupRate,
  hitRatio,
  evictionRate,
];
