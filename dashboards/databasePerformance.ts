import { alertThreshold } from '../signals/alertThresholds';
import {
  blocksHit,
  blocksRead,
  committed,
  deadlocks,
  failedConnections,
  isReplica,
  longestTransaction,
  postgresqlUp,
  replicationLag,
  rolledBack,
  sessionCount,
  slowestStatement,
  statementCalls,
  statementSeconds,
  totalSize,
  usedConnections,
  usedPool,
} from '../signals/postgresql';
import { queryBucketRate, queryDuration, slowQueryRate } from '../signals/queries';
import { everything } from '../signals/buckets';
import type { Percentile } from '../signals/recorded';
import { select } from '../signals/signal';
import { board, type DashboardsInput, type Row } from './lib/board';
import { limitOf, ofServers, perDependency, rate } from './lib/dependencies';
import type { PlacedPanel } from './lib/panel';
import { stat } from './lib/stat';
import { table } from './lib/table';
import { timeSeries } from './lib/timeSeries';
import { chosen } from './lib/variables';
import type { DashboardFile } from './model';
import { dashboardUids, folders } from './uids';

const one = chosen.applications;

const status: Row = {
  title: 'Does it answer, and has it room?',
  panels: [
    stat({
      title: 'Servers',
      description:
        'Servers of each database that answer their exporter. DOWN pages after a minute (PostgresqlDown). A database without an exporter is not listed.',
      unit: 'count',
      width: 'half',
      queries: [{ expr: `sum by (${ofServers}) (${select(postgresqlUp, one)})`, legend: perDependency }],
      colours: ['red', [1, 'green']],
      words: { '0': 'DOWN' },
    }),
    stat({
      title: 'Oldest open transaction',
      description:
        'Of clients and of maintenance. Above the threshold of PostgresqlLongTransaction (ten minutes by default) it holds up others and keeps dead rows.',
      unit: 'seconds',
      width: 'half',
      queries: [
        { expr: `max by (${ofServers}) (${select(longestTransaction, one)})`, legend: perDependency },
      ],
      colours: ['green', [300, 'orange'], [600, 'red']],
    }),
    timeSeries({
      title: 'Connections in use',
      description:
        'Share of the connections that ordinary roles may have, on the fullest server. At the dashed lines the team is told, then somebody is paged. At 100 % every new connection is refused.',
      unit: 'ratio',
      width: 'third',
      queries: [
        { expr: select(usedConnections, one), legend: perDependency },
        limitOf(alertThreshold.ratio, 'PostgresqlConnections(High|Exhausted)'),
      ],
    }),
    timeSeries({
      title: 'Connections by state',
      description:
        'Sessions on all servers. Many that are idle in transaction: the application forgets to end its transactions. Many active: queries are slow or wait for locks.',
      unit: 'count',
      width: 'third',
      queries: [
        {
          expr: `sum by (${ofServers}, state) (${select(sessionCount, one)}) > 0`,
          legend: `${perDependency} {{state}}`,
        },
      ],
    }),
    timeSeries({
      title: 'Pool in use',
      description:
        'Share of the application’s own pool of connections in use, in its fullest process. At 100 % requests wait, though the database may have room. Only applications that state `pool` are here.',
      unit: 'ratio',
      width: 'third',
      queries: [
        { expr: select(usedPool, one), legend: perDependency },
        limitOf(alertThreshold.ratio, 'ConnectionPoolExhausted'),
      ],
    }),
  ],
};

const percentile = (which: Percentile): PlacedPanel =>
  timeSeries({
    title: `Query p${String(which)}`,
    description: `${String(which)} % of the queries are answered faster than this, as the application sees it. Only applications that state \`queries\` are here: the exporter knows no percentiles.`,
    unit: 'seconds',
    width: 'third',
    queries: [{ expr: select(queryDuration(which), one), legend: perDependency }],
  });

/** Per statement: users of one database run the same. */
const ofStatement = `${ofServers}, datname, queryid`;
const calls = rate(select(statementCalls, one), ofStatement);
const seconds = rate(select(statementSeconds, one), ofStatement);
/** Statements that are listed: those on which most time is spent. */
const shown = 10;
const costliest = (value: string): string =>
  `${value} and on (${ofStatement}) topk(${String(shown)}, ${seconds})`;

