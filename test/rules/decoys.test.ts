import { expect, test } from '@jest/globals';
import { withDecoys } from './decoys';

const seriesAfter = (...series: readonly string[]): string[] =>
  (
    withDecoys({ name: 'a case', input_series: series.map((one) => ({ series: one, values: '1x10' })) })
      .input_series ?? []
  ).map((one) => one.series);

test('every series of an owner comes once more under a foreign one, each owner by itself', () => {
  expect(seriesAfter('a{application="api",dependency="db",pod="x"}')).toEqual([
    'a{application="api",dependency="db",pod="x"}',
    'a{application="decoy",dependency="db",pod="x"}',
    'a{application="api",dependency="decoy",pod="x"}',
  ]);
});

test('a namespace is an owner where no application is named, an objective says whose it is before all others', () => {
  expect(seriesAfter('a{namespace="shop"}').slice(1)).toEqual(['a{namespace="decoy"}']);
  expect(seriesAfter('a{application="api",namespace="shop"}').slice(1)).toEqual([
    'a{application="decoy",namespace="shop"}',
  ]);
  expect(seriesAfter('a{application="api",sloth_id="api-latency"}').slice(1)).toEqual([
    'a{application="api",sloth_id="decoy"}',
  ]);
});

test('what is nobody’s stays alone, an empty owner is none, and two owners share one decoy', () => {
  expect(seriesAfter('up', 'a{dependency=""}')).toHaveLength(2);
  expect(seriesAfter('a{application="api"}', 'a{application="web"}').slice(2)).toEqual([
    'a{application="decoy"}',
  ]);
});
