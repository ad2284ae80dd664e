import { dataAge, dataAgeThreshold } from '../signals/freshness';
import {
  failedOperationRate,
  operationDuration,
  operationDurationThreshold,
  operationFailureRatio,
  operationFailureThreshold,
  operationRate,
} from '../signals/operations';
import type { Percentile } from '../signals/recorded';
import { select } from '../signals/signal';
import { board, type DashboardsInput, type Row } from './lib/board';
import type { PlacedPanel } from './lib/panel';
import { timeSeries } from './lib/timeSeries';
import { chosen } from './lib/variables';
import type { DashboardFile } from './model';
import { dashboardUids, folders } from './uids';

const one = chosen.applications;
const perOperation = '{{application}} {{operation}}';

const duration = (which: Percentile, limit: boolean): PlacedPanel =>
  timeSeries({
    title: `Duration p${String(which)}`,
    description: `${String(which)} % of the operations end faster than this.${limit ? ' The dashed line is the threshold of OperationSlow.' : ''}`,
    unit: 'seconds',
    width: 'third',
    queries: [
      { expr: select(operationDuration(which), one), legend: perOperation },
      ...(limit
        ? [
            {
              expr: select(operationDurationThreshold, one),
              legend: 'alert {{application}} {{operation}}',
              limit: true,
            },
          ]
        : []),
    ],
  });

const operations: Row = {
  title: 'Operations: what users wait for',
  panels: [
    timeSeries({
      title: 'Operations',
      description: 'Operations per hour that ended, failed ones included.',
      unit: 'count',
      width: 'third',
      queries: [{ expr: `${select(operationRate, one)} * 3600`, legend: perOperation }],
    }),
    timeSeries({
      title: 'Failed operations',
      description: 'Operations per hour that failed. Normal is 0, or a few that users caused themselves.',
      unit: 'count',
      width: 'third',
      queries: [{ expr: `${select(failedOperationRate, one)} * 3600`, legend: perOperation }],
    }),
    timeSeries({
      title: 'Failure rate',
      description:
        'Share of operations that failed within the window of their alerts; very few count as the least that the application states. The dashed line is the threshold of OperationFailing.',
      unit: 'ratio',
      width: 'third',
      queries: [
        { expr: select(operationFailureRatio, one), legend: perOperation },
        {
          expr: select(operationFailureThreshold, one),
          legend: 'alert {{application}} {{operation}}',
          limit: true,
        },
      ],
    }),
    duration(95, true),
    duration(50, false),
    duration(99, false),
  ],
};

const freshness: Row = {
  title: 'Freshness of data',
  panels: [
    timeSeries({
      title: 'Age of data',
      description:
        'Time since each kind of data was last updated. The dashed line is the threshold of DataStale. A gap: no updates are expected (market closed), or the age is not known (DataFreshnessUnknown).',
      unit: 'seconds',
      width: 'full',
      queries: [
        { expr: select(dataAge, one), legend: '{{application}} {{data}}' },
        { expr: select(dataAgeThreshold, one), legend: 'alert {{application}} {{data}}', limit: true },
      ],
    }),
  ],
};

/** Whether the business works: what users do, what they wait for, and how fresh what they see is. */
export const business = (input: DashboardsInput): DashboardFile =>
  board(
    {
      uid: dashboardUids.business,
      title: 'Business',
      folder: folders.overview,
      description: 'Whether what the applications are for happens: how often, how well, on fresh data.',
      rows: [operations, freshness],
    },
    input,
  );
