import { budgetPeriod, budgetRemaining, currentBurnRate, objective } from '../signals/slo';
import { diskBusy, diskFree, networkReceive, networkTransmit, nodeCpu, nodeMemory } from '../signals/node';
import {
  cpuSaturation,
  cpuUsage,
  errorRatio,
  errorRatioThreshold,
  instancesAnswering,
  latency,
  latencyThreshold,
  memorySaturation,
  memoryUsage,
  openFilesSaturation,
  requestRate,
  usualLatency,
  type Percentile,
} from '../signals/recorded';
import { select } from '../signals/signal';
import { probeSuccess } from '../signals/targets';
import { board, type DashboardsInput, type Row } from './lib/board';
import type { PlacedPanel } from './lib/panel';
import { stat } from './lib/stat';
import { table } from './lib/table';
import { timeSeries } from './lib/timeSeries';
import { chosen } from './lib/variables';
import type { DashboardFile } from './model';
import { dashboardUids, folders } from './uids';

const perApplication = '{{application}}';
const one = chosen.applications;

const status: Row = {
  title: 'Is it up?',
  panels: [
    stat({
      title: 'Service status',
      description:
        'Instances of each application that answer their scrape. DOWN pages after a minute (ServiceDown). An application that is scaled to zero on purpose is not listed.',
      unit: 'count',
      width: 'half',
      queries: [{ expr: select(instancesAnswering, one), legend: perApplication }],
      colours: ['red', [1, 'green']],
      words: { '0': 'DOWN' },
    }),
    stat({
      title: 'Probes',
      description:
        'Whether each URL answers as a user would see it, asked from inside the cluster. FAILS pages (ProbeFailed).',
      unit: 'bool',
      width: 'half',
      queries: [{ expr: select(probeSuccess, one), legend: '{{application}} {{probe}}' }],
      colours: ['red', [1, 'green']],
      words: { '0': 'FAILS', '1': 'ok' },
    }),
  ],
};

const percentile = (which: Percentile, width: 'third' | 'half', limit: boolean): PlacedPanel =>
  timeSeries({
    title: `Latency p${String(which)}`,
    description: `${String(which)} % of the requests are answered faster than this.${limit ? ' The dashed line is the threshold of HighLatency.' : ''}`,
    unit: 'seconds',
    width,
    queries: [
      { expr: select(latency(which), one), legend: perApplication },
      ...(limit
        ? [
            { expr: select(usualLatency, one), legend: 'usual {{application}}' },
            { expr: select(latencyThreshold, one), legend: 'alert {{application}}', limit: true },
          ]
        : []),
    ],
  });

const golden: Row = {
  title: 'Traffic, errors, latency',
  panels: [
    timeSeries({
      title: 'Requests',
      description: 'HTTP requests per second. A sudden fall is as telling as a peak.',
      unit: 'perSecond',
      width: 'third',
      queries: [{ expr: select(requestRate, one), legend: perApplication }],
    }),
    timeSeries({
      title: 'Error rate',
      description:
        'Share of requests that end in a 5xx answer. The dashed lines are the thresholds of HighErrorRate and CriticalErrorRate. Very low traffic counts as the least the application states.',
      unit: 'ratio',
      width: 'third',
      queries: [
        { expr: select(errorRatio, one), legend: perApplication },
        { expr: select(errorRatioThreshold, one), legend: '{{level}} {{application}}', limit: true },
      ],
    }),
    percentile(95, 'third', true),
    percentile(50, 'half', false),
    percentile(99, 'half', false),
  ],
};

const budgets: Row = {
  title: 'Objectives',
  panels: [
    table({
      title: 'Error budgets',
      description:
        'What each objective allows, over how many days, and how much of it is left. Negative: overspent.',
      width: 'half',
      rows: { application: 'Application', sloth_slo: 'Objective' },
      columns: [
        { title: 'Target', unit: 'ratio', expr: perObjective(select(objective, one)) },
        { title: 'Period', unit: 'days', expr: perObjective(select(budgetPeriod, one)) },
        { title: 'Budget left', unit: 'ratio', expr: perObjective(select(budgetRemaining, one)) },
      ],
    }),
    timeSeries({
      title: 'Burn rate',
      description:
        'How many times faster than allowed the error budget is used up, over 5 minutes. 1 uses up exactly the budget of the period.',
      unit: 'factor',
      width: 'half',
      queries: [{ expr: select(currentBurnRate, one), legend: '{{application}} {{sloth_slo}}' }],
    }),
  ],
};

