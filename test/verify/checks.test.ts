import { gzipSync } from 'node:zlib';
import { describe, expect, test } from '@jest/globals';
import type { JsonObject } from '../../plan/json';
import type { LoadedGroup, Target } from '../../verify/api/prometheus';
import { acceptanceFindings } from '../../verify/checks/accepted';
import { configurationFindings, configurationHash } from '../../verify/checks/alertmanager';
import { identityFindings } from '../../verify/checks/cluster';
import { crdFindings, isOlder } from '../../verify/checks/crds';
import { dashboardFindings, dataSourceFindings } from '../../verify/checks/dashboards';
import { heartbeatFindings, type Chain } from '../../verify/checks/heartbeat';
import { firstDifference, objectFindings } from '../../verify/checks/objects';
import { releaseFindings, releaseOf } from '../../verify/checks/releases';
import { ruleFindings } from '../../verify/checks/rules';
import { downFindings, poolFindings } from '../../verify/checks/targets';
import { volumeFindings } from '../../verify/checks/volumes';
import { operatedFindings, workloadFindings } from '../../verify/checks/workloads';
import type { Expectation, ExpectedRule } from '../../verify/expectation';

/** What a person reads of findings. */
const said = (findings: readonly { readonly subject?: string; readonly problem: string }[]): string[] =>
  findings.map(({ subject = '', problem }) => `${subject}: ${problem}`);

const empty: Expectation = {
  cluster: { name: 'prod', environment: 'prod', uid: undefined },
  objects: [],
  releases: [],
  operatorVersion: '0.93.1',
  rules: [],
  pools: [],
  dashboards: [],
  replicas: { prometheus: 1, alertmanager: 1 },
  grafana: true,
  dataSources: ['prometheus', 'alertmanager'],
  heartbeatSeconds: undefined,
  alertmanager: { text: '' },
};

describe('cluster', () => {
  const live = { uid: 'a', labels: { cluster: 'prod', environment: 'prod' } };

  test('without a stated uid the external labels decide', () => {
    expect(identityFindings(empty, live)).toEqual([]);
    expect(said(identityFindings(empty, { ...live, labels: { cluster: 'dev' } }))).toEqual([
      'label cluster: is dev, the stack says prod',
      'label environment: is not set, the stack says prod',
    ]);
  });

  test('with one, another cluster with the same labels is found', () => {
    const stated = { ...empty, cluster: { ...empty.cluster, uid: 'b' } };
    expect(said(identityFindings(stated, live))).toEqual(['kube-system uid: is a, the stack says b']);
  });
});

describe('resource definitions', () => {
  test.each([
    ['0.93.0', '0.93.1', true],
    ['0.9.12', '0.10.0', true],
    ['0.93.1', '0.93.1', false],
    ['0.94.0', '0.93.1', false],
    ['1.0.0', '0.93.1', false],
  ])('%s is older than %s: %s', (version, than, expected) => {
    expect(isOlder(version, than)).toBe(expected);
  });

  const definition = (kind: string, version?: string) => ({
    metadata: { annotations: version === undefined ? {} : { 'operator.prometheus.io/version': version } },
    spec: { group: 'monitoring.coreos.com', names: { kind } },
  });

  test('missing, unmarked and old ones are found; newer ones are no fault', () => {
    const rule = {
      apiVersion: 'monitoring.coreos.com/v1',
      kind: 'PrometheusRule',
      name: 'r',
      namespace: 'o',
      manifest: {},
    };
    const found = crdFindings({ ...empty, objects: [rule] }, [
      definition('Prometheus', '0.94.0'),
      definition('PrometheusRule', '0.80.0'),
    ]);
    expect(said(found)).toEqual([
      'Alertmanager: the cluster does not know it',
      'PrometheusRule: is of version 0.80.0, the operator of 0.93.1',
    ]);
    expect(
      said(crdFindings(empty, [definition('Prometheus'), definition('Alertmanager', '0.93.1')])),
    ).toEqual(['Prometheus: does not say its version (operator.prometheus.io/version)']);
  });
});

