import { describe, expect, test } from '@jest/globals';
import { expectedGb, retentionSizeGb, smallestMemoryMb } from '../../config/capacity';
import type { MetricsConfig } from '../../config/schema/stack';
import { stackConfig } from '../support/configs';

const metrics = (changes: Partial<MetricsConfig>): MetricsConfig => ({
  ...stackConfig().metrics,
  ...changes,
});

describe('disk that the expected series take', () => {
  test('the reference system SA: a million series at 30 s over 90 days are about 390 GB', () => {
    const gib = expectedGb(
      metrics({
        expectedSeries: { infrastructure: 0, applications: 1_000_000 },
        scrapeIntervalSeconds: { infrastructure: 15, applications: 30 },
        retentionDays: 90,
      }),
    );
    // 33,333 samples/s × 7,776,000 s × 1.5 B = 388.8 GB = 362.1 GiB.
    expect((gib * 2 ** 30) / 1e9).toBeCloseTo(388.8, 6);
    expect(gib).toBeCloseTo(362.1, 1);
  });

  test('infrastructure counts with its own interval', () => {
    // 60,000 / 15 s + 20,000 / 30 s = 4,666.7 samples/s; × 7 × 86,400 s × 1.5 B = 4.2336 GB.
    const gib = expectedGb(
      metrics({
        expectedSeries: { infrastructure: 60_000, applications: 20_000 },
        scrapeIntervalSeconds: { infrastructure: 15, applications: 30 },
        retentionDays: 7,
      }),
    );
    expect((gib * 2 ** 30) / 1e9).toBeCloseTo(4.2336, 6);
  });

  test.each([
    ['standard', 36.2],
    ['large', 120.7],
  ])('preset %s expects %s GiB, well below its volume', (preset, gib) => {
    const config = stackConfig({ preset }).metrics;
    expect(expectedGb(config)).toBeCloseTo(gib, 1);
    expect(expectedGb(config)).toBeLessThan(config.volumeSizeGb / 2);
  });
});

test.each([
  [{ volumeSizeGb: 100 }, 80],
  [{ volumeSizeGb: 9 }, 7],
  [{ volumeSizeGb: 2 }, 1],
  [{ volumeSizeGb: 100, retentionSizeGb: 42 }, 42],
])('blocks of %j may take %i GiB', (changes, gib) => {
  expect(retentionSizeGb(metrics(changes))).toBe(gib);
});

test('the head of the expected series takes 4 KiB each', () => {
  const expectedSeries = { infrastructure: 200_000, applications: 800_000 };
  expect(smallestMemoryMb(metrics({ expectedSeries }))).toBeCloseTo(3_906.25, 6);
});
