import type { Application } from '../config/schema/application';
import type { RulesInput } from './input';
import type { RuleGroup } from './model';

/** A rate over 5 minutes needs four samples to survive a lost scrape. */
const longestScrapeSeconds = 75;

const applicationFaults = (
  { name, http, scrape, alerts }: Application,
  { applicationScrapeIntervalSeconds }: RulesInput,
): string[] => {
  if (http === undefined) return [];
  const where = `applications/${name}.yaml`;
  const seconds = scrape?.intervalSeconds ?? applicationScrapeIntervalSeconds;
  const origin =
    scrape?.intervalSeconds === undefined
      ? 'observatory:metrics.scrapeIntervalSeconds.applications'
      : `${where}: scrape.intervalSeconds`;
  const largest = Math.max(...http.duration.bucketsSeconds);
  return [
    ...(seconds <= longestScrapeSeconds
      ? []
      : [
          `${origin}: ${String(seconds)} s are too long for the rates over 5 minutes that the alerts of ${name} read; write at most ${String(longestScrapeSeconds)}`,
        ]),
    ...(alerts.latency.p95Ms / 1_000 < largest * (1 + 1e-9)
      ? []
      : [
          `${where}: alerts.latency.p95Ms ${String(alerts.latency.p95Ms)} is beyond the largest bucket of ${http.duration.metric}; write at most ${String(largest * 1_000)}`,
        ]),
  ];
};

const duplicateNames = (groups: readonly RuleGroup[]): string[] => {
  const seen = new Set<string>();
  return groups.flatMap(({ name }) => {
    if (!seen.has(name)) {
      seen.add(name);
      return [];
    }
    return [`rules: two groups are called "${name}"; rename the one of the content folder`];
  });
};

/** What makes rules impossible or dead. Faults of single keys are found earlier, by config/content. */
export const ruleFaults = (input: RulesInput, groups: readonly RuleGroup[]): string[] => [
  ...input.applications.flatMap((application) => applicationFaults(application, input)),
  ...duplicateNames(groups),
];