describe('Helm releases', () => {
  const wanted = { name: 'kps', namespace: 'observatory', chart: 'kube-prometheus-stack', version: '88.5.3' };
  const live = { revision: 3, status: 'deployed', chart: 'kube-prometheus-stack', version: '88.5.3' };

  test("Helm's Secret is read without its values", () => {
    const payload = {
      name: 'kps',
      version: 3,
      info: { status: 'deployed' },
      config: { password: 'planted' },
      chart: { metadata: { name: 'kube-prometheus-stack', version: '88.5.3' } },
    };
    const packed = gzipSync(JSON.stringify(payload)).toString('base64');
    const secret = { data: { release: Buffer.from(packed).toString('base64') } };
    expect(releaseOf(secret)).toEqual(live);
    expect(releaseOf({ data: { release: 'bm8=' } })).toBeUndefined();
  });

  test('absent, unfinished and of another version', () => {
    expect(releaseFindings(wanted, live)).toEqual([]);
    expect(said(releaseFindings(wanted, undefined))).toEqual(['kps: is not installed']);
    expect(said(releaseFindings(wanted, { ...live, version: '80.0.0' }))).toEqual([
      'kps: is kube-prometheus-stack 80.0.0, the plan has kube-prometheus-stack 88.5.3',
    ]);
    const [pending] = releaseFindings(wanted, { ...live, status: 'pending-upgrade' });
    expect(pending?.problem).toBe('revision 3 is pending-upgrade');
    expect(pending?.advice).toContain('cut off');
  });
});

describe('objects', () => {
  test('what the cluster adds is no difference; what it lacks or changes is, with its path', () => {
    expect(firstDifference({ a: 1 }, { a: 1, b: 2 })).toBeUndefined();
    expect(firstDifference({ a: { b: [1, 2] } }, { a: { b: [1, 3] } })).toEqual(['a', 'b', 1]);
    expect(firstDifference({ a: [1] }, { a: [1, 2] })).toEqual(['a']);
    expect(firstDifference({ a: [] }, {})).toEqual(['a']);
    expect(firstDifference({ a: 'x' }, { a: 1 })).toEqual(['a']);
  });

  const object = (kind: string, manifest: Record<string, string>) => ({
    apiVersion: 'v1',
    kind,
    name: 'x',
    namespace: 'observatory',
    manifest: { data: manifest },
  });

  test('an absent object, also one of the same name elsewhere', () => {
    const elsewhere = { metadata: { name: 'x', namespace: 'other' } };
    expect(said(objectFindings(object('ConfigMap', {}), [elsewhere]))).toEqual([
      'ConfigMap x: does not exist',
    ]);
  });

  test('the values of a Secret are neither compared nor named', () => {
    const live = { metadata: { name: 'x', namespace: 'observatory' }, data: { key: 'cGxhbnRlZA==' } };
    expect(objectFindings(object('Secret', { key: '[secret]' }), [live])).toEqual([]);
  });
});

test('the operator: only a binding that is not accepted is a finding, with its message', () => {
  const rule = (status: string) => ({
    kind: 'PrometheusRule',
    metadata: { name: 'rules-shop' },
    status: {
      bindings: [{ conditions: [{ type: 'Accepted', status, reason: 'Invalid', message: 'line 3' }] }],
    },
  });
  expect(acceptanceFindings(rule('True'))).toEqual([]);
  expect(said(acceptanceFindings(rule('False')))).toEqual([
    'PrometheusRule rules-shop: the operator refuses it: Invalid: line 3',
  ]);
});

test('what the operator said of an earlier version of an object counts for nothing', () => {
  const rule = (generation: number): JsonObject => ({
    kind: 'PrometheusRule',
    metadata: { name: 'rules-shop', generation },
    status: { bindings: [{ conditions: [{ type: 'Accepted', status: 'True', observedGeneration: 2 }] }] },
  });
  expect(acceptanceFindings(rule(2))).toEqual([]);
  expect(said(acceptanceFindings(rule(3)))).toEqual([
    'PrometheusRule rules-shop: the operator has not looked at its newest version',
  ]);
});

