import { beforeAll, describe, expect, test } from '@jest/globals';
import * as aws from '@pulumi/aws/eks';
import * as k8s from '@pulumi/kubernetes';
import * as pulumi from '@pulumi/pulumi';
import * as random from '@pulumi/random';

import { record, type RecordOptions } from '../../plan/recorder';
import { childrenOf, isSecretAt, ofType, theResource, type Recording } from '../../plan/recording';

const options: RecordOptions = {
  project: 'fixture',
  stack: 'dev',
  config: {
    'fixture:replicas': '1',
    'fixture:owner': 'platform',
    'fixture:secrets': JSON.stringify({ slack: { default: 'canary-1' }, pagerduty: 'canary-2' }),
  },
  secretKeys: ['fixture:secrets'],
};
const monitoringUrn = 'urn:pulumi:dev::fixture::fixture:index:Monitoring::monitoring';

function program(): Promise<unknown> {
  return import('./fixtures/project/index');
}

describe('a recording of a whole program', () => {
  let recording: Recording;
  beforeAll(async () => {
    recording = await record(program, options);
  });

  test('holds every resource with the URN that the engine would give it', () => {
    expect(recording.resources.map((r) => r.urn).toSorted()).toEqual([
      'urn:pulumi:dev::fixture::fixture:index:Monitoring$kubernetes:core/v1:ConfigMap::dashboard-overview',
      'urn:pulumi:dev::fixture::fixture:index:Monitoring$kubernetes:core/v1:Namespace::monitoring',
      'urn:pulumi:dev::fixture::fixture:index:Monitoring$kubernetes:core/v1:Secret::alertmanager',
      'urn:pulumi:dev::fixture::fixture:index:Monitoring$kubernetes:core/v1:Secret::notifiers',
      'urn:pulumi:dev::fixture::fixture:index:Monitoring$kubernetes:helm.sh/v3:Release::prometheus',
      'urn:pulumi:dev::fixture::fixture:index:Monitoring$kubernetes:monitoring.coreos.com/v1:PrometheusRule::rules-platform',
      'urn:pulumi:dev::fixture::fixture:index:Monitoring$random:index/randomPassword:RandomPassword::grafana-admin',
      monitoringUrn,
      'urn:pulumi:dev::fixture::pulumi:providers:kubernetes::cluster',
      'urn:pulumi:dev::fixture::pulumi:pulumi:Stack::fixture-dev',
    ]);
  });

  test('marks each secret at its own leaf', () => {
    const release = theResource(recording, 'Release', 'prometheus');
    expect(release.secrets).toEqual([['values', 'grafana', 'adminPassword']]);
    expect(isSecretAt(release, 'values.grafana.adminPassword')).toBe(true);
    expect(isSecretAt(release, 'values.prometheus')).toBe(false);
    expect(isSecretAt(theResource(recording, 'Secret', 'notifiers'), 'stringData["slack-default"]')).toBe(
      true,
    );
  });

  test('keeps a generated password in what depends on it, as a secret placeholder', () => {
    const { inputs } = theResource(recording, 'Release', 'prometheus');
    expect(inputs['values']).toMatchObject({ grafana: { adminPassword: '<generated grafana-admin>' } });
  });

  test('keeps parents, providers, dependencies and options', () => {
    const release = theResource(recording, 'kubernetes:helm.sh/v3:Release', 'prometheus');
    const namespaceUrn = theResource(recording, 'Namespace', 'monitoring').urn;
    const passwordUrn = theResource(recording, 'RandomPassword', 'grafana-admin').urn;
    const notifiersUrn = theResource(recording, 'Secret', 'notifiers').urn;
    expect(release.parent).toBe(monitoringUrn);
    expect(release.provider).toBe('urn:pulumi:dev::fixture::pulumi:providers:kubernetes::cluster');
    expect(release.version).toBe('4.34.2');
    expect(release.dependencies).toEqual([namespaceUrn, notifiersUrn, passwordUrn]);
    expect(release.propertyDependencies).toEqual({ namespace: [namespaceUrn], values: [passwordUrn] });
    expect(release.options).toEqual({ timeouts: { create: '15m' } });
    expect(theResource(recording, 'Namespace', 'monitoring').options).toEqual({
      protect: true,
      retainOnDelete: true,
    });
    expect(theResource(recording, 'PrometheusRule', 'rules-platform').options.ignoreChanges).toEqual([
      'metadata.annotations',
    ]);
    expect(theResource(recording, 'Monitoring', 'monitoring').providers).toEqual({
      kubernetes: 'urn:pulumi:dev::fixture::pulumi:providers:kubernetes::cluster',
    });
  });

  test('keeps aliases as the engine receives them', () => {
    expect(theResource(recording, 'Monitoring', 'monitoring').aliases).toEqual([
      { name: 'monitoring-old', parent: 'urn:pulumi:dev::fixture::pulumi:pulumi:Stack::fixture-dev' },
    ]);
  });

  test('keeps exports and what components register as outputs, with their secrets', () => {
    expect(recording.outputs).toEqual({ adminPassword: '<generated grafana-admin>', owner: 'platform' });
    expect(recording.outputSecrets).toEqual([['adminPassword']]);
    const monitoring = theResource(recording, 'Monitoring', 'monitoring');
    expect(monitoring.outputs).toEqual({ password: '<generated grafana-admin>' });
    expect(monitoring.outputSecrets).toEqual([['password']]);
  });

  test('keeps log messages', () => {
    expect(recording.logs).toEqual([
      { severity: 'warning', message: 'one replica loses data on every upgrade' },
    ]);
  });

  test('finds children of a parent by resource, URN and name', () => {
    const names = ['alertmanager', 'dashboard-overview', 'grafana-admin', 'monitoring', 'notifiers'];
    const all = [...names, 'prometheus', 'rules-platform'];
    const component = ofType(recording, 'Monitoring')[0];
    expect(component).toBeDefined();
    for (const parent of [component ?? '', monitoringUrn, 'monitoring']) {
      expect(
        childrenOf(recording, parent)
          .map((r) => r.name)
          .toSorted(),
      ).toEqual(all);
    }
  });

  test('says which names there are when one is not found', () => {
    expect(() => theResource(recording, 'Secret', 'absent')).toThrow(
      '0 resources Secret "absent"; of this type there are: alertmanager, notifiers',
    );
  });
});

