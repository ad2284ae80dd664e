import type { MetricsConfig } from './schema/stack';

/**
 * Bytes of one sample on disk after compression, index included. The reference system SA measures 390 GB
 * for a million series at 30 s over 90 days: 1.5 bytes.
 */
const bytesPerSample = 1.5;
const bytesPerGb = 2 ** 30;
const secondsPerDay = 86_400;

/** Share of a volume that blocks may fill. Prometheus' storage documentation advises at most 80 to 85 %. */
export const largestBlockShare = 0.85;
/** Share that they may fill unless the stack says otherwise. */
export const defaultBlockShare = 0.8;

/** GiB that blocks may take before the oldest go: `metrics.retentionSizeGb`, by default 80 % of the volume. */
export const retentionSizeGb = (metrics: MetricsConfig): number =>
  metrics.retentionSizeGb ?? Math.max(1, Math.floor(metrics.volumeSizeGb * defaultBlockShare));

/** GiB per replica that the expected series fill over the retention. */
export const expectedGb = (metrics: MetricsConfig): number => {
  const { expectedSeries, scrapeIntervalSeconds, retentionDays } = metrics;
  const samplesPerSecond =
    expectedSeries.infrastructure / scrapeIntervalSeconds.infrastructure +
    expectedSeries.applications / scrapeIntervalSeconds.applications;
  return (samplesPerSecond * retentionDays * secondsPerDay * bytesPerSample) / bytesPerGb;
};

/** MiB that the head block of the expected series takes at least: 4 KiB each, without queries. */
export const smallestMemoryMb = (metrics: MetricsConfig): number =>
  ((metrics.expectedSeries.infrastructure + metrics.expectedSeries.applications) * 4) / 1_024;
