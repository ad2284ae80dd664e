import { describe, expect, test } from '@jest/globals';
import { burnConditions, burnFactor } from '../../../rules/slo/burnRate';
import { burnWindows, longestAlertWindowDays } from '../../../rules/slo/windows';
import { buildRules } from '../../../rules';
import { api, input } from '../fixture';

const factors = (periodDays: number): number[] =>
  [...burnWindows.page, ...burnWindows.ticket].map((window) => burnFactor(window, periodDays));

describe('burn rates', () => {
  test('over 30 days are those of the workbook', () => {
    expect(factors(30)).toEqual([14.4, 6, 3, 1]);
  });

  test('over 28 days are those that sloth prints', () => {
    expect(factors(28).map((factor) => Number(factor.toFixed(2)))).toEqual([13.44, 5.6, 2.8, 1]);
  });

  test('over 90 days are three times as high', () => {
    expect(factors(90).map((factor) => Number(factor.toFixed(1)))).toEqual([43.2, 18, 9, 3]);
  });

  test('never fall below what the objective allows: a week', () => {
    expect(factors(7).map((factor) => Number(factor.toFixed(2)))).toEqual([3.36, 1.4, 1, 1]);
  });

  test('look back three days at most', () => {
    expect(longestAlertWindowDays).toBe(3);
  });
});

describe('conditions', () => {
  test('ask for as many bad events as the burn makes at the least traffic', () => {
    const [hour, sixHours] = burnConditions(burnWindows.page, {
      errorBudget: 0.001,
      periodDays: 30,
      minimumPerMinute: 6,
    });
    // 14.4 x 0.1 % of 360 requests, 6 x 0.1 % of 2,160.
    expect(hour?.leastBadEvents).toBeCloseTo(5.184);
    expect(sixHours?.leastBadEvents).toBeCloseTo(12.96);
  });

  test('that not even an outage could fulfil are left out', () => {
    const longWindows = (errorBudget: number) =>
      burnConditions(burnWindows.page, { errorBudget, periodDays: 30, minimumPerMinute: 0 }).map(
        ({ long }) => long,
      );
    expect(longWindows(0.01)).toEqual(['1h', '6h']);
    expect(longWindows(0.1)).toEqual(['6h']);
    expect(longWindows(0.5)).toEqual([]);
  });
});

describe('rules of an objective', () => {
  const names = (objectivePercent: number, retentionDays = 15): string[] =>
    buildRules(
      input({ retentionDays, applications: [api({ slos: { availability: { objectivePercent } } })] }),
    )
      .filter(({ group }) => group.name.startsWith('api.slo-'))
      .flatMap(({ group }) => group.rules.map((rule) => ('alert' in rule ? rule.alert : rule.record)));

  test('are named by the real length of the budget window', () => {
    expect(names(99.9, 15)).toContain('slo:sli_error:ratio_rate15d');
    expect(names(99.9, 15)).not.toContain('slo:sli_error:ratio_rate30d');
    expect(names(99.9, 90)).toContain('slo:sli_error:ratio_rate30d');
  });

  test('do not record a window twice when the budget is one of the alerts', () => {
    const windows = names(99.9, 3).filter((name) => name === 'slo:sli_error:ratio_rate3d');
    expect(windows).toHaveLength(1);
  });

  test('have no page that could never fire', () => {
    expect(names(99.9)).toContain('AvailabilityBudgetBurnFast');
    expect(names(60)).not.toContain('AvailabilityBudgetBurnFast');
    expect(names(60)).toContain('AvailabilityBudgetBurnSlow');
  });
});
