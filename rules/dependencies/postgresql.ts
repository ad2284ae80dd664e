import type { DependencyOf } from '../../config/schema/dependency';
import {
  databaseSize,
  deadlocks,
  isReplica,
  longestTransaction,
  maxConnections,
  postgresqlUp,
  replicationLag,
  reservedConnections,
  sessionCount,
  slowestStatement,
  statementCalls,
  statementSeconds,
  superuserReservedConnections,
  totalSize,
  usedConnections,
} from '../../signals/postgresql';
import { literal, number, ratio } from '../../signals/promql';
import { select, type Signal } from '../../signals/signal';
import { grown } from '../counted';
import type { AlertRule, RecordingRule } from '../model';
import { minutes, minutesText } from '../text';
import type { Place } from './model';
import { primaryRule, serverRules } from './servers';

type Postgresql = DependencyOf<'postgresql'>;

/** Seconds of the windows in which errors are counted. */
const fiveMinutes = 300;

const bytesPerGib = 1_024 ** 3;

/** Sessions of clients: servers before PostgreSQL 10 do not name the kind of a session. */
const clients = { backend_type: { matches: 'client backend|' } };

const connectionRules = ({ alerts }: Postgresql, place: Place): (AlertRule | RecordingRule)[] => {
  const { alert, of, record, shown, threshold } = place;
  const perServer = (signal: Signal): string => `max by (instance) (${select(signal, of)})`;
  const all = perServer(maxConnections);
  const { warningPercent, criticalPercent, forMinutes } = alerts.connections;
  const used = select(usedConnections, of);
  return [
    record(
      usedConnections,
      // PostgreSQL before 16 reserves none for a role.
      `max(sum by (instance) (${select(sessionCount, { ...of, ...clients })}) / on (instance) (${all} - on (instance) ${perServer(superuserReservedConnections)} - on (instance) (${perServer(reservedConnections)} or on (instance) 0 * ${all})))`,
    ),
    threshold('ratio', 'PostgresqlConnectionsHigh', warningPercent / 100),
    threshold('ratio', 'PostgresqlConnectionsExhausted', criticalPercent / 100),
    alert({
      alert: 'PostgresqlConnectionsHigh',
      expr: `${used} > ${ratio(warningPercent)}`,
      for: minutes(forMinutes),
      priority: 'P2',
      summary: `${shown}: {{ $value | humanizePercentage }} of the connections are in use`,
      description: `More than ${number(warningPercent)} % of the connections that PostgreSQL allows have been in use for ${minutesText(forMinutes)}. When none is left, every new one is refused. Above ${number(criticalPercent)} % someone is paged.`,
    }),
    alert({
      alert: 'PostgresqlConnectionsExhausted',
      expr: `${used} > ${ratio(criticalPercent)}`,
      for: minutes(forMinutes),
      priority: 'P1',
      summary: `${shown}: {{ $value | humanizePercentage }} of the connections are in use`,
      description: `More than ${number(criticalPercent)} % of the connections that PostgreSQL allows have been in use for ${minutesText(forMinutes)}. New ones are refused now or within minutes, the exporter’s among them.`,
    }),
  ];
};

const statementRules = ({ statements, alerts }: Postgresql, place: Place): (AlertRule | RecordingRule)[] => {
  if (!statements) return [];
  const { alert, of, record, shown, threshold } = place;
  const { meanMs, minimumCallsPerMinute, forMinutes } = alerts.slowQueries;
  const perStatement = (signal: Signal): string =>
    `sum by (instance, datname, queryid) (rate(${select(signal, of)}[5m]))`;
  return [
    record(
      slowestStatement,
      `max(${perStatement(statementSeconds)} / on (instance, datname, queryid) (${perStatement(statementCalls)} >= ${number(minimumCallsPerMinute / 60)}))`,
    ),
    threshold('seconds', 'PostgresqlSlowQueries', meanMs / 1_000),
    alert({
      alert: 'PostgresqlSlowQueries',
      expr: `${select(slowestStatement, of)} > ${number(meanMs / 1_000)}`,
      for: minutes(forMinutes),
      priority: 'P3',
      summary: `${shown}: a statement takes {{ $value | humanizeDuration }} on average`,
      description: `A statement that runs at least ${number(minimumCallsPerMinute)} times a minute has taken longer than ${number(meanMs)} ms on average for ${minutesText(forMinutes)}: {{ $value | humanizeDuration }} over the last 5 minutes.`,
    }),
  ];
};

