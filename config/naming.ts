/**
 * Every name that two places must agree on, exactly once. They are day-one names: changing a release
 * or fullname override renames StatefulSets and with them makes new, empty volumes (ADR 0004).
 */
export const namespaces = {
  /** Prometheus, Alertmanager, Grafana, the operator. Pod security: restricted. */
  stack: 'observatory',
  /** node-exporter alone: it needs host namespaces and paths. Pod security: privileged. */
  nodes: 'observatory-nodes',
} as const;

/** Rules and monitors are taken from namespaces that carry this label, and from no others. */
export const monitoredNamespaceLabel = { 'observatory.dev/monitored': 'true' } as const;

/** On every object of ours. */
export const managedByLabels = { 'app.kubernetes.io/managed-by': 'observatory' } as const;

/** Marks a Secret that holds configuration without any credential in it, so a plan may show it. */
export const containsLabel = 'observatory.dev/contains';

export const releases = {
  crds: 'prometheus-operator-crds',
  stack: 'kps',
  blackbox: 'blackbox',
  cloudwatch: 'cloudwatch',
} as const;

/** Names that the kube-prometheus-stack chart derives from its fullname override. */
export const services = {
  prometheus: { name: `${releases.stack}-prometheus`, port: 9090 },
  alertmanager: { name: `${releases.stack}-alertmanager`, port: 9093 },
  grafana: { name: `${releases.stack}-grafana`, port: 80 },
  blackbox: { name: releases.blackbox, port: 9115 },
  cloudwatch: { name: releases.cloudwatch, port: 80 },
} as const;

export const secretNames = {
  alertmanagerConfig: 'alertmanager-configuration',
  alertmanagerCredentials: 'alertmanager-credentials',
  grafanaAdmin: 'grafana-admin',
  grafanaCredentials: 'grafana-credentials',
} as const;

/** Where the operator mounts a Secret into the Alertmanager pods. */
export const alertmanagerSecretFile = (secretName: string, key: string): string =>
  `/etc/alertmanager/secrets/${secretName}/${key}`;

/** Features of Alertmanager that are switched on: `receiver_name` on its counters of notifications. */
export const alertmanagerFeatures = ['receiver-name-in-metrics'] as const;

/** Where the operator mounts the ConfigMap of message templates. */
export const alertmanagerTemplates = {
  configMap: 'alertmanager-templates',
  folder: '/etc/alertmanager/configmaps/alertmanager-templates',
} as const;

/** Labels stamped on series (by scrape class and monitors) and on alerts (by rules/decorate). */
export const seriesLabels = {
  cluster: 'cluster',
  environment: 'environment',
  application: 'application',
  team: 'team',
  namespace: 'namespace',
  /** Name of a dependency, on the series of its exporter: those are not the application's own. */
  dependency: 'dependency',
} as const;

/**
 * On every alert of a rule that lies in another namespace, with that namespace as value; the operator enforces it, so it
 * cannot be forged or left out. Not `namespace`, which our own alerts carry too.
 */
export const tenantLabel = 'tenant_namespace';

export const alertLabels = {
  severity: 'severity',
  priority: 'priority',
  slo: 'slo',
  maintenance: 'maintenance',
  integration: 'integration',
  /** Name of an API of somebody else that the application calls. */
  thirdParty: 'third_party',
  /** Name of a probe, on its series too. */
  probe: 'probe',
} as const;

/** Alerts that are none, a proof of life and a switch: routed to machines or to nobody, and never to people. */
export const machineAlerts: readonly string[] = ['Watchdog', 'InfoInhibitor'];
/** Fires while a maintenance window is open. */
export const maintenanceAlert = 'MaintenanceWindow';
/** Fires while a channel does not work: routed past that channel. */
export const brokenChannelAlert = 'NotificationsFailing';

/** Alertmanager's names of the channels that a stack can use, as its metrics have them in `integration`. */
export const integrations = ['pagerduty', 'slack', 'email', 'webhook'] as const;
export type Integration = (typeof integrations)[number];

/** The default scrape class: stamps `cluster` and `environment` on every series. */
export const scrapeClass = 'observatory';

/** `job` of targets that are ours to name. */
export const jobs = { blackbox: 'blackbox' } as const;

/** Uids of the provisioned data sources; dashboards refer to them by these. */
export const dataSources = {
  prometheus: 'prometheus',
  alertmanager: 'alertmanager',
  logs: 'logs',
  traces: 'traces',
} as const;

export const grafanaDashboardLabel = { grafana_dashboard: '1' } as const;
/** What the chart's sidecar takes data sources from. */
export const grafanaDataSourceLabel = { grafana_datasource: '1' } as const;
export const grafanaFolderAnnotation = 'grafana_folder';
export const grafanaAdminUser = 'admin';
/** ConfigMap of the data sources that a stack names. */
export const grafanaDataSources = 'grafana-data-sources';
/** Role of ours that lets Grafana's sidecars read ConfigMaps of the stack namespace, and nothing else. */
export const grafanaSidecarRole = 'grafana-sidecar';

/** Type tokens of our components: part of every child's URN, so a rename needs an alias. */
export const componentType = (noun: string): string => `observatory:index:${noun}`;

/** Address of a Service inside the cluster, without a trailing dot: `http://name.namespace.svc:port`. */
export const inClusterUrl = (service: { readonly name: string; readonly port: number }): string =>
  `http://${service.name}.${namespaces.stack}.svc:${String(service.port)}`;
