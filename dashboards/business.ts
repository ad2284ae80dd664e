import {
  businessBound,
  businessUsual,
  businessUsualRatio,
  businessValue,
  funnelRatio,
} from '../signals/business';
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
import { select, type Unit } from '../signals/signal';
import { board, type DashboardsInput, type Row } from './lib/board';
import type { PlacedPanel } from './lib/panel';
import { table } from './lib/table';
import { timeSeries } from './lib/timeSeries';
import { chosen } from './lib/variables';
import type { DashboardFile } from './model';
import { dashboardUids, folders } from './uids';

const one = chosen.applications;
const perOperation = '{{application}} {{operation}}';

const perSignal = '{{application}} {{signal}} {{part}}';

/** What `unit` of a signal's label each panel shows. */
const valuesIn = (
  title: string,
  description: string,
  label: 'count' | 'money' | 'ratio' | 'seconds',
  panel: { readonly unit: Unit; readonly signed: boolean },
): PlacedPanel =>
  timeSeries({
    ...panel,
    title,
    description: `${description} The dashed lines are the bounds of BusinessSignalOutOfBounds.`,
    width: 'half',
    queries: [
      { expr: select(businessValue, { ...one, unit: label }), legend: perSignal },
      { expr: select(businessUsual, { ...one, unit: label }), legend: 'usual {{application}} {{signal}}' },
      {
        expr: select(businessBound, { ...one, unit: label }),
        legend: '{{bound}} {{application}} {{signal}}',
        limit: true,
      },
    ],
  });

const perRow = (selector: string): string => `max by (application, signal, part) (${selector})`;

const signals: Row = {
  title: 'Business signals',
  panels: [
    table({
      title: 'Now and usually',
      description:
        'Each signal, its usual value (median of the same hour of the last weeks), and how the two compare. Without a usual value there is no history yet.',
      width: 'full',
      rows: { application: 'Application', signal: 'Signal', part: 'Part' },
      columns: [
        { title: 'Now', unit: 'count', expr: perRow(select(businessValue, one)) },
        { title: 'Usually', unit: 'count', expr: perRow(select(businessUsual, one)) },
        { title: 'Of usual', unit: 'ratio', expr: perRow(select(businessUsualRatio, one)) },
      ],
    }),
    valuesIn(
      'Counts',
      'Users, orders, analyses, registrations; of events, those of the period that ends now.',
      'count',
      { unit: 'count', signed: true },
    ),
    valuesIn('Shares', 'Acceptance, conversion, churn, accuracy.', 'ratio', { unit: 'ratio', signed: false }),
    valuesIn('Money', 'Revenue, cost, profit and loss, prices; the currency stands in the name.', 'money', {
      unit: 'money',
      signed: true,
    }),
    valuesIn('Times', 'Durations by which the business is judged.', 'seconds', {
      unit: 'seconds',
      signed: false,
    }),
    timeSeries({
      title: 'Funnels',
      description:
        'Share of each step that takes the next one. A step that falls by itself has a fault; all that fall together have fewer or other visitors.',
      unit: 'ratio',
      width: 'full',
      queries: [{ expr: select(funnelRatio, one), legend: perSignal }],
    }),
  ],
};

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
      rows: [signals, operations, freshness],
    },
    input,
  );
