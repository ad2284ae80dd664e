import { z } from 'zod';
import { antiAffinity, resources, whole } from './common';

export const metrics = z
  .strictObject({
    replicas: whole(1, 8).describe('Prometheus replicas. Two or more scrape the same targets independently.'),
    antiAffinity: antiAffinity.describe('Whether two replicas may share a node.'),
    retentionDays: whole(1, 3650).describe('How long samples are kept.'),
    volumeSizeGb: whole(2, 65_536).describe('Volume of each replica in GiB.'),
    retentionSizeGb: whole(1, 65_536)
      .optional()
      .describe(
        'Oldest blocks go when they exceed this many GiB, whatever their age. Default: 80 % of the volume, because the write-ahead log and compaction need the rest.',
      ),
    expectedSeries: z
      .strictObject({
        infrastructure: whole(0, 100_000_000).describe(
          'Active series of the cluster itself (about 30,000 + 700 per node).',
        ),
        applications: whole(0, 100_000_000).describe('Active series of all applications together.'),
      })
      .describe('What you expect to store. The volume and the retention are checked against it.'),
    scrapeIntervalSeconds: z
      .strictObject({
        infrastructure: whole(5, 120).describe('Nodes, kubelets, kube-state-metrics and the stack itself.'),
        applications: whole(5, 120).describe('Applications, their dependencies and probes.'),
      })
      .describe('Seconds between two scrapes.'),
    evaluationIntervalSeconds: whole(5, 300).describe('Seconds between two evaluations of a rule.'),
    limits: z
      .strictObject({
        samplesPerScrape: whole(100, 10_000_000).describe(
          'A target that exposes more samples fails its scrape, visibly.',
        ),
        targetsPerScrapePool: whole(1, 100_000).describe('Targets that one monitor may discover.'),
        labelsPerSeries: whole(10, 200).describe('Labels that a series may carry.'),
        labelNameLength: whole(20, 2_000).describe('Longest label name.'),
        labelValueLength: whole(100, 20_000).describe(
          'Longest label value; request ids and stack traces are refused.',
        ),
        bodySizeMb: whole(1, 1_000).describe('Largest uncompressed answer of a target in MiB.'),
      })
      .describe(
        'Cardinality limits for application targets. What exceeds them is dropped and alerted on, not stored.',
      ),
    resources: resources.describe('CPU and memory of each Prometheus.'),
  })
  .describe('Prometheus: what is collected, how often, and how long it is kept.');

export const synthetics = z
  .strictObject({
    enabled: z.boolean().describe('Deploy the blackbox exporter and probe the URLs that applications name.'),
    replicas: whole(1, 8).describe('Blackbox exporter replicas.'),
    intervalSeconds: whole(10, 300).describe('Seconds between two probes of one URL.'),
    timeoutSeconds: whole(1, 60).describe(
      'A probe that takes longer has failed. Must be shorter than the interval.',
    ),
  })
  .describe('Synthetic checks from inside the cluster.');

export const slo = z
  .strictObject({
    budgetWindowDays: whole(1, 365).describe(
      'Period of the error budgets. Longer than `metrics.retentionDays`, the budget is computed over the retention and named so.',
    ),
  })
  .describe('Service level objectives; each application states its own objective.');