const transactionRules = (
  { alerts }: Postgresql,
  { alert, of, shown, scrapeSeconds, threshold }: Place,
): (AlertRule | RecordingRule)[] => {
  const { longTransaction, deadlocks: allowed } = alerts;
  const { ignoredUsers } = longTransaction;
  const open = select(longestTransaction, {
    ...of,
    ...clients,
    ...(ignoredUsers.length === 0 ? {} : { usename: { matchesNot: ignoredUsers.map(literal).join('|') } }),
  });
  return [
    threshold('seconds', 'PostgresqlLongTransaction', longTransaction.minutes * 60),
    threshold('count', 'PostgresqlDeadlocks', allowed.per5Minutes),
    alert({
      alert: 'PostgresqlLongTransaction',
      expr: `max(${open}) > ${number(longTransaction.minutes * 60)}`,
      // The age says how long it has lasted.
      for: '1m',
      priority: 'P3',
      summary: `${shown}: a transaction has been open for {{ $value | humanizeDuration }}`,
      description: `A client has kept a transaction open for more than ${minutesText(longTransaction.minutes)}. It may hold locks that others wait for, and dead rows cannot be cleaned up as long as it lasts.`,
    }),
    alert({
      alert: 'PostgresqlDeadlocks',
      expr: `sum(${grown(select(deadlocks, of), fiveMinutes, scrapeSeconds)}) > ${number(allowed.per5Minutes)}`,
      for: '0s',
      priority: 'P3',
      summary: `${shown}: {{ $value }} deadlocks within 5 minutes`,
      description: `PostgreSQL has ended {{ $value }} transactions within 5 minutes because they waited for each other; ${number(allowed.per5Minutes)} are normal. The application must repeat each, or its user sees an error.`,
    }),
  ];
};

const replicationRules = (
  { replicasOnly, alerts }: Postgresql,
  place: Place,
): (AlertRule | RecordingRule)[] => {
  const { alert, of, shown, threshold } = place;
  const { seconds, forMinutes } = alerts.replicationLag;
  const replica = select(isReplica, of);
  return [
    ...(replicasOnly
      ? []
      : [primaryRule('PostgreSQL', `min(${replica}) == 1`, alerts.withoutPrimary.forMinutes, place)]),
    threshold('seconds', 'PostgresqlReplicationLag', seconds),
    alert({
      alert: 'PostgresqlReplicationLag',
      expr: `max(${select(replicationLag, of)} and on (instance) ${replica} == 1) > ${number(seconds)}`,
      for: minutes(forMinutes),
      priority: 'P2',
      summary: `${shown}: a replica is {{ $value | humanizeDuration }} behind`,
      description: `A replica has been more than ${number(seconds)} s behind the primary for ${minutesText(forMinutes)}. Reads from it are out of date, and a failover to it would lose what it has not replayed.`,
    }),
  ];
};

const sizeRules = ({ alerts }: Postgresql, place: Place): (AlertRule | RecordingRule)[] => {
  const { alert, of, record, shown, threshold } = place;
  // Replicas hold the same.
  const recordedSize = record(totalSize, `max(sum by (instance) (${select(databaseSize, of)}))`);
  if (alerts.size === undefined) return [recordedSize];
  const { limitGb, withinDays } = alerts.size;
  const size = select(totalSize, of);
  return [
    recordedSize,
    threshold('bytes', 'PostgresqlSizeNearLimit', limitGb * bytesPerGib),
    alert({
      alert: 'PostgresqlSizeNearLimit',
      // A line through less than six hours would follow any import.
      expr: `predict_linear(${size}[6h], ${number(withinDays * 86_400)}) > ${number(limitGb * bytesPerGib)} and on () ${size} offset 6h`,
      for: '1h',
      priority: 'P3',
      summary: `${shown}: its databases reach ${number(limitGb)} GiB within ${String(withinDays)} days`,
      description: `The databases grow so fast that in ${String(withinDays)} days they will take {{ $value | humanize1024 }}B; ${number(limitGb)} GiB are planned. A full disk stops every write.`,
    }),
  ];
};

/** Alerts on what the exporter of PostgreSQL says. */
export const postgresqlRules = (dependency: Postgresql, place: Place): (AlertRule | RecordingRule)[] => [
  ...serverRules(
    {
      alert: 'PostgresqlDown',
      product: 'PostgreSQL',
      up: postgresqlUp,
      impact: 'What needs the database fails.',
      alerts: dependency.alerts,
    },
    place,
  ),
  ...connectionRules(dependency, place),
  ...statementRules(dependency, place),
  ...transactionRules(dependency, place),
  ...replicationRules(dependency, place),
  ...sizeRules(dependency, place),
];
