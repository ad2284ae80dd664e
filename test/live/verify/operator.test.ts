import { isDeepStrictEqual } from 'node:util';
import { gunzipSync } from 'node:zlib';
import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import { resolveStack } from '../../../config/stack';
import { alertmanagerObject, prometheusObject } from '../../../local/stack/chartObjects';
import { kubernetesObjects, releaseValues } from '../../../local/stack/objects';
import { evaluate } from '../../../plan/evaluate';
import { textOf, valueAt, type JsonObject } from '../../../plan/json';
import { planOf } from '../../../plan/plan';
import { acceptedCheck } from '../../../verify/checks/accepted';
import type { Check } from '../../../verify/checks/model';
import { workloadsCheck } from '../../../verify/checks/workloads';
import { kubeconfigFor } from '../../../verify/cluster/kubernetes';
import { LiveCluster } from '../../../verify/cluster/liveCluster';
import { generatedAlertmanager } from '../../../verify/command';
import { expectationOf, type Expectation } from '../../../verify/expectation';
import { until } from '../../local/support/wait';
import { project } from '../support/run';
import { Cluster } from './support/cluster';
import { ControlPlane } from './support/controlPlane';
import { writeStackFile } from './support/deployed';
import { buildFirst } from './support/programs';
import { startOperator } from './support/operator';

/*
 * What only the operator itself can say: it runs here, of the deployed version, against a real API server, and writes its
 * verdict into the objects of stack local. Nothing else acts on objects, so that no pod ever starts.
 */

const namespace = 'observatory';
/** The operator looks at a change within seconds; on a busy machine that takes longer. Milliseconds. */
const LIMIT_MS = 400_000;

buildFirst('etcd', 'kube-apiserver', 'operator', 'prometheus-operator');

let plane: ControlPlane;
let stop: () => Promise<void> = () => Promise.resolve();
let cluster: Cluster;
let live: LiveCluster;
let expected: Expectation;

beforeAll(async () => {
  plane = await ControlPlane.start();
  stop = () => plane.stop();
  cluster = new Cluster(plane);
  const stackFile = writeStackFile(plane.folder, await cluster.uid('kube-system'));
  const evaluation = await evaluate({ folder: project, stack: 'local', configFile: stackFile });
  const { config } = resolveStack(evaluation.stack.config, evaluation.stack.secretKeys);
  const plan = planOf(evaluation);
  expected = expectationOf(plan, config, await generatedAlertmanager(plan, config));
  process.env['KUBECONFIG'] = plane.kubeconfig;
  live = await LiveCluster.of(await kubeconfigFor(config.cluster, undefined), {});
  stop = () => live.close().then(() => plane.stop());

  await cluster.createDefinitions();
  const values = releaseValues(evaluation.recording, 'kps');
  const objects = kubernetesObjects(evaluation.recording);
  const isNamespace = ({ kind }: { readonly kind: string }): boolean => kind === 'Namespace';
  for (const object of objects.filter(isNamespace)) await cluster.create(object);
  for (const object of objects.filter((one) => !isNamespace(one))) await cluster.create(object);
  for (const object of [prometheusObject(values), alertmanagerObject(values)]) await cluster.create(object);
  await startOperator(plane);
});
afterAll(() => stop());

/** What mends the fault that a test made, also when that test fails. */
let mend: () => unknown = () => undefined;
afterEach(async () => {
  await mend();
  mend = () => undefined;
});

/** Looks until a check has found what is wanted; gives what it found, one line each. */
async function found(check: Check, wanted: (lines: readonly string[]) => boolean): Promise<string[]> {
  let lines: string[] = [];
  await until(
    `${check.name} finds it`,
    async () => {
      const outcome = await check.run(expected, live.next());
      lines =
        'notChecked' in outcome
          ? [outcome.notChecked]
          : outcome.findings.map(({ subject, problem }) => `${subject}: ${problem}`);
      return wanted(lines);
    },
    LIMIT_MS,
  ).catch((error: unknown) => {
    throw new Error(`${String(error)}\n${lines.join('\n')}`);
  });
  return lines;
}
const nothing = (lines: readonly string[]): boolean => lines.length === 0;
const about =
  (subject: string) =>
  (lines: readonly string[]): boolean =>
    lines.some((line) => line.startsWith(`${subject}: `) && !line.includes('newest version'));

