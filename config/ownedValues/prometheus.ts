import {
  inClear,
  outside,
  reliedUpon,
  setBy,
  specOfOperator,
  watchesItself,
  type OwnedValues,
} from './model';

const objects = reliedUpon(
  'it decides whose monitors and rules are taken; with another one ours are ignored',
);
const tenants = setBy('alerting.tenantRules');

const selectors: OwnedValues = Object.fromEntries(
  ['serviceMonitor', 'podMonitor', 'probe', 'scrapeConfig', 'rule'].flatMap((kind) => [
    [`${kind}Selector`, objects],
    [`${kind}SelectorNilUsesHelmValues`, objects],
    [`${kind}NamespaceSelector`, kind === 'rule' ? tenants : objects],
  ]),
);

/** `prometheus.*` of kube-prometheus-stack. */
export const prometheus: OwnedValues = {
  enabled: reliedUpon('without Prometheus there is nothing to alert on'),
  agentMode: reliedUpon('an agent evaluates no rules'),
  ingress: setBy('access.exposure', 'access.authentication'),
  route: setBy('access.exposure', 'access.authentication'),
  ingressPerReplica: setBy('access.exposure'),
  routePerReplica: setBy('access.exposure'),
  service: {
    ...outside('port'),
    sessionAffinity: reliedUpon('two replicas answer differently by a scrape'),
  },
  servicePerReplica: setBy('access.exposure'),
  thanosIngress: setBy('access.exposure'),
  thanosServiceExternal: { enabled: setBy('access.exposure') },
  extraSecret: { data: inClear('make a Secret, and name it in prometheusSpec.secrets') },
  additionalRulesForClusterRole: reliedUpon('a further rule could let it read every Secret'),
  serviceMonitor: { selfMonitor: watchesItself },
  podDisruptionBudget: { enabled: setBy('metrics.replicas') },
  prometheusSpec: {
    ...selectors,
    ignoreNamespaceSelectors: objects,
    enforcedNamespaceLabel: tenants,
    excludedFromEnforcement: tenants,
    ...specOfOperator,
    image: reliedUpon('rules and tests are proven with this version'),
    version: reliedUpon('rules and tests are proven with this version'),
    replicas: setBy('metrics.replicas'),
    shards: reliedUpon('each shard has a part of the series, and no rule sees them all'),
    podAntiAffinity: setBy('metrics.antiAffinity'),
    retention: setBy('metrics.retentionDays'),
    retentionSize: setBy('metrics.retentionSizeGb'),
    scrapeInterval: setBy('metrics.scrapeIntervalSeconds'),
    evaluationInterval: setBy('metrics.evaluationIntervalSeconds'),
    externalLabels: reliedUpon(
      'observatory:cluster.name and environment stand in it, and a map without them tells alerts of two clusters not apart',
    ),
    externalUrl: setBy('access.urls.prometheus'),
    enableAdminAPI: reliedUpon('whoever reaches it could delete series'),
    overrideHonorLabels: reliedUpon('it renames the labels that alerts on pods and nodes select by'),
    scrapeClasses: reliedUpon('its default class stamps cluster and environment on every series'),
    additionalAlertRelabelConfigs: reliedUpon('it gives the alerts of the chart priority and team'),
    alertingEndpoints: reliedUpon('it replaces Alertmanager; add others with additionalAlertManagerConfigs'),
    disableAlerting: reliedUpon('no alert would reach anybody'),
    resources: setBy('metrics.resources'),
    storageSpec: setBy('metrics.volumeSizeGb', 'storage.className'),
  },
};
