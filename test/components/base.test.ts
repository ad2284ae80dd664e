import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { chartRelease } from '../../components/chartRelease';
import { CustomResourceDefinitions } from '../../components/crds';
import { clusterProvider } from '../../components/cluster';
import { Namespaces } from '../../components/namespaces';
import { charts } from '../../config/versions';
import { childrenOf, ofType, theResource } from '../../plan/recording';
import { listed, recorded } from '../support/recorded';

test('two namespaces: the stack is restricted, only node-exporter is privileged, both are monitored', async () => {
  const recording = await recorded(() => new Namespaces('namespaces'));
  const children = childrenOf(recording, 'namespaces');
  expect(listed(children)).toEqual(['Namespace observatory', 'Namespace observatory-nodes']);
  const labels = (name: string) => theResource(recording, 'Namespace', name).inputs['metadata'];
  expect(labels('observatory')).toMatchObject({
    name: 'observatory',
    labels: { 'pod-security.kubernetes.io/enforce': 'restricted', 'observatory.dev/monitored': 'true' },
  });
  expect(labels('observatory-nodes')).toMatchObject({
    labels: { 'pod-security.kubernetes.io/enforce': 'privileged', 'observatory.dev/monitored': 'true' },
  });
});

test('the namespace of the volumes outlives the stack: metrics and silences are kept on destroy', async () => {
  const recording = await recorded(() => new Namespaces('namespaces'));
  expect(theResource(recording, 'Namespace', 'observatory').options.retainOnDelete).toBe(true);
  expect(theResource(recording, 'Namespace', 'observatory-nodes').options.retainOnDelete).toBeUndefined();
});

const settings = { timeoutSeconds: 600, overrides: {} };

test('CRDs are a release of their own that survives its deletion', async () => {
  const recording = await recorded(
    () => new CustomResourceDefinitions('crds', { mode: 'install', charts: settings }),
  );
  const release = theResource(recording, 'Release', 'prometheus-operator-crds');
  expect(childrenOf(recording, 'crds')).toEqual([release]);
  expect(release.inputs).toMatchObject({
    name: 'prometheus-operator-crds',
    namespace: 'observatory',
    chart: 'oci://ghcr.io/prometheus-community/charts/prometheus-operator-crds',
    version: charts['prometheus-operator-crds'].version,
    timeout: 600,
    cleanupOnFail: true,
    values: { crds: { annotations: { 'helm.sh/resource-policy': 'keep' } } },
  });
  expect(release.inputs).not.toHaveProperty('takeOwnership');
});

test('mode adopt takes CRDs over, mode existing leaves them alone', async () => {
  const adopt = await recorded(
    () => new CustomResourceDefinitions('crds', { mode: 'adopt', charts: settings }),
  );
  expect(theResource(adopt, 'Release', 'prometheus-operator-crds').inputs).toMatchObject({
    takeOwnership: true,
  });
  const existing = await recorded(
    () => new CustomResourceDefinitions('crds', { mode: 'existing', charts: settings }),
  );
  expect(ofType(existing, 'Release')).toEqual([]);
});

test.each([
  [
    'an OCI mirror',
    'oci://registry.example.com/charts',
    'oci://registry.example.com/charts/prometheus-operator-crds',
  ],
  [
    'a folder',
    './vendor',
    `./vendor/prometheus-operator-crds-${charts['prometheus-operator-crds'].version}.tgz`,
  ],
])('%s replaces the public registry', async (_, mirror, chart) => {
  const recording = await recorded(
    () => new CustomResourceDefinitions('crds', { mode: 'install', charts: { ...settings, mirror } }),
  );
  expect(theResource(recording, 'Release', 'prometheus-operator-crds').inputs['chart']).toBe(chart);
});

