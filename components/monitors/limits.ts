import type { MetricsConfig } from '../../config/schema/stack';

/** Cardinality limits as every monitor kind spells them: a target beyond them fails its scrape, which is alerted on. */
export const scrapeLimits = ({ limits }: MetricsConfig): Record<string, number | string> => ({
  sampleLimit: limits.samplesPerScrape,
  targetLimit: limits.targetsPerScrapePool,
  labelLimit: limits.labelsPerSeries,
  labelNameLengthLimit: limits.labelNameLength,
  labelValueLengthLimit: limits.labelValueLength,
  bodySizeLimit: `${String(limits.bodySizeMb)}MB`,
});
