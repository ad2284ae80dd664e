import { minutesOf, type BurnWindow } from './windows';

/** How an objective of 99.9 % over 30 days reads as arithmetic. */
export interface Budget {
  /** Share of events that may be bad: 0.001. */
  readonly errorBudget: number;
  /** Days of the objective's period. */
  readonly periodDays: number;
  /** Events per minute below which a single bad one says nothing. */
  readonly minimumPerMinute: number;
}

export interface BurnCondition extends BurnWindow {
  /** How many times faster than allowed the budget is used up: 14.4. */
  readonly factor: number;
  /** Bad events that the long window must hold at least. */
  readonly leastBadEvents: number;
}

/**
 * The burn rate that uses up `budgetPercent` of the budget within the long window. At least 1: in a short period the
 * long windows would otherwise alert on a burn that the objective allows.
 */
export const burnFactor = ({ budgetPercent, long }: BurnWindow, periodDays: number): number =>
  Math.max(1, ((budgetPercent / 100) * periodDays * minutesOf('1d')) / minutesOf(long));

/**
 * The conditions of one alert. A window that no outage could fulfil, because even a ratio of 1 burns slower, is left out.
 *
 * Low traffic: a condition also asks for as many bad events as its burn rate makes at `minimumPerMinute`. So one failed
 * request of a quiet night wakes nobody, yet an outage of a quiet service does, which a plain limit on traffic would hide.
 */
export const burnConditions = (windows: readonly BurnWindow[], budget: Budget): readonly BurnCondition[] =>
  windows
    .map((window) => {
      const factor = burnFactor(window, budget.periodDays);
      return {
        ...window,
        factor,
        leastBadEvents: factor * budget.errorBudget * budget.minimumPerMinute * minutesOf(window.long),
      };
    })
    .filter(({ factor }) => factor * budget.errorBudget < 1);
