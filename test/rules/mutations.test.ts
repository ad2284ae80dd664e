import { describe, expect, test } from '@jest/globals';
import type { Duration, PlainRule } from '../../rules/model';
import { definitionOf } from './definition';
import { rulesSeenBy } from './dependencies';
import { mutationsOf } from './mutations';

const record = (name: string, expr: string): PlainRule => ({ record: name, expr });
const alert = (name: string, expr: string, level?: string, held: Duration = '1m'): PlainRule => ({
  alert: name,
  expr,
  for: held,
  labels: level === undefined ? {} : { sloth_severity: level },
  annotations: {},
});

const spoilt = (expr: string): string[] => mutationsOf(record('a:b', expr), 30).map(({ rule }) => rule.expr);

describe('the faults made in a rule', () => {
  test('are its threshold one step up and down, and its comparison turned', () => {
    expect(spoilt('up > 5')).toEqual(['up < 5', 'up > 6', 'up > 4']);
    expect(spoilt('up >= 0.01')).toEqual(['up <= 0.01', 'up >= 0.011', 'up >= 0.009']);
    expect(spoilt('up == bool 0')).toEqual(['up != bool 0', 'up == bool 1', 'up == bool -1']);
  });

  test('are each matcher and each label of a grouping left out', () => {
    expect(spoilt('sum by (le, job) (x{a="1",b!="2"})')).toEqual([
      'sum by (job) (x{a="1",b!="2"})',
      'sum by (le) (x{a="1",b!="2"})',
      'sum by (le, job) (x{b!="2"})',
      'sum by (le, job) (x{a="1"})',
    ]);
  });

  test('are each window twice as long', () => {
    expect(spoilt('rate(x[5m] offset 1d)')).toEqual(['rate(x[10m] offset 1d)', 'rate(x[5m] offset 2d)']);
  });

  test('are its `for` an evaluation longer and shorter, but not below none', () => {
    expect(mutationsOf(alert('A', 'up'), 30).map(({ rule }) => 'for' in rule && rule.for)).toEqual([
      '90s',
      '30s',
    ]);
    expect(mutationsOf(alert('A', 'up', undefined, '0s'), 30).map(({ what }) => what)).toEqual([
      'for 0s is 30s',
    ]);
  });

  test('have names of their own within a rule, and equal keys in another instance', () => {
    const names = mutationsOf(record('a:b', 'x{a="1"} + x{a="1"}'), 30).map(({ what }) => what);
    expect(names).toEqual(['without matcher a="1"', 'without matcher a="1" (2)']);
    const keys = (expr: string): string[] => mutationsOf(record('a:b', expr), 30).map(({ key }) => key);
    expect(keys('rate(x{a="1"}[5m]) > 0.5')).toEqual(keys('rate(y{a="2"}[1h]) > 3'));
  });
});

describe('two rules are instances of one definition', () => {
  const keys = (expr: string): string[] => mutationsOf(record('a:b', expr), 30).map(({ key }) => key);

  test('when they have one name; alerts on the budgets of two kinds of objectives, when they have one level', () => {
    expect(definitionOf(alert('A', 'x > 1'))).not.toBe(definitionOf(alert('B', 'x > 1')));
    const slow = definitionOf(alert('LatencyBurn', 'x > 1', 'ticket'));
    expect(definitionOf(alert('AvailabilityBurn', 'y > 2', 'ticket'))).toBe(slow);
    expect(definitionOf(alert('AvailabilityBurn', 'y > 2', 'page'))).not.toBe(slow);
  });

  test('and share the faults of each clause that both have', () => {
    const short = keys('max(up{a="1"}) == 0');
    expect(keys('(max(up{a="2"}) == 0) unless on (b) x{c="3"}')).toEqual(expect.arrayContaining(short));
    expect(keys('rate(x[1h]) or max(up{a="2"}) == 1')).toEqual(expect.arrayContaining(short));
  });

  test('also where one asks for more labels, whose matchers are faults of its own', () => {
    const [one, more] = [keys('rate(x{a="1"}[5m]) > 1'), keys('rate(x{a="1",b="2"}[5m]) > 1')];
    expect(more).toEqual(expect.arrayContaining(one));
    expect(more).toHaveLength(one.length + 1);
  });

  test('but not those of a clause with another comparison or function, nor of a second clause of its form', () => {
    expect(keys('rate(x[5m])')).not.toEqual(keys('increase(x[5m])'));
    expect(keys('x > 1')).not.toEqual(keys('x < 1'));
    expect(new Set(keys('x > 1 and y > 1')).size).toBe(6);
  });
});

describe('a case depends on', () => {
  const base = record('a:base', 'up');
  const derived = record('a:derived', 'a:base * 2');
  const fires = alert('Fires', 'a:derived > 1');
  const other = alert('Other', 'a:base > 1');
  const rules = [base, derived, fires, other];
  const seenBy = (tested: object): PlainRule[] => [...rulesSeenBy({ ...tested }, rules)];
  const sees = (expr: string): PlainRule[] => seenBy({ promql_expr_test: [{ expr, eval_time: '1m' }] });

  test('the alerts that it expects, and what they read, and so on', () => {
    const tested = { alert_rule_test: [{ alertname: 'Fires', eval_time: '1m', exp_alerts: [] }] };
    expect(seenBy(tested)).toEqual([fires, derived, base]);
  });

  test('the metrics that it asks for', () => {
    expect(sees('a:base + unknown')).toEqual([base]);
    expect(sees('{__name__=~"a:ba.+"}')).toEqual([base]);
    expect(new Set(sees('count({job="x"})'))).toEqual(new Set(rules));
  });

  test('the alerts whose series it asks for', () => {
    expect(sees('ALERTS{alertname=~"Oth.+"}')).toEqual([other, base]);
    expect(new Set(sees('count(ALERTS) or ALERTS_FOR_STATE'))).toEqual(new Set(rules));
  });
});
