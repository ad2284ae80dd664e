import {
  budgetPeriod,
  budgetRemaining,
  currentBurnRate,
  errorRatioOver,
  objective,
  periodBurnRate,
} from '../signals/slo';
import { select } from '../signals/signal';
import { board, type DashboardsInput, type Row } from './lib/board';
import { stat } from './lib/stat';
import { table } from './lib/table';
import { timeSeries } from './lib/timeSeries';
import { chosen } from './lib/variables';
import type { DashboardFile } from './model';
import { dashboardUids, folders } from './uids';

const one = chosen.applications;
const perObjective = '{{application}} {{sloth_slo}}';
const perRow = (selector: string): string => `max by (application, sloth_slo) (${selector})`;

const now: Row = {
  title: 'Budgets',
  panels: [
    stat({
      title: 'Budget left',
      description: 'Share of the error budget of the period that is left, per objective. Red: it is used up.',
      unit: 'ratio',
      width: 'full',
      queries: [{ expr: select(budgetRemaining, one), legend: perObjective }],
      colours: ['red', [0, 'orange'], [0.25, 'green']],
    }),
    table({
      title: 'Objectives',
      description:
        'What each objective promises over how many days, what is left of its budget, and how fast it is used up now.',
      width: 'full',
      rows: { application: 'Application', sloth_slo: 'Objective' },
      columns: [
        { title: 'Target', unit: 'ratio', expr: perRow(select(objective, one)) },
        { title: 'Period', unit: 'days', expr: perRow(select(budgetPeriod, one)) },
        { title: 'Budget used', unit: 'ratio', expr: perRow(select(periodBurnRate, one)) },
        { title: 'Budget left', unit: 'ratio', expr: perRow(select(budgetRemaining, one)) },
        { title: 'Burn rate', unit: 'factor', expr: perRow(select(currentBurnRate, one)) },
      ],
    }),
  ],
};

const course: Row = {
  title: 'How it went',
  panels: [
    timeSeries({
      title: 'Budget left over time',
      description: 'A steady slope is use; a cliff is an incident. Below zero the objective is missed.',
      unit: 'ratio',
      width: 'half',
      signed: true,
      queries: [{ expr: select(budgetRemaining, one), legend: perObjective }],
    }),
    timeSeries({
      title: 'Burn rate',
      description:
        'How many times faster than allowed the budget is used up, over 5 minutes. 1 uses up exactly the budget.',
      unit: 'factor',
      width: 'half',
      queries: [{ expr: select(currentBurnRate, one), legend: perObjective }],
    }),
    timeSeries({
      title: 'Bad events, 1 hour',
      description: 'Share of bad events over the hour that the pages look at.',
      unit: 'ratio',
      width: 'half',
      queries: [{ expr: select(errorRatioOver('1h'), one), legend: perObjective }],
    }),
    timeSeries({
      title: 'Bad events, 1 day',
      description: 'Share of bad events over the day that the tickets look at.',
      unit: 'ratio',
      width: 'half',
      queries: [{ expr: select(errorRatioOver('1d'), one), legend: perObjective }],
    }),
  ],
};

/** For whoever decides between features and reliability. */
export const slo = (input: DashboardsInput): DashboardFile =>
  board(
    {
      uid: dashboardUids.slo,
      title: 'SLO',
      folder: folders.overview,
      description: 'What was promised, how much of the error budget is left, and how fast it goes.',
      rows: [now, course],
    },
    input,
  );