const custom = (kind: string, name: string) => ({
  apiVersion: 'monitoring.coreos.com/v1',
  kind,
  metadata: { name, namespace },
});

/** Replaces the spec of an object; gives what puts it back. */
async function breakSpec(
  object: ReturnType<typeof custom>,
  change: (spec: JsonObject) => JsonObject,
): Promise<void> {
  const spec = valueAt(await cluster.read(object), ['spec']) as JsonObject;
  mend = async () => {
    await cluster.patch({ ...object, spec });
    await found(acceptedCheck, nothing);
  };
  await cluster.patch({ ...object, spec: change(spec) });
}

test('takes every custom resource of the plan', async () => {
  const { length: count } = expected.objects.filter(({ apiVersion }) =>
    apiVersion.startsWith('monitoring.coreos.com/'),
  );
  const wanted = { detail: `${String(count)} of ${String(count)} custom resources judged`, findings: [] };
  let outcome: unknown;
  await until(
    'every one is judged',
    async () => isDeepStrictEqual((outcome = await acceptedCheck.run(expected, live.next())), wanted),
    LIMIT_MS,
  ).catch(() => undefined);
  expect(outcome).toEqual(wanted);
});

test('makes of Alertmanager’s configuration what verify compares with', async () => {
  const secret = {
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: { name: 'alertmanager-kps-generated', namespace },
  };
  const packed = textOf(valueAt(await cluster.read(secret), ['data', 'alertmanager.yaml.gz']));
  expect({ text: gunzipSync(Buffer.from(packed, 'base64')).toString() }).toEqual(expected.alertmanager);
});

test('a rule that it refuses is found: the API server has taken it, and pulumi up would have been green', async () => {
  await breakSpec(custom('PrometheusRule', 'rules-shop'), () => ({
    groups: [{ name: 'broken', rules: [{ alert: 'Broken', expr: 'sum by (' }] }],
  }));
  expect(await found(acceptedCheck, about('PrometheusRule rules-shop'))).toEqual([
    'PrometheusRule rules-shop: the operator refuses it: InvalidConfiguration: invalid rule',
  ]);
});

test('a monitor that it refuses is found', async () => {
  await breakSpec(custom('ServiceMonitor', 'demo'), (spec) => ({
    ...spec,
    endpoints: [{ port: 'metrics', relabelings: [{ action: 'replace', regex: '(', targetLabel: 'x' }] }],
  }));
  expect(await found(acceptedCheck, about('ServiceMonitor demo'))).toEqual([
    expect.stringContaining('ServiceMonitor demo: the operator refuses it: '),
  ]);
});

test('an Alertmanager that it cannot reconcile is found, with its reason', async () => {
  const secret = {
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: { name: 'alertmanager-configuration', namespace },
  };
  const data = valueAt(await cluster.read(secret), ['data']);
  mend = async () => {
    await cluster.patch({ ...secret, data });
    await found(workloadsCheck, (lines) => !lines.some((line) => line.includes('not reconciled')));
  };
  await cluster.patch({ ...secret, stringData: { 'alertmanager.yaml': 'route: [' } });
  const lines = await found(workloadsCheck, (all) => all.some((line) => line.includes('not reconciled')));
  expect(lines.filter((line) => line.includes('not reconciled'))).toEqual([
    expect.stringMatching(/^Alertmanager kps: not reconciled: .+/),
  ]);
});

test('without a pod Prometheus and Alertmanager are not available', async () => {
  const lines = await found(
    workloadsCheck,
    (all) => all.filter((line) => line.includes('not available')).length === 2,
  );
  expect(lines).toContainEqual('Prometheus kps: not available: NoPodReady');
  expect(lines).toContainEqual('Alertmanager kps: not available: NoPodReady');
});
