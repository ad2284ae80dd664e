import { applicationLabels, signal, type Signal, type Unit } from './signal';

/** Labels by which sloth's rules, dashboards and the tools around them find an objective. */
export const sloLabels = [...applicationLabels, 'sloth_id', 'sloth_service', 'sloth_slo'] as const;
export type SloLabel = (typeof sloLabels)[number];

const objectiveSignal = (metric: string, unit: Unit, description: string): Signal<SloLabel> =>
  signal({ metric, kind: 'gauge', unit, labels: sloLabels, source: 'rule', description });

export const objective = objectiveSignal(
  'slo:objective:ratio',
  'ratio',
  'Share of events that must be good.',
);

export const errorBudget = objectiveSignal(
  'slo:error_budget:ratio',
  'ratio',
  'Share of events that may be bad: 1 - objective.',
);

export const budgetPeriod = objectiveSignal(
  'slo:time_period:days',
  'days',
  'Days over which the budget is computed: the objective’s period, or the retention where that is shorter.',
);

export const currentBurnRate = objectiveSignal(
  'slo:current_burn_rate:ratio',
  'factor',
  'How many times faster than allowed the budget is used up now (5 minutes).',
);

export const periodBurnRate = objectiveSignal(
  'slo:period_burn_rate:ratio',
  'ratio',
  'Share of the budget of the period that is used up.',
);

export const budgetRemaining = objectiveSignal(
  'slo:period_error_budget_remaining:ratio',
  'ratio',
  'Share of the budget of the period that is left; negative when overspent.',
);

/** Share of bad events over a window such as `1h`; sloth's name for it. */
export const errorRatioOver = (window: string): Signal<SloLabel | 'sloth_window'> =>
  signal({
    metric: `slo:sli_error:ratio_rate${window}`,
    kind: 'gauge',
    unit: 'ratio',
    labels: [...sloLabels, 'sloth_window'],
    source: 'rule',
    description: `Share of bad events over ${window}; 0 without any event.`,
  });

export const badEventRate = objectiveSignal(
  'slo:sli_bad:rate5m',
  'perSecond',
  'Bad events per second, sampled sparsely for long windows.',
);

export const eventRate = objectiveSignal(
  'slo:sli_events:rate5m',
  'perSecond',
  'All events per second, sampled sparsely for long windows.',
);

export const sloSignals: readonly Signal[] = [
  objective,
  errorBudget,
  budgetPeriod,
  currentBurnRate,
  periodBurnRate,
  budgetRemaining,
  badEventRate,
  eventRate,
];
