import { expect, test } from '@jest/globals';
import { buildRules } from '../../rules';
import { depot, store } from './fixture/dependencies';
import { input } from './fixture';

const rules = buildRules(input({ applications: [store(), depot()] })).flatMap(({ group }) => group.rules);
const drawn = rules.flatMap((rule) =>
  'record' in rule && rule.record.startsWith('dependency:alert_threshold:')
    ? [{ name: `${String(rule.labels?.['application'])}: ${String(rule.labels?.['alert'])}`, rule }]
    : [],
);

/** What an alert compares with; a rate per second that is compared per minute counts per second. */
const compared = (expr: string): number => {
  const [, perMinute, limit] = /( \* 60)? [<>] ([0-9.e+-]+)(?: and .*)?$/.exec(expr) ?? [];
  return Number(limit) / (perMinute === undefined ? 1 : 60);
};

test.each(drawn)('$name: the line on the board is what the alert compares with', ({ rule }) => {
  const { application, dependency, alert } = rule.labels ?? {};
  const found = rules.filter(
    (other) =>
      'alert' in other &&
      other.alert === alert &&
      other.labels['application'] === application &&
      other.labels['dependency'] === dependency,
  );
  expect(found.map(({ expr }) => compared(expr))).toEqual([Number(/^vector\((.+)\)$/.exec(rule.expr)?.[1])]);
});

test('every alert that a board draws has its line', () => {
  expect(drawn.map(({ name }) => name)).toEqual(
    expect.arrayContaining([
      'store: RedisHitRateLow',
      'store: PostgresqlSizeNearLimit',
      'depot: RedisEvictions',
    ]),
  );
});
