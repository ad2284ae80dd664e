import { describe, expect, test } from '@jest/globals';
import { unknownValuePaths } from '../../charts/valuePaths';
import { stackValues } from '../../components/metrics/values';
import { alertmanagerValues } from '../../components/metrics/values/alertmanager';
import { grafanaValues } from '../../components/metrics/values/grafana';
import { operatorValues } from '../../components/metrics/values/operator';
import { platformValues } from '../../components/metrics/values/platform';
import { prometheusValues } from '../../components/metrics/values/prometheus';
import { blackboxValues } from '../../components/synthetics/values';
import type { PlainObject } from '../../config/merge';
import type { StackConfig } from '../../config/schema/stack';
import { production, stackConfig } from '../support/configs';

const prod = (changes: PlainObject = {}) => stackConfig(changes, production);

const oidc = {
  name: 'SSO',
  authUrl: 'https://sso/a',
  tokenUrl: 'https://sso/t',
  apiUrl: 'https://sso/u',
  clientId: 'grafana',
  scopes: 'openid',
  roleAttributePath: "'Viewer'",
};

describe('Prometheus', () => {
  test('takes objects of monitored namespaces whatever their labels', () => {
    const spec = prometheusValues(stackConfig())['prometheusSpec'] as PlainObject;
    for (const kind of ['serviceMonitor', 'podMonitor', 'probe', 'scrapeConfig']) {
      expect(spec[`${kind}SelectorNilUsesHelmValues`]).toBe(false);
      expect(spec[`${kind}NamespaceSelector`]).toEqual({
        matchLabels: { 'observatory.dev/monitored': 'true' },
      });
    }
  });

  test('takes rules of its own namespaces, and with tenantRules marks those of others', () => {
    const spec = prometheusValues(stackConfig())['prometheusSpec'] as PlainObject;
    expect(spec).toMatchObject({
      ruleSelectorNilUsesHelmValues: false,
      ruleNamespaceSelector: {
        matchLabels: { 'observatory.dev/monitored': 'true', 'app.kubernetes.io/managed-by': 'observatory' },
      },
    });
    expect(spec).not.toHaveProperty('enforcedNamespaceLabel');
    const open = prometheusValues(stackConfig({ alerting: { tenantRules: true } }))['prometheusSpec'];
    expect(open).toMatchObject({
      ruleNamespaceSelector: { matchLabels: { 'observatory.dev/monitored': 'true' } },
      enforcedNamespaceLabel: 'tenant_namespace',
    });
  });

  test('stamps cluster and environment on every series and every alert', () => {
    expect(prometheusValues(stackConfig())['prometheusSpec']).toMatchObject({
      externalLabels: { cluster: 'test', environment: 'test' },
      scrapeClasses: [
        {
          name: 'observatory',
          default: true,
          relabelings: [
            { action: 'replace', targetLabel: 'cluster', replacement: 'test' },
            { action: 'replace', targetLabel: 'environment', replacement: 'test' },
          ],
        },
      ],
    });
  });

  test('small: one replica of 7 days on 30 GiB, of which blocks may fill 24', () => {
    const values = prometheusValues(stackConfig());
    expect(values['service']).toEqual({ sessionAffinity: 'None' });
    expect(values['podDisruptionBudget']).toEqual({ enabled: false });
    expect(values['prometheusSpec']).toMatchObject({
      replicas: 1,
      retention: '7d',
      retentionSize: '24GiB',
      scrapeInterval: '15s',
      evaluationInterval: '30s',
      resources: { requests: { cpu: '250m', memory: '1536Mi' }, limits: { memory: '2560Mi' } },
      storageSpec: {
        volumeClaimTemplate: {
          spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '30Gi' } } },
        },
      },
    });
  });

  test('standard in production: two replicas apart, sessions stay with one, volumes on the named class', () => {
    const values = prometheusValues(prod());
    expect(values['service']).toEqual({ sessionAffinity: 'ClientIP' });
    expect(values['podDisruptionBudget']).toEqual({ enabled: true });
    expect(values['prometheusSpec']).toMatchObject({
      replicas: 2,
      podAntiAffinity: 'hard',
      retention: '15d',
      externalUrl: 'https://prometheus.o11y.example.com',
      storageSpec: { volumeClaimTemplate: { spec: { storageClassName: 'gp3' } } },
    });
    expect(values['ingress']).toMatchObject({
      enabled: true,
      hosts: ['prometheus.o11y.example.com'],
      annotations: { 'nginx.ingress.kubernetes.io/auth-url': 'https://sso' },
      tls: [{ secretName: 'o11y-tls' }],
    });
  });
});

