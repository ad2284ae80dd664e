import { alertLabels } from '../../config/naming';
import { number } from '../../signals/promql';
import { select } from '../../signals/signal';
import { badEventRate, errorRatioOver } from '../../signals/slo';
import { dashboardUids } from '../../dashboards/uids';
import type { RuleContext } from '../input';
import type { AlertRule } from '../model';
import { plainText } from '../text';
import { errorBudgetOf, slothId } from './budget';
import { burnConditions, type BurnCondition } from './burnRate';
import type { Objective } from './objectives';
import { burnWindows, type BurnLevel } from './windows';

/** Where an alert counts bad events: recorded rates and the seconds between two of their samples. */
export interface BadEvents {
  readonly selector: string;
  readonly sampleSeconds: number;
}

const conditionText = (
  objective: Objective,
  { factor, long, short, leastBadEvents }: BurnCondition,
  { selector, sampleSeconds }: BadEvents,
): string => {
  const above = (ratio: string): string =>
    `${ratio} / ${number(errorBudgetOf(objective))} > ${number(factor)}`;
  const over = (window: string): string => select(errorRatioOver(window), { sloth_id: slothId(objective) });
  const enough =
    leastBadEvents === 0
      ? ''
      : ` and on () sum(sum_over_time(${selector}[${long}])) * ${String(sampleSeconds)} >= ${number(leastBadEvents)}`;
  // Without the window's label both conditions of an alert are one alert.
  return `(${above(`max without (sloth_window) (${over(long)})`)} and on () ${above(over(short))}${enough})`;
};

const texts = {
  page: {
    suffix: 'Fast',
    priority: 'P1',
    urgency: 'Left alone, the budget is gone within days or hours.',
  },
  ticket: {
    suffix: 'Slow',
    priority: 'P3',
    urgency: 'Nobody has to get up, but left alone the objective will be missed.',
  },
} as const;

/**
 * The alert of one level, or none when no outage could ever burn the budget that fast (objectives of a few nines less).
 * Its value is the burn rate over the long window.
 */
export const burnAlert = (
  objective: Objective,
  level: BurnLevel,
  badEvents: BadEvents,
  { budgetWindowDays }: RuleContext,
): AlertRule[] => {
  const { application, name, alert, objectivePercent } = objective;
  const conditions = burnConditions(burnWindows[level], {
    errorBudget: errorBudgetOf(objective),
    periodDays: budgetWindowDays,
    minimumPerMinute: objective.minimumPerMinute,
  });
  if (conditions.length === 0) return [];
  const { suffix, priority, urgency } = texts[level];
  const shown = plainText(application.displayName);
  const windows = conditions.map(({ long }) => long).join(' or ');
  return [
    {
      alert: `${alert}${suffix}`,
      expr: conditions.map((condition) => conditionText(objective, condition, badEvents)).join(' or '),
      // The windows are the delay: the long one says that it matters, the short one that it goes on.
      for: '0s',
      priority,
      team: application.team,
      application: application.name,
      labels: { [alertLabels.slo]: name, sloth_severity: level },
      summary: `${shown}: the ${name} budget burns {{ $value | humanize }} times as fast as it may`,
      description: `The objective of ${shown} is ${String(objectivePercent)} % over ${String(budgetWindowDays)} days. Over the last ${windows}, {{ $value | humanize }} times as many ${objective.badEvents} as that allows. ${urgency}`,
      dashboard: dashboardUids.systemHealth,
    },
  ];
};

/** Bad events as the slow group samples them. */
export const sparseBadEvents = (objective: Objective, sampleSeconds: number): BadEvents => ({
  selector: select(badEventRate, { sloth_id: slothId(objective) }),
  sampleSeconds,
});