/** Only the labels that make a row of the table. */
function perObjective(selector: string): string {
  return `max by (application, sloth_slo) (${selector})`;
}

const services: Row = {
  title: 'CPU and memory per service',
  panels: [
    timeSeries({
      title: 'CPU',
      description: 'Cores that the containers of each application use.',
      unit: 'cores',
      width: 'half',
      queries: [{ expr: select(cpuUsage, one), legend: perApplication }],
    }),
    timeSeries({
      title: 'Memory',
      description: 'Memory of each application that cannot be reclaimed.',
      unit: 'bytes',
      width: 'half',
      queries: [{ expr: select(memoryUsage, one), legend: perApplication }],
    }),
    timeSeries({
      title: 'CPU of what is allowed',
      description:
        'Share of the CPU limits (requests where there is none) of each application that it uses. What CpuHigh looks at.',
      unit: 'ratio',
      width: 'third',
      queries: [{ expr: select(cpuSaturation, one), legend: perApplication }],
    }),
    timeSeries({
      title: 'Memory of what is allowed',
      description:
        'Share of its memory limit that the fullest container of each application uses. What MemoryHigh and MemoryNearlyExhausted look at.',
      unit: 'ratio',
      width: 'third',
      queries: [{ expr: select(memorySaturation, one), legend: perApplication }],
    }),
    timeSeries({
      title: 'Open files of what is allowed',
      description:
        'Share of the file descriptors it may open that the fullest process of each application has open. What OpenFilesNearLimit looks at.',
      unit: 'ratio',
      width: 'third',
      queries: [{ expr: select(openFilesSaturation, one), legend: perApplication }],
    }),
  ],
};

const nodes: Row = {
  title: 'Nodes',
  panels: [
    timeSeries({
      title: 'CPU in use',
      description:
        'Share of the CPU of each node in use. Above the threshold of the stack NodeCpuHigh tells.',
      unit: 'ratio',
      width: 'half',
      queries: [
        { expr: `max by (instance) (${select(nodeCpu, chosen.environment)})`, legend: '{{instance}}' },
      ],
    }),
    timeSeries({
      title: 'Memory in use',
      description:
        'Share of the memory of each node in use, what the page cache can give back not counted (NodeMemoryHigh).',
      unit: 'ratio',
      width: 'half',
      queries: [
        { expr: `max by (instance) (${select(nodeMemory, chosen.environment)})`, legend: '{{instance}}' },
      ],
    }),
    timeSeries({
      title: 'Disk space used',
      description: 'Share of each disk that is full.',
      unit: 'ratio',
      width: 'half',
      queries: [
        {
          expr: `1 - ${select(diskFree, chosen.environment)}`,
          legend: '{{instance}} {{device}}',
        },
      ],
    }),
    timeSeries({
      title: 'Disk busy',
      description: 'Share of time in which a disk was busy. Near 100 %, everything on the node waits.',
      unit: 'ratio',
      width: 'half',
      queries: [{ expr: select(diskBusy, chosen.environment), legend: '{{instance}} {{device}}' }],
    }),
    timeSeries({
      title: 'Network received',
      description: 'Bytes per second that each node receives.',
      unit: 'bytesPerSecond',
      width: 'half',
      queries: [{ expr: select(networkReceive, chosen.environment), legend: '{{instance}}' }],
    }),
    timeSeries({
      title: 'Network sent',
      description: 'Bytes per second that each node sends.',
      unit: 'bytesPerSecond',
      width: 'half',
      queries: [{ expr: select(networkTransmit, chosen.environment), legend: '{{instance}}' }],
    }),
  ],
};

/** Whether everything works, and if not, what does not. */
export const systemHealth = (input: DashboardsInput): DashboardFile =>
  board(
    {
      uid: dashboardUids.systemHealth,
      title: 'System Health',
      folder: folders.overview,
      description: 'Which services work, how well, and whether the machines below them cope.',
      rows: [status, golden, budgets, services, nodes],
    },
    input,
  );