describe('Alertmanager', () => {
  test('reads our Secret and mounted credentials, and no tenant’s configuration', () => {
    expect(alertmanagerValues(stackConfig(), ['a', 'b'])['alertmanagerSpec']).toMatchObject({
      useExistingSecret: true,
      configSecret: 'alertmanager-configuration',
      secrets: ['a', 'b'],
      configMaps: ['alertmanager-templates'],
      alertmanagerConfigSelector: {
        matchExpressions: [{ key: 'observatory.dev/tenant-alerting', operator: 'In', values: ['never'] }],
      },
    });
  });

  test('tenant configurations, once allowed, are confined to their namespace', () => {
    const spec = alertmanagerValues(stackConfig({ alerting: { tenantConfigs: true } }), [])[
      'alertmanagerSpec'
    ] as PlainObject;
    expect(spec['alertmanagerConfigMatcherStrategy']).toEqual({ type: 'OnNamespace' });
    expect(spec['alertmanagerConfigNamespaceSelector']).toEqual({
      matchLabels: { 'observatory.dev/monitored': 'true' },
    });
    expect(spec).not.toHaveProperty('alertmanagerConfigSelector');
  });
});

describe('platform', () => {
  test('EKS: hidden control-plane targets and their rules are off together', () => {
    expect(platformValues(prod())).toMatchObject({
      kubeEtcd: { enabled: false },
      kubeControllerManager: { enabled: false },
      kubeScheduler: { enabled: false },
      kubeProxy: { enabled: false },
      defaultRules: {
        rules: {
          etcd: false,
          kubeControllerManager: false,
          kubeSchedulerAlerting: false,
          kubeSchedulerRecording: false,
          kubeProxy: false,
        },
      },
    });
  });

  test('generic: everything stays on, and cAdvisor is scraped at the stack’s interval', () => {
    expect(platformValues(stackConfig())).toEqual({
      defaultRules: { rules: {} },
      kubelet: { serviceMonitor: { cAdvisorInterval: '15s', resourceInterval: '15s' } },
    });
  });
});

describe('Grafana', () => {
  test('has a generated login, reads ConfigMaps of its namespace only, and phones nobody', () => {
    const values = grafanaValues(stackConfig(), undefined);
    expect(values).toMatchObject({
      admin: { existingSecret: 'grafana-admin' },
      rbac: { namespaced: true, useExistingRole: 'grafana-sidecar' },
      initChownData: { enabled: false },
      persistence: { enabled: false },
      sidecar: {
        dashboards: {
          resource: 'configmap',
          searchNamespace: 'observatory',
          folderAnnotation: 'grafana_folder',
        },
        datasources: { resource: 'configmap', searchNamespace: 'observatory', uid: 'prometheus' },
      },
    });
    expect(values['grafana.ini']).toMatchObject({ analytics: { reporting_enabled: false } });
  });

  test('a volume is kept on uninstall and the pod recreated, because it can be mounted once', () => {
    expect(grafanaValues(prod(), undefined)).toMatchObject({
      persistence: {
        enabled: true,
        size: '5Gi',
        storageClassName: 'gp3',
        annotations: { 'helm.sh/resource-policy': 'keep' },
      },
      deploymentStrategy: { type: 'Recreate' },
    });
  });

  test('single sign-on reads its client secret from a mounted file', () => {
    const values = grafanaValues(prod({ access: { oidc } }), { secretName: 'sso', key: 'client' });
    expect(values['grafana.ini']).toMatchObject({
      'auth.generic_oauth': {
        enabled: true,
        client_id: 'grafana',
        client_secret: '$__file{/etc/secrets/oidc/client}',
      },
      security: { cookie_secure: true },
    });
    expect(values['extraSecretMounts']).toEqual([
      { name: 'oidc', secretName: 'sso', mountPath: '/etc/secrets/oidc', readOnly: true },
    ]);
  });

  test('off is off', () => {
    expect(grafanaValues(stackConfig({ grafana: { enabled: false } }), undefined)).toEqual({
      enabled: false,
    });
  });
});

