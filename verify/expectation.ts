import { knownChart } from '../charts/knownCharts';
import { dataSources, namespaces, releases, seriesLabels } from '../config/naming';
import type { StackConfig } from '../config/schema/stack';
import { contentsOf } from '../plan/contents';
import { isArray, isObject, textOf, valueAt, type Json, type JsonObject } from '../plan/json';
import type { Plan } from '../plan/model';

export interface ExpectedObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly name: string;
  readonly namespace: string | undefined;
  readonly manifest: JsonObject;
}

export interface ExpectedRelease {
  readonly name: string;
  readonly namespace: string;
  readonly chart: string;
  readonly version: string | undefined;
}

export interface ExpectedRule {
  readonly object: string;
  readonly group: string;
  readonly kind: 'alerting' | 'recording';
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
}

/** What Prometheus must scrape for one monitor. */
export interface ExpectedPool {
  /** As Prometheus names it: `serviceMonitor/observatory/shop/0`. */
  readonly pool: string;
  /** Applications whose targets it holds, sorted. */
  readonly applications: readonly string[];
  /** Number of fixed targets; undefined when Kubernetes discovers them. */
  readonly targets: number | undefined;
}

/** alertmanager.yaml as the operator generates it, or why that cannot be known. */
export type ExpectedConfiguration = { readonly text: string } | { readonly unknown: string };

/** What must be there once the plan of a stack is deployed. */
export interface Expectation {
  readonly cluster: { readonly name: string; readonly environment: string; readonly uid: string | undefined };
  readonly objects: readonly ExpectedObject[];
  readonly releases: readonly ExpectedRelease[];
  /** appVersion of the operator, without `v`: what the CRDs must be made for. */
  readonly operatorVersion: string;
  readonly rules: readonly ExpectedRule[];
  readonly pools: readonly ExpectedPool[];
  readonly dashboards: readonly { readonly uid: string; readonly title: string }[];
  readonly replicas: { readonly prometheus: number; readonly alertmanager: number };
  /** Uids of the data sources that Grafana must have. */
  readonly dataSources: readonly string[];
  /** Whether Grafana is deployed. */
  readonly grafana: boolean;
  /** Seconds between two heartbeats; undefined when there are none. */
  readonly heartbeatSeconds: number | undefined;
  readonly alertmanager: ExpectedConfiguration;
}

/** @param alertmanager what the operator makes of the plan's Alertmanager configuration */
export function expectationOf(
  plan: Plan,
  { cluster, alerting: { heartbeat }, grafana }: Pick<StackConfig, 'cluster' | 'alerting' | 'grafana'>,
  alertmanager: ExpectedConfiguration,
): Expectation {
  const contents = contentsOf(plan.resources);
  const values = contents.releases.find(({ name }) => name === releases.stack)?.values ?? {};
  const objects = contents.objects.map(({ kind, name, namespace, manifest }) => ({
    apiVersion: textOf(manifest['apiVersion']),
    kind,
    name,
    namespace,
    manifest,
  }));
  return {
    cluster: { name: cluster.name, environment: cluster.environment, uid: cluster.uid },
    heartbeatSeconds: heartbeat.enabled ? heartbeat.intervalSeconds : undefined,
    objects,
    releases: contents.releases.map(({ name, namespace, chart, version }) => ({
      name,
      namespace,
      chart,
      version,
    })),
    operatorVersion: (knownChart('prometheus-operator-crds').appVersion ?? '').replace(/^v/, ''),
    rules: contents.ruleGroups.flatMap(({ object, name, group }) => rulesOf(object, name, group)),
    pools: objects.flatMap(poolsOf),
    dashboards: contents.dashboards.map(({ uid, title }) => ({ uid, title })),
    dataSources: [
      dataSources.prometheus,
      dataSources.alertmanager,
      ...(grafana.logs === undefined ? [] : [dataSources.logs]),
      ...(grafana.traces === undefined ? [] : [dataSources.traces]),
    ],
    replicas: {
      prometheus: numberAt(values, ['prometheus', 'prometheusSpec', 'replicas']),
      alertmanager: numberAt(values, ['alertmanager', 'alertmanagerSpec', 'replicas']),
    },
    grafana: valueAt(values, ['grafana', 'enabled']) !== false,
    alertmanager,
  };
}

function rulesOf(object: string, group: string, value: JsonObject): ExpectedRule[] {
  const rules = value['rules'];
  return (isArray(rules) ? rules : []).filter(isObject).map((rule) => {
    const alert = rule['alert'];
    return {
      object,
      group,
      kind: alert === undefined ? ('recording' as const) : ('alerting' as const),
      name: textOf(alert ?? rule['record']),
      labels: texts(rule['labels']),
    };
  });
}

const texts = (value: Json | undefined): Record<string, string> =>
  Object.fromEntries(Object.entries(isObject(value) ? value : {}).map(([key, text]) => [key, textOf(text)]));

const numberAt = (value: Json, path: readonly string[]): number => {
  const found = valueAt(value, path);
  return typeof found === 'number' ? found : 1;
};

const items = (value: Json | undefined): readonly JsonObject[] =>
  (isArray(value) ? value : []).filter(isObject);

function poolsOf({ kind, name, namespace, manifest }: ExpectedObject): ExpectedPool[] {
  const spec = isObject(manifest['spec']) ? manifest['spec'] : {};
  const pool = (prefix: string, suffix = ''): string =>
    `${prefix}/${namespace ?? namespaces.stack}/${name}${suffix}`;
  const discovered = (prefix: string, endpoints: readonly JsonObject[]): ExpectedPool[] =>
    endpoints.map((endpoint, index) => ({
      pool: pool(prefix, `/${String(index)}`),
      applications: items(endpoint['relabelings'])
        .filter(({ targetLabel }) => targetLabel === seriesLabels.application)
        .map(({ replacement }) => textOf(replacement)),
      targets: undefined,
    }));
  switch (kind) {
    case 'ServiceMonitor':
      return discovered('serviceMonitor', items(spec['endpoints']));
    case 'PodMonitor':
      return discovered('podMonitor', items(spec['podMetricsEndpoints']));
    case 'ScrapeConfig': {
      const groups = items(spec['staticConfigs']);
      const applications = groups.map(({ labels }) => texts(labels)[seriesLabels.application] ?? '');
      const targets = groups.reduce(
        (sum, group) => sum + (isArray(group['targets']) ? group['targets'].length : 0),
        0,
      );
      return [{ pool: pool('scrapeConfig'), applications: [...new Set(applications)].sort(), targets }];
    }
    default:
      return [];
  }
}
