import { describe, expect, test } from '@jest/globals';
import type { PlainRule } from '../../rules/model';
import { Decoys, timesAsLarge } from './decoys';

const decoysOf = (series: readonly string[], ...rules: readonly PlainRule[]): Decoys =>
  new Decoys(
    { name: 'a case', input_series: series.map((one) => ({ series: one, values: '1x10' })) },
    new Set(rules),
  );

const record = (name: string, expr: string, labels?: Record<string, string>): PlainRule => ({
  record: name,
  expr,
  ...(labels && { labels }),
});

const added = (series: readonly string[], ...exprs: readonly string[]): string[] => {
  const decoys = decoysOf(series, ...exprs.map((expr) => record('a:b', expr)));
  return (decoys.case().input_series ?? []).slice(series.length).map((one) => one.series);
};

describe('series', () => {
  test('come once more under a value that no selector takes, each label by itself', () => {
    expect(added(['a{application="api",le="1",pod="x"}'], 'a{application="api",le="1"}')).toEqual([
      'a{application="decoy",le="1",pod="x"}',
      'a{application="api",le="decoy",pod="x"}',
    ]);
  });

  test('do not where one selector asks for any value', () => {
    expect(
      added(['a{application="api",le="1"}'], 'a{application="api"} + a{application="api",le="1"}'),
    ).toEqual(['a{application="decoy",le="1"}']);
  });

  test('come with the label that is asked to be absent, or with the value that is asked not to be', () => {
    expect(added(['a'], 'a{dependency="",job!="prober"}')).toEqual([
      'a{dependency="decoy"}',
      'a{job="prober"}',
    ]);
  });

  test('come where the case has none of a metric, or none that is asked for, but not of what is recorded', () => {
    expect(added([], 'a{application="api"}')).toEqual(['a{application="decoy"}']);
    expect(added([], 'a:b{application="api"}')).toEqual([]);
  });
});

test('a recording rule stands once more under each label that its readers ask for', () => {
  const recorded = record('a:b', 'up', { application: 'api' });
  const reader = record('a:c', 'a:b{application="api"}');
  const [beside, ...more] = decoysOf([], recorded, reader).beside(recorded);
  expect(more).toEqual([]);
  expect(beside).toMatchObject({ record: 'a:b', labels: { application: 'decoy0' } });
  expect(beside?.expr).toMatch(/^max without \(application\) \(up\) \* [2-6]$/);
  expect(decoysOf([], recorded, reader).beside(reader)).toEqual([]);
});

test('values are larger, the number of samples is not', () => {
  expect(timesAsLarge('0+10x60 -2-1.5x3 1e3 _x5 stale NaN 4x2', 2)).toBe(
    '0+20x60 -4-3x3 2000 _x5 stale NaN 8x2',
  );
});
