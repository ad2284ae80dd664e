import { describe, expect, test } from '@jest/globals';
import { buildRules } from '../../rules';
import { baselineWeeks, comparesWithUsual } from '../../rules/baseline';
import { api, input } from './fixture';
import { planner } from './fixture/business';

describe('what is usual', () => {
  test.each([
    [90, [1, 2, 3, 4]],
    [29, [1, 2, 3, 4]],
    [28, [1, 2, 3]],
    [15, [1, 2]],
    [14, [1]],
    [8, [1]],
    [7, []],
    [1, []],
  ])('of a retention of %i days are the weeks that it holds: %j', (retentionDays, weeks) => {
    expect(baselineWeeks({ retentionDays })).toEqual(weeks);
  });

  test('without a week of history there is neither a usual value nor an alert that compares, and the others stay', () => {
    const rules = buildRules(input({ applications: [planner()], retentionDays: 7 })).flatMap(
      ({ group }) => group.rules,
    );
    const names = rules.map((rule) => ('alert' in rule ? rule.alert : rule.record));
    expect(names.filter((name) => /usual|Usual|Dropped/.test(name))).toEqual([]);
    expect(names).toContain('BusinessSignalOutOfBounds');
  });

  test('is computed only where an application asks for it', () => {
    expect(comparesWithUsual(api())).toBe(false);
    expect(comparesWithUsual(planner())).toBe(true);
    expect(comparesWithUsual(api({ alerts: { latency: { aboveUsual: { percent: 30 } } } }))).toBe(true);
  });
});
