import { expect, test } from '@jest/globals';
import { Alerting } from '../../components/alerting';
import { Grafana } from '../../components/grafana';
import { resolveSecrets } from '../../config/resolve';
import { childrenOf, isSecretAt, ofType, theResource } from '../../plan/recording';
import type { AlertmanagerSetup } from '../../routing/model';
import { listed, recorded } from '../support/recorded';

const setup: AlertmanagerSetup = {
  config: {
    global: {},
    templates: [],
    route: { receiver: 'platform' },
    inhibit_rules: [],
    receivers: [{ name: 'platform' }],
  },
  templates: { 'slack.tmpl': '{{ define "slack" }}x{{ end }}' },
  secrets: ['slack.default'],
};
const secrets = resolveSecrets({
  slack: { default: 'https://canary-url' },
  grafana: { oidcClientSecret: 'canary-oidc' },
});
const common = { secrets, whenMissing: 'fail' as const };

test('Alertmanager reads a configuration Secret of ours, template files, and credentials as files', async () => {
  const recording = await recorded(() => new Alerting('alerting', { setup, ...common }));
  expect(listed(childrenOf(recording, 'alerting'))).toEqual([
    'ConfigMap alertmanager-templates',
    'Credentials alerting-credentials',
    'Secret alertmanager-configuration',
  ]);
  const configuration = theResource(recording, 'Secret', 'alertmanager-configuration');
  expect(configuration.inputs['stringData']).toEqual({
    'alertmanager.yaml':
      'global: {}\ntemplates: []\nroute:\n  receiver: platform\ninhibit_rules: []\nreceivers:\n  - name: platform\n',
  });
  expect(configuration.inputs['metadata']).toMatchObject({
    labels: { 'observatory.dev/contains': 'configuration' },
  });
  expect(JSON.stringify(configuration.inputs)).not.toContain('canary');
  expect(theResource(recording, 'ConfigMap', 'alertmanager-templates').inputs['data']).toEqual(
    setup.templates,
  );
});

const dashboard = {
  uid: 'health',
  title: 'Health',
  folder: 'Observatory',
  model: { b: 1, a: { d: 2, c: 3 } },
};

test('Grafana: a generated password kept secret, a Role on ConfigMaps alone, one ConfigMap per dashboard', async () => {
  const recording = await recorded(
    () => new Grafana('grafana', { dashboards: [dashboard], stores: {}, singleSignOn: false, ...common }),
  );
  expect(listed(childrenOf(recording, 'grafana'))).toEqual([
    'ConfigMap dashboard-health',
    'RandomPassword grafana-admin-password',
    'Role grafana-sidecar',
    'Secret grafana-admin',
  ]);
  expect(theResource(recording, 'RandomPassword', 'grafana-admin-password').inputs).toMatchObject({
    length: 32,
    special: false,
  });
  const admin = theResource(recording, 'Secret', 'grafana-admin');
  expect(admin.inputs['stringData']).toMatchObject({ 'admin-user': 'admin' });
  expect(isSecretAt(admin, ['stringData', 'admin-password'])).toBe(true);
  expect(theResource(recording, 'Role', 'grafana-sidecar').inputs['rules']).toEqual([
    { apiGroups: [''], resources: ['configmaps'], verbs: ['get', 'watch', 'list'] },
  ]);
  expect(theResource(recording, 'ConfigMap', 'dashboard-health').inputs).toMatchObject({
    metadata: { labels: { grafana_dashboard: '1' }, annotations: { grafana_folder: 'Observatory' } },
    data: { 'health.json': '{\n "a": {\n  "c": 3,\n  "d": 2\n },\n "b": 1\n}' },
  });
});

test('single sign-on adds the client secret, and says where it lies', async () => {
  let ref: unknown;
  const recording = await recorded(() => {
    ref = new Grafana('grafana', { dashboards: [], stores: {}, singleSignOn: true, ...common }).oidcSecret;
  });
  expect(ref).toEqual({ secretName: 'grafana-credentials', key: 'grafana.oidcClientSecret' });
  const secret = theResource(recording, 'Secret', 'grafana-credentials');
  expect(isSecretAt(secret, ['stringData', 'grafana.oidcClientSecret'])).toBe(true);
});

test('a dashboard too large for its ConfigMap is refused by name', async () => {
  const huge = { ...dashboard, uid: 'huge', model: { text: 'x'.repeat(300_000) } };
  await expect(
    recorded(
      () => new Grafana('grafana', { dashboards: [huge], stores: {}, singleSignOn: false, ...common }),
    ),
  ).rejects.toThrow('dashboard huge: 293 KiB are too large for one ConfigMap (256 KiB); split it');
});

test('every component registers outputs, and every child has it as parent', async () => {
  const recording = await recorded(() => {
    new Alerting('alerting', { setup, ...common });
    new Grafana('grafana', { dashboards: [dashboard], stores: {}, singleSignOn: true, ...common });
  });
  const components = recording.resources.filter(({ kind }) => kind === 'component');
  expect(listed(components.filter(({ outputs }) => outputs === undefined))).toEqual([]);
  const orphans = recording.resources.filter(
    ({ parent, type }) => !components.some(({ urn }) => urn === parent) && type !== 'pulumi:pulumi:Stack',
  );
  expect(listed(orphans)).toEqual([]);
  expect(ofType(recording, 'Credentials')).toHaveLength(2);
});
