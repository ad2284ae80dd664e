import { createHash } from 'node:crypto';
import { alertLabels, inClusterUrl, jobs, services } from '../../config/naming';
import { maxObjectBytes, partition } from '../../config/partition';
import type { Application } from '../../config/schema/application';
import type { MetricsConfig, SyntheticsConfig } from '../../config/schema/stack';
import { applicationLabels } from './labels';
import { scrapeLimits } from './limits';
import { scrapeInterval, sourcesOf } from './sources';

/** A packed ScrapeConfig: many applications in one object, each target group with its own labels. */
export interface PackedScrapeConfig {
  readonly name: string;
  readonly spec: Readonly<Record<string, unknown>>;
}

interface TargetGroup {
  readonly targets: readonly string[];
  readonly labels: Readonly<Record<string, string>>;
}

const keyOf = ({ targets, labels }: TargetGroup): string =>
  [labels['application'], labels['dependency'], ...targets].filter((part) => part !== undefined).join(' ');

const pack = (
  name: string,
  groups: readonly TargetGroup[],
  spec: Readonly<Record<string, unknown>>,
): PackedScrapeConfig[] =>
  partition(groups, keyOf, maxObjectBytes).map(({ suffix, items }) => ({
    name: suffix === '' ? name : `${name}-${suffix}`,
    spec: { ...spec, staticConfigs: items },
  }));

const groupBy = <T>(items: readonly T[], key: (item: T) => string): Map<string, T[]> => {
  const groups = new Map<string, T[]>();
  for (const item of items) groups.set(key(item), [...(groups.get(key(item)) ?? []), item]);
  return groups;
};

/** A path as part of an object's name. Beyond one plain word a hash tells `/a/b` from `/a-b`. */
const slug = (path: string): string => {
  const [, word] = /^\/([a-z0-9]{1,40})$/.exec(path) ?? [];
  if (word !== undefined) return word;
  const readable = path
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(1, 41);
  return `${readable}-${createHash('sha256').update(path).digest('hex').slice(0, 8)}`.replace(/^-+/, '');
};

/** Fixed targets of applications and exporters, packed per path and interval. */
export const staticScrapeConfigs = (
  applications: readonly Application[],
  metrics: MetricsConfig,
): PackedScrapeConfig[] => {
  const fixed = applications.flatMap(sourcesOf).flatMap((source) => {
    const { targets, path = '/metrics' } = source.scrape.static ?? {};
    return targets === undefined
      ? []
      : [{ targets, path, labels: source.labels, seconds: scrapeInterval(source, metrics) }];
  });
  const pools = groupBy(fixed, ({ path, seconds }) => `${path} ${String(seconds)}`);
  return [...pools.values()].flatMap((members) => {
    const [first] = members;
    if (first === undefined) return [];
    return pack(
      `static-${slug(first.path)}-${String(first.seconds)}s`,
      members.map(({ targets, labels }) => ({ targets, labels })),
      {
        jobName: 'static',
        metricsPath: first.path,
        scrapeInterval: `${String(first.seconds)}s`,
        ...scrapeLimits(metrics),
      },
    );
  });
};

/**
 * Every probe of every application, through the blackbox exporter. One ScrapeConfig rather than a Probe object each:
 * a Probe has one set of labels for all its URLs, and one object per application is what the state can bear (ADR 0006).
 */
export const probeScrapeConfigs = (
  applications: readonly Application[],
  synthetics: SyntheticsConfig,
): PackedScrapeConfig[] => {
  const groups = applications.flatMap((application) =>
    application.probes.map(({ name, url }) => ({
      targets: [url],
      labels: { ...applicationLabels(application), [alertLabels.probe]: name },
    })),
  );
  if (groups.length === 0) return [];
  return pack('probes', groups, {
    jobName: jobs.blackbox,
    metricsPath: '/probe',
    params: { module: ['http_2xx'] },
    scrapeInterval: `${String(synthetics.intervalSeconds)}s`,
    // The exporter gives up half a second before Prometheus does, so that a slow page is a failed probe, not a failed scrape.
    scrapeTimeout: `${String(synthetics.timeoutSeconds)}s`,
    relabelings: [
      { action: 'replace', sourceLabels: ['__address__'], targetLabel: '__param_target' },
      { action: 'replace', sourceLabels: ['__param_target'], targetLabel: 'instance' },
      {
        action: 'replace',
        targetLabel: '__address__',
        replacement: new URL(inClusterUrl(services.blackbox)).host,
      },
    ],
  });
};
