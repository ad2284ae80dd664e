import { retentionSizeGb } from '../../../config/capacity';
import {
  managedByLabels,
  monitoredNamespaceLabel,
  namespaces,
  scrapeClass,
  seriesLabels,
  tenantLabel,
} from '../../../config/naming';
import type { StackConfig } from '../../../config/schema/stack';
import { linkUrls } from '../../../config/urls';
import { images } from '../../../config/versions';
import { upstreamRelabelings } from '../../../rules/upstream/relabel';
import { exposureValues } from '../../exposure';
import { containerResources, priorityPlacement, volumeClaim } from '../../podSettings';

/** Labels that say where a series comes from: on every series, and on every alert and remote write. */
const identity = ({ name, environment }: StackConfig['cluster']): Record<string, string> => ({
  [seriesLabels.cluster]: name,
  [seriesLabels.environment]: environment,
});

/** The default scrape class: what every target gets without its monitor saying so. */
const identityScrapeClass = (cluster: StackConfig['cluster']): Record<string, unknown> => ({
  name: scrapeClass,
  default: true,
  relabelings: Object.entries(identity(cluster)).map(([targetLabel, replacement]) => ({
    action: 'replace',
    targetLabel,
    replacement,
  })),
});

const ours = { matchLabels: monitoredNamespaceLabel };

/**
 * Which objects are taken: any label (the chart would ask for its release label and ignore the rest in silence), but
 * only in our own and labelled namespaces. Rules: see below.
 */
const selectors = {
  ruleSelectorNilUsesHelmValues: false,
  serviceMonitorSelectorNilUsesHelmValues: false,
  podMonitorSelectorNilUsesHelmValues: false,
  probeSelectorNilUsesHelmValues: false,
  scrapeConfigSelectorNilUsesHelmValues: false,
  serviceMonitorNamespaceSelector: ours,
  podMonitorNamespaceSelector: ours,
  probeNamespaceSelector: ours,
  scrapeConfigNamespaceSelector: ours,
};

/** Kinds whose objects the operator would mark with the tenant's label, and how it names them. */
const enforcedResources = ['prometheusrules', 'servicemonitors', 'podmonitors', 'probes', 'scrapeconfigs'];

/**
 * Rules of our own namespaces alone: whoever writes a rule chooses its priority, its team and what it inhibits. With
 * `alerting.tenantRules` those of labelled namespaces too, and the operator marks what they say: see tenantRoutes in
 * routing/routes.ts.
 */
const tenantSelection = (tenantRules: boolean): Record<string, unknown> =>
  tenantRules
    ? {
        ruleNamespaceSelector: ours,
        enforcedNamespaceLabel: tenantLabel,
        excludedFromEnforcement: Object.values(namespaces).flatMap((namespace) =>
          enforcedResources.map((resource) => ({ group: 'monitoring.coreos.com', resource, namespace })),
        ),
      }
    : { ruleNamespaceSelector: { matchLabels: { ...monitoredNamespaceLabel, ...managedByLabels } } };

/** `prometheus.*` of kube-prometheus-stack. */
export const prometheusValues = (config: StackConfig): Record<string, unknown> => {
  const { metrics, cluster, storage, scheduling, access, alerting } = config;
  const replicated = metrics.replicas > 1;
  return {
    ...exposureValues(config, 'prometheus'),
    // Two replicas answer differently by a scrape: a browser stays with one of them.
    service: { sessionAffinity: replicated ? 'ClientIP' : 'None' },
    // A budget for a single replica would block every node drain.
    podDisruptionBudget: { enabled: replicated },
    prometheusSpec: {
      ...selectors,
      ...tenantSelection(config.alerting.tenantRules),
      ...priorityPlacement(scheduling),
      image: { tag: images.prometheus.version },
      replicas: metrics.replicas,
      podAntiAffinity: metrics.antiAffinity,
      retention: `${String(metrics.retentionDays)}d`,
      // Without it a full disk stops ingestion and crashes the restart (no space for the write-ahead log).
      retentionSize: `${String(retentionSizeGb(metrics))}GiB`,
      scrapeInterval: `${String(metrics.scrapeIntervalSeconds.infrastructure)}s`,
      evaluationInterval: `${String(metrics.evaluationIntervalSeconds)}s`,
      externalLabels: identity(cluster),
      externalUrl: linkUrls(access).prometheus,
      scrapeClasses: [identityScrapeClass(cluster)],
      additionalAlertRelabelConfigs: upstreamRelabelings(alerting.platformTeam),
      // Metric → trace links need exemplars, which Prometheus keeps only when asked to.
      enableFeatures: ['exemplar-storage'],
      resources: containerResources(metrics.resources),
      storageSpec: volumeClaim(metrics.volumeSizeGb, storage.className),
    },
  };
};