const queries: Row = {
  title: 'How fast are queries?',
  panels: [
    percentile(50),
    percentile(95),
    percentile(99),
    timeSeries({
      title: 'Queries',
      description: 'Queries per second that the application times. A sudden fall is as telling as a peak.',
      unit: 'perSecond',
      width: 'third',
      queries: [{ expr: select(queryBucketRate, { ...one, le: everything }), legend: perDependency }],
    }),
    timeSeries({
      title: 'Slow queries',
      description:
        'Queries per second that take longer than the application calls slow: more than 1 s unless its file says otherwise. Normal is 0.',
      unit: 'perSecond',
      width: 'third',
      queries: [{ expr: select(slowQueryRate, one), legend: `${perDependency} above {{threshold}}` }],
    }),
    timeSeries({
      title: 'Slowest statement',
      description:
        'Mean duration of the slowest statement that runs at least once a minute, as the server sees it. The dashed line is the threshold of PostgresqlSlowQueries. Needs pg_stat_statements.',
      unit: 'seconds',
      width: 'third',
      queries: [
        { expr: select(slowestStatement, one), legend: perDependency },
        limitOf(alertThreshold.seconds, 'PostgresqlSlowQueries'),
      ],
    }),
    table({
      title: 'Statements that take most time',
      description:
        'The ten statements on which the servers spend most time. Load: 1 is one process busy with nothing else. `pg_stat_statements` has the text of each query id.',
      width: 'full',
      rows: {
        application: 'Application',
        dependency: 'Dependency',
        datname: 'Database',
        queryid: 'Query id',
      },
      columns: [
        { title: 'Mean duration', unit: 'seconds', expr: costliest(`${seconds} / (${calls} > 0)`) },
        { title: 'Calls', unit: 'perSecond', expr: costliest(calls) },
        { title: 'Load', unit: 'factor', expr: costliest(seconds) },
      ],
    }),
  ],
};

/** Seconds of a day. */
const day = 86_400;

const data: Row = {
  title: 'What it holds',
  panels: [
    timeSeries({
      title: 'Size',
      description:
        'Disk space of all databases of a server. The dashed line is the limit that PostgresqlSizeNearLimit looks ahead to, where the application states one.',
      unit: 'bytes',
      width: 'half',
      queries: [
        { expr: select(totalSize, one), legend: perDependency },
        limitOf(alertThreshold.bytes, 'PostgresqlSizeNearLimit'),
      ],
    }),
    timeSeries({
      title: 'Growth a day',
      description: 'By how much the databases would grow in a day if they went on as in the last hour.',
      unit: 'bytes',
      width: 'half',
      signed: true,
      queries: [{ expr: `deriv(${select(totalSize, one)}[1h]) * ${String(day)}`, legend: perDependency }],
    }),
  ],
};

const transactions: Row = {
  title: 'Transactions, locks, replicas',
  panels: [
    timeSeries({
      title: 'Transactions',
      description: 'Transactions per second that were committed, and that were rolled back.',
      unit: 'perSecond',
      width: 'third',
      queries: [
        { expr: rate(select(committed, one)), legend: `${perDependency} committed` },
        { expr: rate(select(rolledBack, one)), legend: `${perDependency} rolled back` },
      ],
    }),
    timeSeries({
      title: 'Blocks found in memory',
      description:
        'Share of the blocks that queries read which are in the buffer cache. Far below 99 %, the working set does not fit.',
      unit: 'ratio',
      width: 'third',
      queries: [
        {
          expr: `${rate(select(blocksHit, one))} / (${rate(select(blocksHit, one))} + ${rate(select(blocksRead, one))} > 0)`,
          legend: perDependency,
        },
      ],
    }),
    timeSeries({
      title: 'Failed connections',
      description:
        'Connections that the application could not open within 5 minutes. The dashed line is the threshold of PostgresqlConnectionErrors. Only applications that state `connectionErrors` are here.',
      unit: 'count',
      width: 'third',
      queries: [
        { expr: select(failedConnections, one), legend: perDependency },
        limitOf(alertThreshold.count, 'PostgresqlConnectionErrors'),
      ],
    }),
    timeSeries({
      title: 'Deadlocks in 5 minutes',
      description:
        'Transactions that were ended because they waited for each other. The dashed line is the threshold of PostgresqlDeadlocks.',
      unit: 'count',
      width: 'half',
      queries: [
        {
          expr: `sum by (${ofServers}) (increase(${select(deadlocks, one)}[5m]))`,
          legend: perDependency,
        },
        limitOf(alertThreshold.count, 'PostgresqlDeadlocks'),
      ],
    }),
    timeSeries({
      title: 'Replicas behind',
      description:
        'How far each replica is behind the primary. The dashed line is the threshold of PostgresqlReplicationLag. Empty where there is none.',
      unit: 'seconds',
      width: 'half',
      queries: [
        {
          expr: `${select(replicationLag, one)} and on (${ofServers}, instance) ${select(isReplica, one)} == 1`,
          legend: `${perDependency} {{instance}}`,
        },
        limitOf(alertThreshold.seconds, 'PostgresqlReplicationLag'),
      ],
    }),
  ],
};

/** For the team of an application and for who keeps its databases: is the database the reason? */
export const databasePerformance = (input: DashboardsInput): DashboardFile =>
  board(
    {
      uid: dashboardUids.databasePerformance,
      title: 'Database Performance',
      folder: folders.overview,
      description: 'Whether databases answer, have room, are fast enough, and how they grow.',
      rows: [status, queries, data, transactions],
    },
    input,
  );
