import { alertsRaised } from '../signals/alerts';
import { errorRatio, instancesAnswering, latency, requestRate } from '../signals/recorded';
import { select } from '../signals/signal';
import { budgetRemaining } from '../signals/slo';
import { probeSuccess } from '../signals/targets';
import { board, type DashboardsInput, type Row } from './lib/board';
import { stat } from './lib/stat';
import { table } from './lib/table';
import { timeSeries } from './lib/timeSeries';
import { chosen } from './lib/variables';
import type { DashboardFile } from './model';
import { dashboardUids, folders } from './uids';

const one = chosen.applications;
const perRow = (selector: string, by = 'max'): string => `${by} by (application) (${selector})`;

const now: Row = {
  title: 'Is anything wrong?',
  panels: [
    stat({
      title: 'Alerts that fire',
      description: 'By priority; the board Alerts says which. Nothing here is good.',
      unit: 'count',
      width: 'third',
      queries: [
        {
          expr: `count by (priority) (${select(alertsRaised, { alertstate: 'firing', priority: { not: '' } })})`,
          legend: '{{priority}}',
        },
      ],
      colours: ['orange'],
    }),
    stat({
      title: 'Services',
      description: 'Instances of each application that answer; the board System Health says more.',
      unit: 'count',
      width: 'third',
      queries: [{ expr: select(instancesAnswering, one), legend: '{{application}}' }],
      colours: ['red', [1, 'green']],
      words: { '0': 'DOWN' },
    }),
    stat({
      title: 'Least budget left',
      description:
        'Of the objectives of each application, the one that is worst off; the board SLO says more.',
      unit: 'ratio',
      width: 'third',
      queries: [{ expr: perRow(select(budgetRemaining, one), 'min'), legend: '{{application}}' }],
      colours: ['red', [0, 'orange'], [0.25, 'green']],
    }),
  ],
};

const services: Row = {
  title: 'Applications',
  panels: [
    table({
      title: 'Applications now',
      description:
        'Each application on one line: does it answer, from outside too, how much, how well, how fast.',
      width: 'full',
      rows: { application: 'Application' },
      columns: [
        { title: 'Instances', unit: 'count', expr: perRow(select(instancesAnswering, one)) },
        { title: 'Probes that succeed', unit: 'ratio', expr: perRow(select(probeSuccess, one), 'avg') },
        { title: 'Requests', unit: 'perSecond', expr: perRow(select(requestRate, one)) },
        { title: 'Errors', unit: 'ratio', expr: perRow(select(errorRatio, one)) },
        { title: 'p95', unit: 'seconds', expr: perRow(select(latency(95), one)) },
        { title: 'Budget left', unit: 'ratio', expr: perRow(select(budgetRemaining, one), 'min') },
      ],
    }),
    timeSeries({
      title: 'Requests',
      description: 'HTTP requests per second.',
      unit: 'perSecond',
      width: 'half',
      queries: [{ expr: select(requestRate, one), legend: '{{application}}' }],
    }),
    timeSeries({
      title: 'Errors',
      description: 'Share of requests that end in a 5xx answer.',
      unit: 'ratio',
      width: 'half',
      queries: [{ expr: select(errorRatio, one), legend: '{{application}}' }],
    }),
  ],
};

/** The first board: is anything wrong, and which board says more. */
export const overview = (input: DashboardsInput): DashboardFile =>
  board(
    {
      uid: dashboardUids.overview,
      title: 'Overview',
      folder: folders.overview,
      description: 'Everything on one page; the links at the top lead on, with what is chosen here.',
      rows: [now, services],
    },
    input,
  );