test('a folder that lacks the archive is warned of: the update would fail half-way', async () => {
  const logsOf = async (mirror: string) =>
    (
      await recorded(
        () => new CustomResourceDefinitions('crds', { mode: 'install', charts: { ...settings, mirror } }),
      )
    ).logs.map(({ message }) => message);
  const archive = `prometheus-operator-crds-${charts['prometheus-operator-crds'].version}.tgz`;
  expect(await logsOf('./vendor')).toEqual([
    `observatory:charts.mirror: ./vendor/${archive} does not exist; npm run charts:pull -- ./vendor fetches it where there is internet`,
  ]);
  const folder = mkdtempSync(join(tmpdir(), 'observatory-archives-'));
  try {
    writeFileSync(join(folder, archive), '');
    expect(await logsOf(folder)).toEqual([]);
  } finally {
    rmSync(folder, { recursive: true });
  }
  expect(await logsOf('oci://registry.example.com/charts')).toEqual([]);
});

test('overrides are merged last', async () => {
  const overrides = { 'prometheus-operator-crds': { crds: { probes: { enabled: false } } } };
  const recording = await recorded(
    () => new CustomResourceDefinitions('crds', { mode: 'install', charts: { ...settings, overrides } }),
  );
  expect(theResource(recording, 'Release', 'prometheus-operator-crds').inputs['values']).toEqual({
    crds: { annotations: { 'helm.sh/resource-policy': 'keep' }, probes: { enabled: false } },
  });
});

test('a value of ours that the chart does not know is refused, with the path that was meant', async () => {
  const program = recorded(() =>
    chartRelease(
      'crds',
      {
        chart: 'prometheus-operator-crds',
        release: 'crds',
        namespace: 'observatory',
        values: { crds: { probs: { enabled: false } } },
        settings,
      },
      {},
    ),
  );
  await expect(program).rejects.toThrow(/crds\.probs.*crds\.probes/s);
});

test('the cluster is addressed by context, never by the ambient one, and objects change in place', async () => {
  const recording = await recorded(() => {
    clusterProvider({ name: 'dev', environment: 'dev', platform: 'generic', context: 'kind-dev' });
  });
  expect(theResource(recording, 'pulumi:providers:kubernetes', 'cluster').inputs).toMatchObject({
    context: 'kind-dev',
    clusterIdentifier: 'kind-dev',
    enableConfigMapMutable: 'true',
    enableSecretMutable: 'true',
  });
});

test.each([
  ['a context', { context: 'kind-dev' }, 'kind-dev'],
  [
    'a name in AWS',
    { eks: { clusterName: 'prod', region: 'eu-central-1', profile: 'ops' } },
    'eu-central-1/prod',
  ],
])(
  'another label of the cluster replaces nothing: %s says which cluster it is',
  async (_, address, expected) => {
    for (const name of ['old', 'new']) {
      const recording = await recorded(() => {
        clusterProvider({ name, environment: 'e', platform: 'generic', ...address });
      });
      const { inputs } = theResource(recording, 'pulumi:providers:kubernetes', 'cluster');
      expect(inputs['clusterIdentifier']).toBe(expected);
    }
  },
);

test('an EKS cluster is looked up by name and region; its kubeconfig holds no credential', async () => {
  const recording = await recorded(() => {
    const eks = { clusterName: 'prod', region: 'eu-central-1', profile: 'ops' };
    clusterProvider({ name: 'prod', environment: 'prod', platform: 'eks', eks });
  });
  expect(theResource(recording, 'pulumi:providers:aws', 'aws').inputs).toMatchObject({
    region: 'eu-central-1',
    profile: 'ops',
  });
  const { kubeconfig, context } = theResource(recording, 'pulumi:providers:kubernetes', 'cluster').inputs;
  expect(context).toBe('prod');
  const parsed = JSON.parse(kubeconfig as string) as { users: { user: object }[] };
  expect(parsed.users[0]?.user).toEqual({
    exec: expect.objectContaining({
      command: 'aws',
      args: ['--region', 'eu-central-1', 'eks', 'get-token', '--cluster-name', 'prod', '--output', 'json'],
      env: [{ name: 'AWS_PROFILE', value: 'ops' }],
    }),
  });
});
