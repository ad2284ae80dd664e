import { describe, expect, test } from '@jest/globals';
import { unknownValuePaths } from '../../charts/valuePaths';
import { stackValues } from '../../components/metrics/values';
import { cloudwatchValues } from '../../components/cloudwatch/values';
import { blackboxValues } from '../../components/synthetics/values';
import { isPlainObject, type PlainObject } from '../../config/merge';
import { ownedPaths, ownedValues } from '../../config/ownedValues';
import { resolveConfig } from '../../config/resolve';
import { chartNames, type ChartName } from '../../config/versions';
import { production, relaxed, stackConfig } from '../support/configs';
import { faultsOf, flaw } from './support/messages';

const stack = (values: PlainObject): PlainObject => ({ 'kube-prometheus-stack': values });
const faults = (overrides: PlainObject) => faultsOf(() => resolveConfig({ ...relaxed, overrides }));
const key = 'observatory:overrides.kube-prometheus-stack';

describe('an override is refused', () => {
  test.each<[string, PlainObject, string]>([
    [
      'that sets what a typed key sets',
      stack({ prometheus: { prometheusSpec: { replicas: 1 } } }),
      `${key}.prometheus.prometheusSpec.replicas: is set by observatory:metrics.replicas; write it there`,
    ],
    [
      'that changes a part of it',
      stack({ alertmanager: { alertmanagerSpec: { resources: { limits: { cpu: '1' } } } } }),
      `${key}.alertmanager.alertmanagerSpec.resources: is set by observatory:alerting.resources; write it there`,
    ],
    [
      'that would make Alertmanager read another configuration',
      stack({ alertmanager: { alertmanagerSpec: { useExistingSecret: false } } }),
      `${key}.alertmanager.alertmanagerSpec.useExistingSecret: must stay as the stack sets it: the routes are in a Secret of their own, and nobody would be told without it; remove it`,
    ],
    [
      'that renames everything',
      stack({ fullnameOverride: 'prom' }),
      `${key}.fullnameOverride: must stay as the stack sets it: Services, Secrets and volumes are found by the names that follow from it; remove it`,
    ],
    [
      'that opens an interface past its authentication',
      stack({ prometheus: { service: { type: 'LoadBalancer' } } }),
      `${key}.prometheus.service.type: would open it beside observatory:access, which says who may reach it and how it is guarded; write exposure there`,
    ],
    [
      'that lets anybody into Grafana',
      stack({ grafana: { 'grafana.ini': { 'auth.anonymous': { enabled: true } } } }),
      `${key}.grafana["grafana.ini"]["auth.anonymous"].enabled: would let anybody in without a login; remove it, and give people access.oidc instead`,
    ],
    [
      'that deletes a map with an owned value in it',
      stack({ prometheus: { prometheusSpec: null } }),
      `${key}.prometheus.prometheusSpec: must stay as the stack sets it: it decides whose monitors and rules are taken; with another one ours are ignored; remove it`,
    ],
    [
      'that lets a CRD go with the release',
      { 'prometheus-operator-crds': { crds: { annotations: { 'helm.sh/resource-policy': 'delete' } } } },
      'observatory:overrides.prometheus-operator-crds.crds.annotations["helm.sh/resource-policy"]: must stay as the stack sets it: deleting a CRD deletes every object of its kind; remove it',
    ],
    [
      'that has fewer probers than asked for',
      { 'prometheus-blackbox-exporter': { replicas: 1 } },
      'observatory:overrides.prometheus-blackbox-exporter.replicas: is set by observatory:synthetics.replicas; write it there',
    ],
    [
      'that gives the exporter of CloudWatch long-lived keys',
      { 'prometheus-yet-another-cloudwatch-exporter': { aws: { aws_access_key_id: 'AKIA' } } },
      'observatory:overrides.prometheus-yet-another-cloudwatch-exporter.aws: must stay as the stack sets it: the exporter takes the role of observatory:aws.roleArn, and has no long-lived keys; remove it',
    ],
    [
      'that brings objects of any kind, a Secret in clear among them',
      stack({ extraManifests: [{ kind: 'Secret', stringData: { key: 'k' } }] }),
      `${key}.extraManifests: would be objects that no check of the plan sees; write them in a program or chart of their own`,
    ],
    [
      'that brings rules which nobody owns',
      stack({ additionalPrometheusRulesMap: { mine: { groups: [] } } }),
      `${key}.additionalPrometheusRulesMap: would be rules without runbook, owner and route that no check of the plan sees; write them in <content.path>/rules`,
    ],
    [
      'that sets by another way what is owned',
      stack({ prometheus: { prometheusSpec: { additionalConfig: { replicas: 1 } } } }),
      `${key}.prometheus.prometheusSpec.additionalConfig: is merged over the spec past every check; write its keys beside it, in camel case`,
    ],
    [
      'that says a password to a container',
      stack({ grafana: { env: { GF_SECURITY_ADMIN_PASSWORD: 'hunter2' } } }),
      `${key}.grafana.env.GF_SECURITY_ADMIN_PASSWORD: would stand in clear in Helm values; remove it, and use the generated login of the Secret grafana-admin`,
    ],
    [
      'that lets volumes go with the stack',
      stack({
        prometheus: {
          prometheusSpec: { persistentVolumeClaimRetentionPolicy: { whenDeleted: 'Delete' } },
        },
      }),
      `${key}.prometheus.prometheusSpec.persistentVolumeClaimRetentionPolicy: must stay as the stack sets it: volumes outlive the stack, so that pulumi destroy loses no data; remove it`,
    ],
    [
      'that lets the operator pass over the stack',
      stack({ prometheusOperator: { denyNamespaces: ['observatory'] } }),
      `${key}.prometheusOperator.denyNamespaces: must stay as the stack sets it: our objects and the Secrets beside them are in namespaces that it must watch; remove it`,
    ],
    [
      'that makes sums double',
      stack({ 'kube-state-metrics': { replicas: 2 } }),
      `${key}.kube-state-metrics.replicas: must stay as the stack sets it: each replica reports every object once more, and sums double; remove it`,
    ],
  ])('%s', (_, overrides, says) => {
    expect(faults(overrides)).toEqual([says]);
  });
});

