import { alertThreshold } from '../signals/alertThresholds';
import {
  commandDurations,
  commands,
  commandSeconds,
  connectedClients,
  evictionRate,
  hitRatio,
  lookupRate,
  maxMemory,
  redisInstance,
  redisUp,
  rejectedConnections,
  storedKeys,
  usedMemory,
} from '../signals/redis';
import { select } from '../signals/signal';
import { board, type DashboardsInput, type Row } from './lib/board';
import { limitOf, ofServers, perDependency, rate } from './lib/dependencies';
import { stat } from './lib/stat';
import { table } from './lib/table';
import { timeSeries } from './lib/timeSeries';
import { chosen } from './lib/variables';
import type { DashboardFile } from './model';
import { dashboardUids, folders } from './uids';

const one = chosen.applications;

const status: Row = {
  title: 'Does it answer, and does it help?',
  panels: [
    stat({
      title: 'Servers',
      description: 'Servers of each cache that answer their exporter. DOWN pages after a minute (RedisDown).',
      unit: 'count',
      width: 'half',
      queries: [{ expr: `sum by (${ofServers}) (${select(redisUp, one)})`, legend: perDependency }],
      colours: ['red', [1, 'green']],
      words: { '0': 'DOWN' },
    }),
    stat({
      title: 'Clients',
      description: 'Connections of clients to all servers of a cache.',
      unit: 'count',
      width: 'half',
      queries: [{ expr: `sum by (${ofServers}) (${select(connectedClients, one)})`, legend: perDependency }],
      colours: ['blue'],
    }),
    timeSeries({
      title: 'Hit rate',
      description:
        'Share of the lookups that find their key. Below the dashed line RedisHitRateLow tells the team: what the cache does not have, the database behind it must give. Of caches only, not of stores.',
      unit: 'ratio',
      width: 'half',
      queries: [
        { expr: select(hitRatio, one), legend: perDependency },
        limitOf(alertThreshold.ratio, 'RedisHitRateLow'),
      ],
    }),
    timeSeries({
      title: 'Lookups',
      description: 'Lookups of keys per second, found or not.',
      unit: 'perSecond',
      width: 'half',
      queries: [{ expr: select(lookupRate, one), legend: perDependency }],
    }),
  ],
};

/** Commands that read values, and that write them; as Redis lists them, in small letters. */
const gets = 'get|mget|getex|hget|hmget|hgetall|lrange|smembers|zrange';
const sets = 'set|mset|setex|psetex|setnx|hset|hmset|lpush|rpush|sadd|zadd';
const ofCommand = `${ofServers}, cmd`;
/** Lines that are still told apart. */
const shown = 10;
const durations = (percentile: string): string =>
  `histogram_quantile(${percentile}, ${rate(select(commandDurations, one), `${ofServers}, le`)}) / 1e6`;
const meanOf = (by: string): string =>
  `${rate(select(commandSeconds, one), by)} / (${rate(select(commands, one), by)} > 0)`;

const operations: Row = {
  title: 'Operations and their latency',
  panels: [
    timeSeries({
      title: 'Get and set',
      description: 'Commands per second that read values, and that write them.',
      unit: 'perSecond',
      width: 'third',
      queries: [
        { expr: rate(select(commands, { ...one, cmd: { matches: gets } })), legend: `${perDependency} get` },
        { expr: rate(select(commands, { ...one, cmd: { matches: sets } })), legend: `${perDependency} set` },
      ],
    }),
    timeSeries({
      title: 'Mean latency',
      description:
        'Mean time that the server takes for a command, the way there and back not included. Normal is far below a millisecond.',
      unit: 'seconds',
      width: 'third',
      queries: [{ expr: meanOf(ofServers), legend: perDependency }],
    }),
    timeSeries({
      title: 'Latency p95 and p99',
      description: 'How long 95 % and 99 % of all commands take at most, within the server. From Redis 7 on.',
      unit: 'seconds',
      width: 'third',
      queries: [
        { expr: durations('0.95'), legend: `${perDependency} p95` },
        { expr: durations('0.99'), legend: `${perDependency} p99` },
      ],
    }),
    table({
      title: 'Commands now',
      description:
        'The commands on which a cache spends its time. A slow one that is called often blocks all others: Redis does one thing at a time.',
      width: 'full',
      rows: { application: 'Application', dependency: 'Dependency', cmd: 'Command' },
      columns: [
        {
          title: 'Calls',
          unit: 'perSecond',
          expr: `topk(${String(shown)}, ${rate(select(commands, one), ofCommand)} > 0)`,
        },
        {
          title: 'Mean duration',
          unit: 'seconds',
          expr: `${meanOf(ofCommand)} and on (${ofCommand}) topk(${String(shown)}, ${rate(select(commands, one), ofCommand)} > 0)`,
        },
      ],
    }),
  ],
};

/** Of one server; a metric of the exporter is there once per server. */
const perServer = `${perDependency} {{instance}}`;
const evicting = select(redisInstance, { ...one, maxmemory_policy: { matches: 'allkeys-.*' } });

const memory: Row = {
  title: 'Memory',
  panels: [
    timeSeries({
      title: 'Memory',
      description:
        'Memory that the data take on each server, and how much they may take (dashed; absent without maxmemory). A cache that evicts any key is always full, and meant to be.',
      unit: 'bytes',
      width: 'third',
      queries: [
        { expr: select(usedMemory, one), legend: perServer },
        { expr: `${select(maxMemory, one)} > 0`, legend: `maxmemory ${perServer}`, limit: true },
      ],
    }),
    timeSeries({
      title: 'Memory of what is allowed',
      description:
        'Share of maxmemory in use, of servers whose policy is not to evict any key: when it is full, writes fail. The dashed line is the threshold of RedisMemoryHigh.',
      unit: 'ratio',
      width: 'third',
      queries: [
        {
          expr: `${select(usedMemory, one)} / (${select(maxMemory, one)} > 0) unless on (${ofServers}, instance) ${evicting}`,
          legend: perServer,
        },
        limitOf(alertThreshold.ratio, 'RedisMemoryHigh'),
      ],
    }),
    timeSeries({
      title: 'Keys thrown out',
      description:
        'Keys per second that were evicted because the memory was full. The dashed line is the threshold of RedisEvictions; a store may lose none.',
      unit: 'perSecond',
      width: 'third',
      queries: [
        { expr: select(evictionRate, one), legend: perDependency },
        limitOf(alertThreshold.perSecond, 'RedisEvictions'),
      ],
    }),
    timeSeries({
      title: 'Keys',
      description: 'Keys of all databases of each server.',
      unit: 'count',
      width: 'half',
      queries: [{ expr: `sum by (${ofServers}, instance) (${select(storedKeys, one)})`, legend: perServer }],
    }),
    timeSeries({
      title: 'Refused connections in 5 minutes',
      description: 'Connections that were refused because maxclients was reached (RedisConnectionsRejected).',
      unit: 'count',
      width: 'half',
      queries: [
        {
          expr: `sum by (${ofServers}) (increase(${select(rejectedConnections, one)}[5m]))`,
          legend: perDependency,
        },
      ],
    }),
  ],
};

/** For the team of an application: does the cache spare the database, and is it quick? */
export const cachePerformance = (input: DashboardsInput): DashboardFile =>
  board(
    {
      uid: dashboardUids.cachePerformance,
      title: 'Cache Performance',
      folder: folders.overview,
      description: 'Whether caches answer, find what is asked for, are quick, and have memory left.',
      rows: [status, operations, memory],
    },
    input,
  );
