import { beforeAll, describe, expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { alertmanagerValues } from '../../components/metrics/values/alertmanager';
import { prometheusValues } from '../../components/metrics/values/prometheus';
import type { AlertmanagerConfig, Route } from '../../routing/alertmanager';
import { routesTest } from '../../tools/amtool';
import { ensurePrograms } from '../../tools/build';
import { judge, type OperatorOutput } from '../../tools/operator';
import { stackConfig } from '../support/configs';
import { BUILD_TIMEOUT, setupOf, yamlOf } from './support';

beforeAll(() => ensurePrograms(['operator', 'amtool']), BUILD_TIMEOUT);

const monitored = { 'observatory.dev/monitored': 'true' };
const namespace = (name: string, labels: object): object => ({
  apiVersion: 'v1',
  kind: 'Namespace',
  metadata: { name, labels },
});
const monitoring = (apiVersion: string, kind: string, at: string, name: string, spec: object): object => ({
  apiVersion: `monitoring.coreos.com/${apiVersion}`,
  kind,
  metadata: { name, namespace: at },
  spec,
});

/** A rule that claims to be a P1 alert of a team, the heartbeat, an outage and a maintenance window. */
const forged = {
  groups: [
    {
      name: 'forged',
      rules: ['Urgent', 'Watchdog', 'ServiceDown', 'MaintenanceWindow'].map((alert) => ({
        alert,
        expr: 'vector(1)',
        labels: {
          priority: 'P1',
          team: 'backend',
          severity: 'critical',
          application: 'checkout',
          maintenance: 'upgrade',
          tenant_namespace: '',
        },
      })),
    },
  ],
};
const own = {
  groups: [
    {
      name: 'own',
      rules: [{ alert: 'ServiceDown', expr: 'up == 0', labels: { priority: 'P1', team: 'backend' } }],
    },
  ],
};
/** A configuration that would silence everything and page through a webhook of its own. */
const tenantConfig = {
  route: { receiver: 'hook', matchers: [{ name: 'severity', value: 'critical' }] },
  inhibitRules: [{ sourceMatch: [], targetMatch: [{ name: 'severity', value: 'critical' }], equal: [] }],
  receivers: [{ name: 'hook', webhookConfigs: [{ url: 'https://hook.example.com/' }] }],
};

/** What the operator makes of a labelled and an unlabelled tenant beside our own objects, with our chart values. */
const judged = (alerting: { tenantRules?: boolean; tenantConfigs?: boolean }): Promise<OperatorOutput> => {
  const config = stackConfig({ alerting });
  const prometheus = prometheusValues(config)['prometheusSpec'] as Record<string, unknown>;
  const alertmanager = alertmanagerValues(config, [])['alertmanagerSpec'] as Record<string, unknown>;
  const { ruleNamespaceSelector, enforcedNamespaceLabel, excludedFromEnforcement } = prometheus;
  const { alertmanagerConfigSelector = {}, alertmanagerConfigNamespaceSelector = {} } = alertmanager;
  const stack = 'observatory';
  return judge([
    namespace(stack, { ...monitored, 'app.kubernetes.io/managed-by': 'observatory' }),
    namespace('shop', monitored),
    namespace('stranger', {}),
    monitoring('v1', 'Prometheus', stack, 'kps', {
      ruleSelector: {},
      ruleNamespaceSelector,
      enforcedNamespaceLabel,
      excludedFromEnforcement,
    }),
    monitoring('v1', 'Alertmanager', stack, 'kps', {
      version: 'v0.34.2',
      configSecret: 'configuration',
      alertmanagerConfigSelector,
      alertmanagerConfigNamespaceSelector,
      alertmanagerConfigMatcherStrategy: alertmanager['alertmanagerConfigMatcherStrategy'],
    }),
    {
      apiVersion: 'v1',
      kind: 'Secret',
      metadata: { name: 'configuration', namespace: stack },
      stringData: { 'alertmanager.yaml': yamlOf(setupOf().config) },
    },
    monitoring('v1', 'PrometheusRule', stack, 'own', own),
    ...['shop', 'stranger'].flatMap((at) => [
      monitoring('v1', 'PrometheusRule', at, 'forged', forged),
      monitoring('v1alpha1', 'AlertmanagerConfig', at, 'greedy', tenantConfig),
    ]),
  ]);
};

const verdicts = ({ report }: OperatorOutput, kind: string): string[] =>
  report.resources
    .filter((resource) => resource.kind === kind)
    .map(({ namespace: at, status }) => `${at}: ${status}`);

interface RuleFile {
  readonly groups: readonly { readonly rules: readonly { readonly labels: Record<string, string> }[] }[];
}
const labelsOf = (file = ''): Record<string, string>[] =>
  (parse(file) as RuleFile).groups.flatMap(({ rules }) => rules.map(({ labels }) => labels));

describe('by default', () => {
  test('no rule and no configuration of a tenant is taken, labelled namespace or not', async () => {
    const output = await judged({});
    expect(verdicts(output, 'PrometheusRule')).toEqual([
      'observatory: accepted',
      'shop: not selected',
      'stranger: not selected',
    ]);
    expect(verdicts(output, 'AlertmanagerConfig')).toEqual(['shop: not selected', 'stranger: not selected']);
    expect(parse(output.alertmanager)).toEqual(setupOf().config);
  });
});

describe('with rules of tenants', () => {
  test('those of labelled namespaces are marked with it, whatever they say themselves; ours are not', async () => {
    const output = await judged({ tenantRules: true });
    expect(verdicts(output, 'PrometheusRule')).toEqual([
      'observatory: accepted',
      'shop: accepted',
      'stranger: not selected',
    ]);
    const marks = labelsOf(output.rules['shop-forged.yaml']).map((labels) => labels['tenant_namespace']);
    expect(marks).toEqual(['shop', 'shop', 'shop', 'shop']);
    for (const labels of labelsOf(output.rules['observatory-own.yaml'])) {
      expect(labels).not.toHaveProperty('tenant_namespace');
    }
  });

  test('none of them pages, beats or keeps anything back: they are a digest of the platform team', async () => {
    const output = await judged({ tenantRules: true });
    for (const labels of labelsOf(output.rules['shop-forged.yaml'])) {
      for (const alertname of ['Urgent', 'Watchdog', 'ServiceDown', 'MaintenanceWindow']) {
        expect(await routesTest(output.alertmanager, { ...labels, alertname })).toEqual(['platform-digest']);
      }
    }
    const { inhibit_rules } = parse(output.alertmanager) as AlertmanagerConfig;
    for (const { source_matchers } of inhibit_rules) {
      expect(source_matchers).toContain('tenant_namespace=""');
    }
  });
});

describe('with configurations of tenants', () => {
  test('those of labelled namespaces see and silence alerts of their own namespace only', async () => {
    const output = await judged({ tenantConfigs: true });
    expect(verdicts(output, 'AlertmanagerConfig')).toEqual(['shop: accepted', 'stranger: not selected']);
    const { route, inhibit_rules } = parse(output.alertmanager) as AlertmanagerConfig;
    const tenant = route.routes?.[0] as Route & { match?: Record<string, string> };
    expect(tenant.receiver).toBe('shop/greedy/hook');
    expect(tenant.matchers).toContain('namespace="shop"');
    // Ours follow: the tenant's route takes nothing away from us.
    expect(tenant.continue).toBe(true);
    const theirs = inhibit_rules.filter(
      ({ source_matchers }) => !source_matchers.includes('tenant_namespace=""'),
    );
    expect(theirs).toHaveLength(1);
    for (const { source_matchers, target_matchers } of theirs) {
      expect(source_matchers).toContain('namespace="shop"');
      expect(target_matchers).toContain('namespace="shop"');
    }
    const outage = { alertname: 'ServiceDown', priority: 'P1', severity: 'critical', team: 'backend' };
    expect(await routesTest(output.alertmanager, outage)).toEqual([
      'platform-escalation',
      'backend-page',
      'backend-chat',
    ]);
    expect(await routesTest(output.alertmanager, { ...outage, namespace: 'shop' })).toEqual([
      'shop/greedy/hook',
      'platform-escalation',
      'backend-page',
      'backend-chat',
    ]);
  });
});
