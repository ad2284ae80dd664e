import type { Application } from '../config/schema/application';
import type { RulesInput } from './input';

/** Weeks back in which the same hour is looked at. Four: a month, in which one odd week is outvoted. */
const weeksBack = [1, 2, 3, 4] as const;

const hoursPerWeek = 168;

/** The weeks that the retention holds. */
export const baselineWeeks = ({ retentionDays }: Pick<RulesInput, 'retentionDays'>): readonly number[] =>
  weeksBack.filter((week) => week * 7 < retentionDays);

/**
 * The usual value of a recorded series at this hour of the week: of each week that the retention holds, the average of the
 * hour around the same moment, and of those the median. A week without samples has no say, an odd one (a holiday, an
 * outage) is outvoted from three weeks on. Without any history there is no series, and nothing to compare with (ADR 0014).
 */
export const usually = (selector: string, weeks: readonly number[]): string => {
  const past = weeks.map((week) => {
    const offset = `${String(week * hoursPerWeek - 1)}h30m`;
    return `label_replace(max(avg_over_time(${selector}[1h] offset ${offset})), "week", "${String(week)}", "", "")`;
  });
  return `quantile(0.5, ${past.join(' or ')})`;
};

/** Whether an application has alerts that compare with what is usual. */
export const comparesWithUsual = ({ alerts, business }: Application): boolean =>
  alerts.latency.aboveUsual !== undefined ||
  Object.values(business).some((signal) => signal.alerts?.dropPercent !== undefined);
