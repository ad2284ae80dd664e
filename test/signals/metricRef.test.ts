import { expect, test } from '@jest/globals';
import { referredSignal, selectReferred } from '../../signals/metricRef';

const meaning = { kind: 'counter', unit: 'count', description: 'Jobs.' } as const;

test('a metric without labels is every series of the application', () => {
  const jobs = { metric: 'jobs_total' };
  expect(selectReferred('shop', jobs, referredSignal(jobs, meaning))).toBe('jobs_total{application="shop"}');
});

test('a list of values is any of them, taken literally', () => {
  const jobs = { metric: 'jobs_total', labels: { queue: 'a', state: ['failed', 'timed.out'] } };
  const signal = referredSignal(jobs, meaning);
  expect(selectReferred('shop', jobs, signal)).toBe(
    'jobs_total{application="shop",queue="a",state=~"failed|timed\\\\.out"}',
  );
  expect(signal.labels).toEqual(expect.arrayContaining(['application', 'queue', 'state']));
});

test('a histogram is asked for by its buckets', () => {
  const took = { metric: 'job_seconds' };
  const signal = referredSignal(took, { ...meaning, kind: 'histogram', labels: ['le'] });
  expect(selectReferred('shop', took, signal, { le: '0.5' })).toBe(
    'job_seconds_bucket{application="shop",le="0.5"}',
  );
});
