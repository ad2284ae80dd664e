import type { Application } from '../../config/schema/application';
import type { MetricsConfig } from '../../config/schema/stack';
import { stampedBy } from './labels';
import { scrapeLimits } from './limits';
import { scrapeInterval, sourcesOf, type Source } from './sources';

export interface MonitorSpec {
  readonly kind: 'ServiceMonitor' | 'PodMonitor';
  readonly spec: Readonly<Record<string, unknown>>;
}

/** How a kind of monitor finds targets. */
const discoveries = {
  service: { kind: 'ServiceMonitor', endpoints: 'endpoints' },
  pod: { kind: 'PodMonitor', endpoints: 'podMetricsEndpoints' },
} as const;
type Discovery = keyof typeof discoveries;

interface Discovered {
  readonly source: Source;
  readonly matchLabels: Readonly<Record<string, string>>;
  readonly port: string;
  readonly path: string;
}

const discoveredBy = (discovery: Discovery, source: Source): Discovered[] => {
  const found = source.scrape[discovery];
  if (found === undefined) return [];
  const { matchLabels, port, path = '/metrics' } = found;
  return [{ source, matchLabels, port, path }];
};

/** Text within a regular expression of a relabeling, which is anchored at both ends. */
const literal = (text: string): string => text.replaceAll(/[\\^$.*+?()[\]{}|]/g, '\\$&');

/** Takes the targets of one source out of everything that the namespaces hold, as the operator does for a selector. */
const keepOnly = (discovery: Discovery, { source, matchLabels }: Discovered): Record<string, unknown> => {
  const labels = Object.entries(matchLabels).map(([name, value]) => ({
    // As Prometheus makes a label name of anything.
    name: name.replaceAll(/[^a-zA-Z0-9_]/g, '_'),
    value,
  }));
  return {
    action: 'keep',
    sourceLabels: [
      '__meta_kubernetes_namespace',
      ...labels.flatMap(({ name }) => [
        `__meta_kubernetes_${discovery}_label_${name}`,
        `__meta_kubernetes_${discovery}_labelpresent_${name}`,
      ]),
    ],
    regex: [source.namespace, ...labels.flatMap(({ value }) => [value, 'true'])].map(literal).join(';'),
  };
};

const monitor = (
  discovery: Discovery,
  discovered: readonly Discovered[],
  metrics: MetricsConfig,
): MonitorSpec => {
  const { kind, endpoints } = discoveries[discovery];
  const [only, ...others] = discovered;
  // A monitor has one selector for all its endpoints: where they differ, each keeps its own targets.
  const selector = only === undefined || others.length > 0 ? {} : { matchLabels: only.matchLabels };
  return {
    kind,
    spec: {
      selector,
      namespaceSelector: { matchNames: [...new Set(discovered.map(({ source }) => source.namespace))] },
      ...scrapeLimits(metrics),
      [endpoints]: discovered.map((target) => ({
        port: target.port,
        path: target.path,
        interval: `${String(scrapeInterval(target.source, metrics))}s`,
        // An application must not claim another's identity.
        honorLabels: false,
        relabelings: [
          ...(others.length > 0 ? [keepOnly(discovery, target)] : []),
          ...stampedBy(target.source.labels),
        ],
      })),
    },
  };
};

/**
 * The monitors of what Kubernetes discovers for an application: one for everything behind Services and one for everything
 * found as pods, so at most two and usually one (ADR 0006). The kind of the application's own comes first.
 */
export const monitorSpecs = (application: Application, metrics: MetricsConfig): readonly MonitorSpec[] => {
  const sources = sourcesOf(application);
  const order: readonly Discovery[] =
    application.scrape?.pod === undefined ? ['service', 'pod'] : ['pod', 'service'];
  return order.flatMap((discovery) => {
    const discovered = sources.flatMap((source) => discoveredBy(discovery, source));
    return discovered.length === 0 ? [] : [monitor(discovery, discovered, metrics)];
  });
};