const gateway = {
  exposure: 'gateway',
  tls: null,
  ingressClassName: null,
  gateway: { name: 'g', namespace: 'g' },
  authentication: { mode: 'external', annotations: null },
};
const scheduling = {
  nodeSelector: { pool: 'ops' },
  tolerations: [{ key: 'ops', operator: 'Exists' }],
  priorityClassName: 'high',
};

/** One configuration per switch that adds values, so that each path we can set meets the chart's list. */
const everyShape: Readonly<Record<string, StackConfig>> = {
  small: stackConfig(),
  large: stackConfig({ preset: 'large' }),
  production: prod(),
  gateway: prod({ access: gateway }),
  mirror: stackConfig({ images: { registry: 'registry.example.com/mirror', pullSecrets: ['pull'] } }),
  placement: stackConfig({ scheduling }),
  'tenant configurations': stackConfig({ alerting: { tenantConfigs: true } }),
  'no Grafana': stackConfig({ grafana: { enabled: false } }),
  'single sign-on': prod({ access: { oidc } }),
};

test.each(Object.entries(everyShape))('every value path exists in the pinned charts: %s', (_, config) => {
  const values = stackValues({
    config,
    alertmanagerSecrets: ['alertmanager-credentials'],
    grafanaOidcSecret: config.access.oidc === undefined ? undefined : { secretName: 's', key: 'k' },
  });
  expect(unknownValuePaths('kube-prometheus-stack', values)).toEqual([]);
  expect(unknownValuePaths('prometheus-blackbox-exporter', blackboxValues(config))).toEqual([]);
});

test('kube-state-metrics may list neither Secrets nor ConfigMaps', () => {
  const values = stackValues({ config: prod(), alertmanagerSecrets: [], grafanaOidcSecret: undefined });
  expect(values['kube-state-metrics']).toMatchObject({ collectorsExclude: ['secrets', 'configmaps'] });
});

test.each([
  [1, { enabled: false, minAvailable: 1 }],
  [2, { enabled: true, minAvailable: 1 }],
  [3, { enabled: true, minAvailable: 2 }],
  [5, { enabled: true, minAvailable: 3 }],
])('of %d Alertmanagers a drain leaves half or more', (replicas, budget) => {
  const values = alertmanagerValues(stackConfig({ alerting: { replicas } }), []);
  expect(values['podDisruptionBudget']).toEqual(budget);
});

test('probers keep apart where there are several, and one is left by a drain', () => {
  expect(blackboxValues(prod())).toMatchObject({
    podDisruptionBudget: { minAvailable: 1 },
    affinity: {
      podAntiAffinity: {
        preferredDuringSchedulingIgnoredDuringExecution: [
          {
            weight: 100,
            podAffinityTerm: {
              topologyKey: 'kubernetes.io/hostname',
              labelSelector: { matchLabels: { 'app.kubernetes.io/instance': 'blackbox' } },
            },
          },
        ],
      },
    },
  });
  expect(blackboxValues(stackConfig())).not.toHaveProperty('affinity');
});

test('the sidecars of Grafana ask for memory and have a limit', () => {
  expect(grafanaValues(prod(), undefined)).toMatchObject({
    sidecar: {
      resources: { requests: { cpu: '10m', memory: '96Mi' }, limits: { memory: '256Mi' } },
    },
  });
});

test('an upgrade does not depend on the webhook of the operator that it restarts', () => {
  expect(operatorValues(prod())).toMatchObject({ admissionWebhooks: { failurePolicy: 'Ignore' } });
});