test('an override beside an owned value passes', () => {
  expect(
    faults({
      'kube-prometheus-stack': {
        prometheus: { prometheusSpec: { query: { maxSamples: 1_000 }, nodeSelector: { pool: 'big' } } },
        grafana: { 'grafana.ini': { 'auth.generic_oauth': { allow_sign_up: false } }, plugins: ['x'] },
        'kube-state-metrics': { resources: { limits: { memory: '2Gi' } } },
        kubeProxy: { enabled: false },
      },
      'prometheus-operator-crds': { crds: { annotations: { team: 'platform' } } },
      'prometheus-blackbox-exporter': { config: { modules: { tcp: { prober: 'tcp' } } } },
    }),
  ).toEqual([]);
});

const nested = (keys: readonly string[]): PlainObject =>
  keys.reduceRight<unknown>((below, name) => ({ [name]: below }), null) as PlainObject;

const keysOf = (owned: object, at: readonly string[] = []): string[][] =>
  Object.entries(owned).flatMap(([name, below]: [string, unknown]) =>
    typeof below === 'string' ? [[...at, name]] : keysOf(below as object, [...at, name]),
  );

describe.each(chartNames)('%s', (chart: ChartName) => {
  test.each(keysOf(ownedValues[chart]).map((keys) => [keys.join('.'), keys] as const))(
    '%s is a value of the chart, and its message is fit for a person',
    (_, keys) => {
      expect(unknownValuePaths(chart, nested(keys))).toEqual([]);
      const [fault = '', ...others] = faults({ [chart]: nested(keys) });
      expect(others).toEqual([]);
      expect(flaw(fault)).toBeUndefined();
    },
  );
});

/** Set by the stack, and yet anybody's to set otherwise: one prefix each. */
const open = [
  // Switches of what a platform hides or a team does without; the alerts of a switched-off target go with it.
  'kubeControllerManager',
  'kubeEtcd',
  'kubeProxy',
  'kubeScheduler',
  'kubelet',
  'defaultRules',
  // Sizes and places of what has no key of its own.
  'kube-state-metrics.resources',
  'prometheus-node-exporter.resources',
  'prometheus-node-exporter.tolerations',
  'prometheusOperator.resources',
  'prometheusOperator.admissionWebhooks',
  'prometheusOperator.prometheusConfigReloader',
  'resources',
  // Choices without a key.
  'prometheus.prometheusSpec.enableFeatures',
  'grafana.initChownData',
  'grafana.testFramework',
  'grafana["grafana.ini"].analytics',
  'grafana["grafana.ini"]["auth.generic_oauth"].use_pkce',
  'grafana.sidecar.resources',
  'grafana.sidecar.dashboards.annotations',
  'podDisruptionBudget',
  'affinity',
  'securityContext',
  'podSecurityContext',
  'testConnection',
  'serviceAccount.automountServiceAccountToken',
  'config.modules.http_2xx',
  'serviceMonitor',
];

const leaves = (values: PlainObject, at = ''): string[] =>
  Object.entries(values).flatMap(([name, value]) => {
    const plain = /^[-_a-zA-Z0-9]+$/.test(name);
    const here = plain ? (at === '' ? name : `${at}.${name}`) : `${at}[${JSON.stringify(name)}]`;
    if (value === undefined) return [];
    return isPlainObject(value) ? leaves(value, here) : [here];
  });

const under = (path: string, prefixes: readonly string[]): boolean =>
  prefixes.some(
    (prefix) => path === prefix || (path.startsWith(prefix) && '.['.includes(path.charAt(prefix.length))),
  );

test('every value that the stack sets is owned, or named here as open', () => {
  const oidcSecret = { secretName: 's', key: 'k' };
  const oidc = {
    name: 'SSO',
    authUrl: 'https://sso/a',
    tokenUrl: 'https://sso/t',
    apiUrl: 'https://sso/u',
    clientId: 'grafana',
    scopes: 'openid',
    roleAttributePath: "'Viewer'",
  };
  const configs = [
    stackConfig({ images: { registry: 'r.example.com', pullSecrets: ['p'] } }),
    stackConfig({ access: { oidc }, alerting: { tenantConfigs: true, tenantRules: true } }, production),
  ];
  const stray = configs.flatMap((config) => [
    ...leaves(stackValues({ config, alertmanagerSecrets: ['s'], grafanaOidcSecret: oidcSecret })).filter(
      (path) => !under(path, [...ownedPaths(ownedValues['kube-prometheus-stack']), ...open]),
    ),
    ...leaves(cloudwatchValues(config, { region: 'eu-central-1', roleArn: 'arn' })).filter(
      (path) =>
        !under(path, [...ownedPaths(ownedValues['prometheus-yet-another-cloudwatch-exporter']), ...open]),
    ),
    ...leaves(blackboxValues(config)).filter(
      (path) => !under(path, [...ownedPaths(ownedValues['prometheus-blackbox-exporter']), ...open]),
    ),
  ]);
  expect([...new Set(stray)]).toEqual([]);
});
