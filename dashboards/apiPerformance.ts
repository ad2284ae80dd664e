import { alertThreshold } from '../signals/alertThresholds';
import { businessValue } from '../signals/business';
import { usedConnections } from '../signals/postgresql';
import { queryDuration } from '../signals/queries';
import {
  errorRatio,
  errorRatioThreshold,
  failedRequestRate,
  latency,
  latencyThreshold,
  percentiles,
  requestRate,
} from '../signals/recorded';
import { hitRatio } from '../signals/redis';
import { routeFailedRate, routeLatency, routeRate } from '../signals/routes';
import { select } from '../signals/signal';
import { board, type DashboardsInput, type Row } from './lib/board';
import { limitOf, perDependency } from './lib/dependencies';
import { table } from './lib/table';
import { timeSeries } from './lib/timeSeries';
import { chosen } from './lib/variables';
import type { DashboardFile } from './model';
import { dashboardUids, folders } from './uids';

const one = chosen.applications;
const perApplication = '{{application}}';
const perRoute = '{{application}} {{route}}';
/** Lines that are still told apart. */
const shown = 10;

const busiest = (selector: string): string => `topk(${String(shown)}, ${selector})`;
const perRow = (selector: string): string => `max by (application, route) (${selector})`;

const golden: Row = {
  title: 'Rate, errors, duration',
  panels: [
    timeSeries({
      title: 'Requests',
      description: 'HTTP requests per second. A sudden fall is as telling as a peak.',
      unit: 'perSecond',
      width: 'third',
      queries: [{ expr: select(requestRate, one), legend: perApplication }],
    }),
    timeSeries({
      title: '5xx rate',
      description: 'Requests per second that end in a 5xx answer.',
      unit: 'perSecond',
      width: 'third',
      queries: [{ expr: select(failedRequestRate, one), legend: perApplication }],
    }),
    timeSeries({
      title: 'Share of 5xx',
      description:
        'The same as a share of all requests. The dashed lines are where HighErrorRate and CriticalErrorRate fire.',
      unit: 'ratio',
      width: 'third',
      queries: [
        { expr: select(errorRatio, one), legend: perApplication },
        { expr: select(errorRatioThreshold, one), legend: '{{level}} {{application}}', limit: true },
      ],
    }),
    ...percentiles.map((percentile) =>
      timeSeries({
        title: `Latency p${String(percentile)}`,
        description: `${String(percentile)} % of the requests are answered faster than this.${percentile === 95 ? ' The dashed line is the threshold of HighLatency.' : ''}`,
        unit: 'seconds',
        width: 'third',
        queries: [
          { expr: select(latency(percentile), one), legend: perApplication },
          ...(percentile === 95
            ? [{ expr: select(latencyThreshold, one), legend: 'alert {{application}}', limit: true }]
            : []),
        ],
      }),
    ),
  ],
};

const routes: Row = {
  title: 'Endpoints',
  panels: [
    timeSeries({
      title: 'Top endpoints',
      description: 'The ten busiest routes. Only applications whose metrics carry a route label are here.',
      unit: 'perSecond',
      width: 'half',
      queries: [{ expr: busiest(select(routeRate, one)), legend: perRoute }],
    }),
    timeSeries({
      title: 'Slowest endpoints',
      description: '95th percentile of the ten slowest routes.',
      unit: 'seconds',
      width: 'half',
      queries: [{ expr: busiest(select(routeLatency, one)), legend: perRoute }],
    }),
    table({
      title: 'Endpoints now',
      description:
        'Rate, failures and 95th percentile of each route, up to two minutes old. Sort by a column to find the one that hurts.',
      width: 'full',
      rows: { application: 'Application', route: 'Route' },
      columns: [
        { title: 'Requests', unit: 'perSecond', expr: perRow(select(routeRate, one)) },
        { title: '5xx', unit: 'perSecond', expr: perRow(select(routeFailedRate, one)) },
        { title: 'p95', unit: 'seconds', expr: perRow(select(routeLatency, one)) },
      ],
    }),
  ],
};

const around: Row = {
  title: 'Users, database, cache',
  panels: [
    timeSeries({
      title: 'Active users',
      description:
        'Business signals whose names end in active-users: daily, monthly. The board Business says more.',
      unit: 'count',
      width: 'quarter',
      queries: [
        {
          expr: select(businessValue, { ...one, signal: { matches: '(.+-)?active-users' } }),
          legend: '{{application}} {{signal}}',
        },
      ],
    }),
    timeSeries({
      title: 'Query p95',
      description:
        '95 % of the queries of a database are answered faster than this. The board Database Performance says more.',
      unit: 'seconds',
      width: 'quarter',
      queries: [{ expr: select(queryDuration(95), one), legend: perDependency }],
    }),
    timeSeries({
      title: 'Database connections in use',
      description: 'Share of the connections of a database server in use, with the thresholds of its alerts.',
      unit: 'ratio',
      width: 'quarter',
      queries: [
        { expr: select(usedConnections, one), legend: perDependency },
        limitOf(alertThreshold.ratio, 'PostgresqlConnections(High|Exhausted)'),
      ],
    }),
    timeSeries({
      title: 'Cache hit rate',
      description:
        'Share of the lookups in a cache that find their key, with the threshold of RedisHitRateLow. The board Cache Performance says more.',
      unit: 'ratio',
      width: 'quarter',
      queries: [
        { expr: select(hitRatio, one), legend: perDependency },
        limitOf(alertThreshold.ratio, 'RedisHitRateLow'),
      ],
    }),
  ],
};

/** For the team of an API: which requests are slow or fail. */
export const apiPerformance = (input: DashboardsInput): DashboardFile =>
  board(
    {
      uid: dashboardUids.apiPerformance,
      title: 'API Performance',
      folder: folders.overview,
      description: 'How many requests come, how many fail, how long they take, and at which endpoint.',
      rows: [golden, routes, around],
    },
    input,
  );