describe('record', () => {
  const bare: RecordOptions = { project: 'p', stack: 's' };

  test('runs programs side by side without mixing their configuration or resources', async () => {
    const one = (value: string) =>
      record(
        async () => {
          await new Promise((resolve) => setTimeout(resolve, 5));
          const name = new pulumi.Config().require('name');
          new k8s.core.v1.ConfigMap(name, { data: { stack: pulumi.getStack() } });
        },
        { ...bare, stack: value, config: { 'p:name': value } },
      );
    const [first, second] = await Promise.all([one('first'), one('second')]);
    expect(ofType(first, 'ConfigMap').map((r) => [r.name, r.inputs['data']])).toEqual([
      ['first', { stack: 'first' }],
    ]);
    expect(ofType(second, 'ConfigMap').map((r) => [r.name, r.inputs['data']])).toEqual([
      ['second', { stack: 'second' }],
    ]);
  });

  test('sees resources that are created in later turns of the event loop', async () => {
    const recording = await record(() => {
      const namespace = new k8s.core.v1.Namespace('a', { metadata: { name: 'a' } });
      namespace.metadata.name.apply((name) => new k8s.core.v1.Namespace(`${name}-later`));
    }, bare);
    expect(ofType(recording, 'Namespace').map((r) => r.name)).toEqual(['a', 'a-later']);
  });

  test('knows values as after an update, not as in a preview', async () => {
    const seen: boolean[] = [];
    const recording = await record(() => {
      seen.push(pulumi.runtime.isDryRun());
      const password = new random.RandomPassword('p', { length: 8 });
      const generated = new k8s.core.v1.ConfigMap('open-name');
      new k8s.core.v1.ConfigMap('copy', {
        data: { password: password.result, name: generated.metadata.name, id: generated.id },
      });
    }, bare);
    expect(seen).toEqual([false]);
    const copy = theResource(recording, 'ConfigMap', 'copy');
    expect(copy.inputs['data']).toEqual({
      password: '<generated p>',
      name: 'open-name-xxxxxxxx',
      id: 'open-name-xxxxxxxx',
    });
    expect(copy.secrets).toEqual([['data', 'password']]);
    expect(copy.unknowns).toEqual([]);
  });

  test('answers the provider functions of the table', async () => {
    const recording = await record(() => {
      const cluster = aws.getClusterOutput({ name: 'prod' });
      new k8s.core.v1.ConfigMap('c', { data: { arn: cluster.arn, endpoint: cluster.endpoint } });
    }, bare);
    expect(theResource(recording, 'ConfigMap', 'c').inputs['data']).toEqual({
      arn: 'arn:aws:eks:<region>:<account>:cluster/prod',
      endpoint: 'https://<endpoint of prod>',
    });
  });

  test('answers provider functions that a test supplies', async () => {
    const recording = await record(
      async () => {
        const clusters = await aws.getClusters();
        new k8s.core.v1.ConfigMap('c', { data: { clusters: clusters.names.join() } });
      },
      { ...bare, invokes: { 'aws:eks/getClusters:getClusters': () => ({ names: ['a', 'b'] }) } },
    );
    expect(theResource(recording, 'ConfigMap', 'c').inputs['data']).toEqual({ clusters: 'a,b' });
  });

  test('fails with the name of a provider function that nobody answers, also when the program swallows it', async () => {
    const expected = /provider function aws:eks\/getClusters:getClusters, which has no answer/;
    await expect(record(() => aws.getClusters(), bare)).rejects.toThrow(expected);
    await expect(record(() => aws.getClusters().catch(() => undefined), bare)).rejects.toThrow(expected);
  });

  test('passes a fault of the program through', async () => {
    const program = () => {
      throw new pulumi.RunError('observatory:cluster.name is missing');
    };
    await expect(record(program, bare)).rejects.toThrow(/^observatory:cluster.name is missing$/);
  });

  test('refuses two resources with one URN, as the engine does', async () => {
    const program = () => {
      new k8s.core.v1.Namespace('twice');
      new k8s.core.v1.Namespace('twice');
    };
    await expect(record(program, bare)).rejects.toThrow(
      "duplicate resource URN 'urn:pulumi:s::p::kubernetes:core/v1:Namespace::twice'",
    );
  });

  test('shows a component that is passed as an argument as a reference', async () => {
    const recording = await record(() => {
      class Part extends pulumi.ComponentResource {
        constructor(name: string, args: Record<string, unknown>) {
          super('test:index:Part', name, args);
          this.registerOutputs({});
        }
      }
      const first = new Part('first', {});
      new Part('second', { first, size: 3 });
    }, bare);
    expect(theResource(recording, 'Part', 'second').inputs).toEqual({
      first: { $resource: 'urn:pulumi:s::p::test:index:Part::first' },
      size: 3,
    });
  });
});
