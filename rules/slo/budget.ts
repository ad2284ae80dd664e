import { number, ratio } from '../../signals/promql';
import { select } from '../../signals/signal';
import {
  badEventRate,
  budgetPeriod,
  budgetRemaining,
  currentBurnRate,
  errorBudget,
  errorRatioOver,
  eventRate,
  objective as objectiveRatio,
  periodBurnRate,
} from '../../signals/slo';
import type { RuleContext } from '../input';
import type { RecordingRule } from '../model';
import { recorder } from '../record';
import type { Objective } from './objectives';
import { burnWindows, days, type Window } from './windows';

export const slothId = ({ application, name }: Objective): string => `${application.name}-${name}`;

/** Share of events that may be bad. */
export const errorBudgetOf = ({ objectivePercent }: Objective): number =>
  Number(((100 - objectivePercent) / 100).toPrecision(12));

const slothLabels = (objective: Objective): Readonly<Record<string, string>> => ({
  sloth_id: slothId(objective),
  sloth_service: objective.application.name,
  sloth_slo: objective.name,
});

/** Recording rules of one objective, with sloth's names and labels. */
const objectiveRecorder = (objective: Objective, context: RuleContext) =>
  recorder(objective.application, context, slothLabels(objective));

/** Bad by all; 0 rather than 0/0 when nothing happened. */
const share = (bad: string, all: string): string => `${bad} / on () (${all} > 0) or on () 0 * ${all}`;

/**
 * The share over a window from recorded rates: sums of bad and of all, so that an hour of much traffic weighs more than
 * a quiet one, which an average of ratios would not. Summed once more, because a series whose constant labels changed (an
 * application that moved to another namespace) has a predecessor within the window.
 */
const shareOver = (bad: string, all: string, window: Window): string =>
  share(`sum(sum_over_time(${bad}[${window}]))`, `sum(sum_over_time(${all}[${window}]))`);

type Recorder = ReturnType<typeof objectiveRecorder>;

const ratioRules = (
  record: Recorder,
  bad: string,
  all: string,
  windows: readonly Window[],
): RecordingRule[] =>
  windows.map((window) =>
    record(errorRatioOver(window), window === '5m' ? share(bad, all) : shareOver(bad, all, window), {
      sloth_window: window,
    }),
  );

/** What is evaluated at every step: the windows of the page, the short ones of the ticket, and what never changes. */
export const fastRecords = (objective: Objective, context: RuleContext): RecordingRule[] => {
  const record = objectiveRecorder(objective, context);
  const of = { sloth_id: slothId(objective) };
  const windows: Window[] = [
    ...burnWindows.page.flatMap(({ short, long }) => [short, long]),
    ...burnWindows.ticket.map(({ short }) => short),
  ];
  return [
    record(objectiveRatio, `vector(${ratio(objective.objectivePercent)})`),
    record(errorBudget, `vector(${number(errorBudgetOf(objective))})`),
    record(budgetPeriod, `vector(${String(context.budgetDays)})`),
    ...ratioRules(record, objective.bad, objective.events, [...new Set(windows)]),
    record(currentBurnRate, `${select(errorRatioOver('5m'), of)} / on () ${select(errorBudget, of)}`),
  ];
};

/**
 * Windows of days. They are computed from samples two minutes apart, so that a budget of 30 days reads 21,600 samples
 * and not the 86,400 of every evaluation, and only every two minutes.
 */
export const slowRecords = (objective: Objective, context: RuleContext): RecordingRule[] => {
  const record = objectiveRecorder(objective, context);
  const of = { sloth_id: slothId(objective) };
  const period = days(context.budgetDays);
  const windows = new Set<Window>([...burnWindows.ticket.map(({ long }) => long), period]);
  return [
    record(eventRate, objective.events),
    record(badEventRate, objective.bad),
    ...ratioRules(record, select(badEventRate, of), select(eventRate, of), [...windows]),
    record(periodBurnRate, `${select(errorRatioOver(period), of)} / on () ${select(errorBudget, of)}`),
    record(budgetRemaining, `1 - ${select(periodBurnRate, of)}`),
  ];
};