describe('workloads', () => {
  const set = (status: object, generation = 2) => ({
    metadata: { name: 'x', namespace: 'observatory', generation },
    spec: { replicas: 2 },
    status: { observedGeneration: 2, ...status },
  });

  test('pods that are not ready, and a form that is not rolled out', () => {
    expect(workloadFindings('StatefulSet', set({ readyReplicas: 2 }))).toEqual([]);
    expect(said(workloadFindings('StatefulSet', set({})))).toEqual(['StatefulSet x: 0 of 2 pods ready']);
    expect(said(workloadFindings('StatefulSet', set({ readyReplicas: 2 }, 3)))).toEqual([
      'StatefulSet x: its newest form is not rolled out yet',
    ]);
    expect(said(workloadFindings('DaemonSet', set({ desiredNumberScheduled: 3, numberReady: 1 })))).toEqual([
      'DaemonSet x: 1 of 3 pods ready',
    ]);
  });

  test('the operator must have said that Prometheus is reconciled and available', () => {
    const object = (...conditions: JsonObject[]): JsonObject => ({
      metadata: { name: 'kps' },
      status: { conditions },
    });
    const reconciled = { type: 'Reconciled', status: 'True' };
    expect(
      said(
        operatedFindings(
          'Prometheus',
          object(reconciled, { type: 'Available', status: 'Degraded', message: 'pod 1' }),
        ),
      ),
    ).toEqual(['Prometheus kps: not available: pod 1']);
    expect(said(operatedFindings('Prometheus', object()))).toEqual([
      'Prometheus kps: not reconciled: the operator has not said so',
      'Prometheus kps: not available: the operator has not said so',
    ]);
  });

  test('a volume is bound or named', () => {
    const claim = (phase: string) => ({ metadata: { name: 'data-0' }, status: { phase } });
    expect(said(volumeFindings([claim('Bound'), claim('Pending')]))).toEqual([
      'PersistentVolumeClaim data-0: is Pending',
    ]);
  });
});

describe('rules', () => {
  const expected: ExpectedRule = {
    object: 'rules-shop',
    group: 'shop.http',
    kind: 'alerting',
    name: 'HighErrorRate',
    labels: { priority: 'P1' },
  };
  const loaded = (rule: Partial<LoadedGroup['rules'][number]>): LoadedGroup[] => [
    {
      name: 'shop.http',
      file: '',
      rules: [{ name: 'HighErrorRate', type: 'alerting', health: 'ok', labels: { priority: 'P1' }, ...rule }],
    },
  ];

  test.each([
    [{}, []],
    [{ type: 'recording' as const }, ['shop.http/HighErrorRate: is not loaded']],
    [
      { labels: { priority: 'P2' } },
      ['shop.http/HighErrorRate: is loaded with other labels: an older version of it'],
    ],
    [{ health: 'err', lastError: 'boom' }, ['shop.http/HighErrorRate: fails: boom']],
    [{ health: 'unknown' }, ['shop.http/HighErrorRate: has not been evaluated yet']],
  ])('loaded with %j', (rule, findings) => {
    expect(said(ruleFindings([expected], loaded(rule)))).toEqual(findings);
  });

  test('of two applications in one group, the one whose rule is missing', () => {
    const of = (application: string) => ({ ...expected, labels: { priority: 'P1', application } });
    const [group] = loaded({ labels: { priority: 'P1', application: 'api' } });
    expect(said(ruleFindings([of('api'), of('web')], group === undefined ? [] : [group]))).toEqual([
      'shop.http/HighErrorRate{application="web"}: is not loaded',
    ]);
  });

  test('the same alert twice in a group, told apart by its labels', () => {
    const second = { ...expected, labels: { priority: 'P3' } };
    const [group] = loaded({});
    const both = {
      ...group,
      name: 'shop.http',
      file: '',
      rules: [...(group?.rules ?? []), ...(loaded({ labels: { priority: 'P3' } })[0]?.rules ?? [])],
    };
    expect(ruleFindings([expected, second], [both])).toEqual([]);
  });
});

