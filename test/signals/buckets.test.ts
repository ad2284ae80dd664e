import { describe, expect, test } from '@jest/globals';
import { bound, everything, nearestBuckets } from '../../signals/buckets';

describe('a bound prints as Prometheus 3 stores it', () => {
  // Right-hand sides: what labels.FormatOpenMetricsFloat of Prometheus 3.14 prints.
  test.each([
    [0.005, '0.005'],
    [0.5, '0.5'],
    [1, '1.0'],
    [2.5, '2.5'],
    [10, '10.0'],
    [30, '30.0'],
    [0.0001, '0.0001'],
    [0.00001, '1e-05'],
    [100_000, '100000.0'],
    [1_000_000, '1e+06'],
    [1_234_567, '1.234567e+06'],
    [1e21, '1e+21'],
  ])('%d is le="%s"', (seconds, stored) => {
    expect(bound(seconds)).toBe(stored);
  });

  test('all observations are +Inf', () => {
    expect(everything).toBe('+Inf');
  });
});

describe('a threshold must be a bucket', () => {
  const buckets = [0.1, 0.3, 0.5, 1, 30];

  test.each([0.1, 300 / 1_000, 0.5, 30])('%d s is one', (threshold) => {
    expect(nearestBuckets(threshold, buckets)).toBeUndefined();
  });

  test.each([
    [0.45, [0.3, 0.5]],
    [0.05, [0.1]],
    [60, [30]],
    [1.001, [1, 30]],
  ])('%d s is none; the nearest are %j', (threshold, nearest) => {
    expect(nearestBuckets(threshold, buckets)).toEqual(nearest);
  });

  test('buckets may be written in any order', () => {
    expect(nearestBuckets(0.45, [...buckets].reverse())).toEqual([0.3, 0.5]);
  });
});
