import { namespaces, releases, services } from '../../config/naming';
import type { Json, JsonObject } from '../../plan/json';
import { objectAt, type KubernetesObject } from './objects';

/*
 * The Prometheus and Alertmanager objects that kube-prometheus-stack would make of its values. Only fields that decide
 * what is monitored and who is told; the chart passes them on as they are.
 */

const PASSED_TO_PROMETHEUS = [
  'retention',
  'retentionSize',
  'scrapeInterval',
  'scrapeTimeout',
  'evaluationInterval',
  'externalLabels',
  'scrapeClasses',
  'enableFeatures',
  'ruleNamespaceSelector',
  'serviceMonitorNamespaceSelector',
  'podMonitorNamespaceSelector',
  'probeNamespaceSelector',
  'scrapeConfigNamespaceSelector',
  'enforcedSampleLimit',
  'enforcedTargetLimit',
  'enforcedLabelLimit',
  'enforcedBodySizeLimit',
] as const;

const SELECTORS = ['rule', 'serviceMonitor', 'podMonitor', 'probe', 'scrapeConfig'] as const;

const PASSED_TO_ALERTMANAGER = [
  'retention',
  'configSecret',
  'secrets',
  'configMaps',
  'alertmanagerConfigSelector',
  'alertmanagerConfigNamespaceSelector',
  'alertmanagerConfigMatcherStrategy',
] as const;

const pick = (spec: JsonObject, fields: readonly string[]): Record<string, Json> =>
  Object.fromEntries(
    fields.flatMap((field) => (spec[field] === undefined ? [] : [[field, spec[field]] as const])),
  );

/** `v3.14.0-distroless` is the image's tag; the version is what stands before the dash. */
const version = (spec: JsonObject): Record<string, Json> => {
  const { tag } = objectAt(spec, 'image');
  return typeof tag === 'string' ? { version: tag.replace(/-.*$/, '') } : {};
};

/** Given selectors as they are; none given selects everything when the values say so, as the chart does. */
const selectors = (spec: JsonObject): Record<string, Json> =>
  Object.fromEntries(
    SELECTORS.flatMap((subject): [string, Json][] => {
      const given = spec[`${subject}Selector`];
      if (given !== undefined) return [[`${subject}Selector`, given]];
      return spec[`${subject}SelectorNilUsesHelmValues`] === false ? [[`${subject}Selector`, {}]] : [];
    }),
  );

const object = (kind: string, spec: Record<string, Json>): KubernetesObject => ({
  apiVersion: 'monitoring.coreos.com/v1',
  kind,
  metadata: { name: releases.stack, namespace: namespaces.stack },
  spec,
});

/** Labels of Alertmanager's Service, by which the chart's monitor finds it. */
export const alertmanagerLabels = {
  app: 'kube-prometheus-stack-alertmanager',
  release: releases.stack,
  'self-monitor': 'true',
} as const;

/** The chart's monitor of Alertmanager: NotificationsFailing reads what it brings. */
export const alertmanagerMonitor = (): KubernetesObject => ({
  apiVersion: 'monitoring.coreos.com/v1',
  kind: 'ServiceMonitor',
  metadata: { name: services.alertmanager.name, namespace: namespaces.stack },
  spec: {
    namespaceSelector: { matchNames: [namespaces.stack] },
    selector: { matchLabels: { ...alertmanagerLabels } },
    endpoints: [{ port: 'http-web', path: '/metrics' }],
  },
});

/** Labels of node-exporter's Service, by which the chart's monitor finds it. */
export const nodeExporterLabels = {
  'app.kubernetes.io/name': 'prometheus-node-exporter',
  'app.kubernetes.io/instance': releases.stack,
  jobLabel: 'node-exporter',
} as const;

/** The chart's monitor of node-exporter: the alerts on nodes read what it brings. */
export const nodeExporterMonitor = (): KubernetesObject => ({
  apiVersion: 'monitoring.coreos.com/v1',
  kind: 'ServiceMonitor',
  metadata: { name: `${releases.stack}-prometheus-node-exporter`, namespace: namespaces.stack },
  spec: {
    jobLabel: 'jobLabel',
    namespaceSelector: { matchNames: [namespaces.nodes] },
    selector: {
      matchLabels: {
        'app.kubernetes.io/name': nodeExporterLabels['app.kubernetes.io/name'],
        'app.kubernetes.io/instance': nodeExporterLabels['app.kubernetes.io/instance'],
      },
    },
    endpoints: [{ port: 'http-metrics', scheme: 'http' }],
  },
});

/** The Prometheus object of the chart's values. */
export function prometheusObject(values: JsonObject): KubernetesObject {
  const spec = objectAt(values, 'prometheus', 'prometheusSpec');
  return object('Prometheus', {
    ...pick(spec, PASSED_TO_PROMETHEUS),
    ...selectors(spec),
    ...version(spec),
    alerting: {
      alertmanagers: [
        {
          namespace: namespaces.stack,
          name: services.alertmanager.name,
          port: 'http-web',
          pathPrefix: '/',
          apiVersion: 'v2',
        },
      ],
    },
  });
}

/** The Alertmanager object of the chart's values. */
export function alertmanagerObject(values: JsonObject): KubernetesObject {
  const spec = objectAt(values, 'alertmanager', 'alertmanagerSpec');
  // Without a selector of its own the chart selects every AlertmanagerConfig.
  return object('Alertmanager', {
    alertmanagerConfigSelector: {},
    ...pick(spec, PASSED_TO_ALERTMANAGER),
    ...version(spec),
  });
}