describe('targets', () => {
  const pool = { pool: 'serviceMonitor/observatory/shop/0', applications: ['shop'], targets: undefined };
  const target = (health: string): Target => ({
    scrapePool: pool.pool,
    scrapeUrl: 'http://10.0.0.1/metrics',
    labels: { application: 'shop', instance: '10.0.0.1' },
    health,
    lastError: 'refused',
  });

  test('an unknown monitor, one without targets, and a fixed one with too few', () => {
    expect(said(poolFindings([pool], [], []))).toEqual([
      'shop (serviceMonitor/observatory/shop/0): Prometheus does not know this monitor',
    ]);
    expect(said(poolFindings([pool], [pool.pool], []))).toEqual([
      'shop (serviceMonitor/observatory/shop/0): selects no target',
    ]);
    expect(said(poolFindings([{ ...pool, targets: 2 }], [pool.pool], [target('up')]))).toEqual([
      'shop (serviceMonitor/observatory/shop/0): has 1 of 2 targets',
    ]);
    expect(poolFindings([pool], [pool.pool], [target('up')])).toEqual([]);
  });

  test('a target that is down, and one that was not asked yet', () => {
    expect(said(downFindings([target('up'), target('down'), target('unknown')]))).toEqual([
      'shop 10.0.0.1: is down: refused',
      'shop 10.0.0.1: has not been scraped yet',
    ]);
  });
});

describe('Alertmanager configuration', () => {
  // The MD5 of nothing is d41d8cd98f00b204…: the first six bytes, the lowest first.
  test('the hash is what Alertmanager computes: six bytes of the MD5', () => {
    expect(configurationHash('')).toBe(0x00_8f_d9_8c_1d_d4);
  });

  test('another configuration, and one that was refused', () => {
    const metrics = (hash: number, ok: number) =>
      new Map([
        ['alertmanager_config_hash', hash],
        ['alertmanager_config_last_reload_successful', ok],
      ]);
    expect(configurationFindings('a', metrics(configurationHash('a'), 1))).toEqual([]);
    expect(said(configurationFindings('a', metrics(configurationHash('b'), 1)))).toEqual([
      ': runs with another configuration than the plan’s',
    ]);
    expect(said(configurationFindings('a', metrics(configurationHash('a'), 0)))).toEqual([
      ': refuses the newest configuration and goes on with an older one',
    ]);
  });
});

test('dashboards and data sources: missing ones, and an older title', () => {
  const expected = [
    { uid: 'a', title: 'A' },
    { uid: 'b', title: 'B' },
  ];
  expect(said(dashboardFindings(expected, new Map([['b', 'Old']])))).toEqual([
    'A (a): Grafana does not have it',
    'B (b): is called “Old” in Grafana, an older version',
  ]);
  expect(
    said(dataSourceFindings(['prometheus', 'alertmanager'], new Map([['prometheus', 'prometheus']]))),
  ).toEqual(['data source alertmanager: Grafana does not have it']);
});

describe('heartbeat: the first broken link is named', () => {
  const whole: Chain = {
    raised: [{ labels: { alertname: 'Watchdog' }, state: 'firing' }],
    received: [
      { labels: { alertname: 'Watchdog' }, receivers: [{ name: 'heartbeat' }], status: { state: 'active' } },
    ],
    sent: 3,
    failed: 0,
  };
  test.each<[string, Partial<Chain>, string[]]>([
    ['whole', {}, []],
    ['one of three failed', { failed: 1 }, []],
    ['not raised', { raised: [] }, ['Watchdog: does not fire']],
    ['not received', { received: [] }, ['Watchdog: has not arrived at Alertmanager']],
    [
      'routed elsewhere',
      {
        received: [
          { labels: { alertname: 'Watchdog' }, receivers: [{ name: 'null' }], status: { state: 'active' } },
        ],
      },
      ['Watchdog: is not routed to the heartbeat'],
    ],
    ['nothing sent', { sent: 0 }, ['Watchdog: no heartbeat was sent in the last 3 minutes']],
    [
      'nothing known',
      { sent: undefined, failed: undefined },
      ['Watchdog: no heartbeat was sent in the last 3 minutes'],
    ],
    [
      'all failed',
      { failed: 3 },
      ['Watchdog: no heartbeat got through in the last 3 minutes: every one failed'],
    ],
  ])('%s', (_, change, findings) => {
    expect(said(heartbeatFindings({ ...whole, ...change }, 60))).toEqual(findings);
  });
});
