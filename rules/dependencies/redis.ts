import type { DependencyOf } from '../../config/schema/dependency';
import { number, ratio } from '../../signals/promql';
import {
  appendOk,
  evictedKeys,
  evictionRate,
  hitRatio,
  keyspaceHits,
  keyspaceMisses,
  lookupRate,
  maxMemory,
  primaryLink,
  redisInstance,
  redisUp,
  rejectedConnections,
  snapshotOk,
  usedMemory,
} from '../../signals/redis';
import { select } from '../../signals/signal';
import { grown } from '../counted';
import type { AlertRule, RecordingRule } from '../model';
import { minutes, minutesText } from '../text';
import type { Place } from './model';
import { primaryRule, serverRules } from './servers';

type Redis = DependencyOf<'redis'>;

const memoryRules = ({ usedAs, alerts }: Redis, place: Place): (AlertRule | RecordingRule)[] => {
  const { alert, of, record, shown, threshold } = place;
  const { memory, evictions } = alerts;
  const perMinute = usedAs === 'store' ? 0 : evictions.perMinute;
  const allowed = usedAs === 'store' ? 'a store may lose none' : `${number(perMinute)} are normal`;
  const evicting = select(redisInstance, { ...of, maxmemory_policy: { matches: 'allkeys-.*' } });
  return [
    threshold('ratio', 'RedisMemoryHigh', memory.usedPercent / 100),
    threshold('perSecond', 'RedisEvictions', perMinute / 60),
    alert({
      alert: 'RedisMemoryHigh',
      // Without a limit, maxmemory is 0. A server that may evict any key is always full, and meant to be.
      expr: `max(max by (instance) (${select(usedMemory, of)}) / on (instance) (max by (instance) (${select(maxMemory, of)}) > 0) unless on (instance) ${evicting}) > ${ratio(memory.usedPercent)}`,
      for: minutes(memory.forMinutes),
      priority: 'P2',
      summary: `${shown}: {{ $value | humanizePercentage }} of the memory are in use`,
      description: `More than ${number(memory.usedPercent)} % of maxmemory have been in use for ${minutesText(memory.forMinutes)}, and the policy does not let Redis throw out any key. When it is full, every write fails.`,
    }),
    record(evictionRate, `sum(rate(${select(evictedKeys, of)}[5m]))`),
    alert({
      alert: 'RedisEvictions',
      expr: `${select(evictionRate, of)} * 60 > ${number(perMinute)}`,
      for: minutes(evictions.forMinutes),
      priority: usedAs === 'store' ? 'P2' : 'P3',
      summary: `${shown}: {{ $value | printf "%.0f" }} keys a minute are thrown out`,
      description: `For ${minutesText(evictions.forMinutes)} Redis has thrown out keys to make room, {{ $value | printf "%.0f" }} a minute; ${allowed}.`,
    }),
  ];
};

const lookupRules = ({ usedAs, alerts }: Redis, place: Place): (AlertRule | RecordingRule)[] => {
  if (usedAs === 'store') return [];
  const { alert, of, record, shown, threshold } = place;
  const { belowPercent, minimumLookupsPerMinute, forMinutes } = alerts.hitRate;
  const hits = `sum(rate(${select(keyspaceHits, of)}[5m]))`;
  const lookups = select(lookupRate, of);
  return [
    record(lookupRate, `${hits} + on () sum(rate(${select(keyspaceMisses, of)}[5m]))`),
    record(hitRatio, `${hits} / on () (${lookups} > 0)`),
    threshold('ratio', 'RedisHitRateLow', belowPercent / 100),
    alert({
      alert: 'RedisHitRateLow',
      expr: `${select(hitRatio, of)} < ${ratio(belowPercent)} and on () ${lookups} * 60 >= ${number(minimumLookupsPerMinute)}`,
      for: minutes(forMinutes),
      priority: 'P3',
      summary: `${shown}: only {{ $value | humanizePercentage }} of the lookups find their key`,
      description: `Fewer than ${number(belowPercent)} % of the lookups have found their key for ${minutesText(forMinutes)}. What the cache does not have, the database behind it must give.`,
    }),
  ];
};

const stateRules = ({ replicasOnly, alerts }: Redis, place: Place): AlertRule[] => {
  const { alert, of, shown, scrapeSeconds } = place;
  const { rejectedConnections: refused, persistence, replication, withoutPrimary } = alerts;
  const ofRole = (role: string): string => select(redisInstance, { ...of, role });
  return [
    ...(replicasOnly
      ? []
      : [
          primaryRule(
            'Redis',
            `count(${ofRole('slave')}) unless on () count(${ofRole('master')})`,
            withoutPrimary.forMinutes,
            place,
          ),
        ]),
    alert({
      alert: 'RedisConnectionsRejected',
      expr: `sum(${grown(select(rejectedConnections, of), 300, scrapeSeconds)}) > ${number(refused.per5Minutes)}`,
      for: '0s',
      priority: 'P2',
      summary: `${shown}: {{ $value }} connections were refused within 5 minutes`,
      description: `Redis has as many clients as maxclients allows and has refused {{ $value }} connections within 5 minutes; ${number(refused.per5Minutes)} are normal.`,
    }),
    alert({
      alert: 'RedisPersistenceFailed',
      expr: `min(${select(snapshotOk, of)}) == 0 or on () min(${select(appendOk, of)}) == 0`,
      for: minutes(persistence.forMinutes),
      priority: 'P2',
      summary: `${shown}: Redis cannot save its data`,
      description: `The last snapshot, or the last write to the append-only file, has failed for ${minutesText(persistence.forMinutes)}. By default Redis refuses writes then; if not, a restart loses what came since.`,
    }),
    alert({
      alert: 'RedisReplicationBroken',
      expr: `min(${select(primaryLink, of)}) == 0`,
      for: minutes(replication.forMinutes),
      priority: 'P2',
      summary: `${shown}: a replica has lost its primary`,
      description: `A replica has had no link to its primary for ${minutesText(replication.forMinutes)}. What it answers is out of date, and a failover to it would lose data.`,
    }),
  ];
};

/** Alerts on what the exporter of Redis says. */
export const redisRules = (dependency: Redis, place: Place): (AlertRule | RecordingRule)[] => [
  ...serverRules(
    {
      alert: 'RedisDown',
      product: 'Redis',
      up: redisUp,
      impact: 'What needs it fails, or goes to the database behind it.',
      alerts: dependency.alerts,
    },
    place,
  ),
  ...memoryRules(dependency, place),
  ...lookupRules(dependency, place),
  ...stateRules(dependency, place),
];
