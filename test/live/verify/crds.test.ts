import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { charts } from '../../../config/versions';
import { valueAt, type JsonObject } from '../../../plan/json';
import { Cluster } from './support/cluster';
import { ControlPlane } from './support/controlPlane';
import { buildFirst } from './support/programs';

/*
 * The modes of observatory:crds as what Pulumi's Release does with them: Helm's own install, with the options and
 * values that components/crds gives, against a real API server. The chart is a stand-in of one real definition.
 */

buildFirst('etcd', 'kube-apiserver', 'helm');

let plane: ControlPlane;
let stop: () => Promise<void> = () => Promise.resolve();
let cluster: Cluster;
let definition: JsonObject;
beforeAll(async () => {
  plane = await ControlPlane.start();
  stop = () => plane.stop();
  cluster = new Cluster(plane);
  await cluster.create({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'observatory' } });
  const all = (await cluster.definitions()) as unknown as readonly JsonObject[];
  const found = all.find((one) => valueAt(one, ['spec', 'names', 'kind']) === 'PrometheusRule');
  if (found === undefined) throw new Error('the operator’s module has no definition of PrometheusRule');
  definition = found;
});
afterAll(() => stop());

const name = 'prometheusrules.monitoring.coreos.com';
const live = (): Promise<JsonObject> => cluster.read({ ...definition, metadata: { name } });
const annotation = async (key: string) => valueAt(await live(), ['metadata', 'annotations', key]);

/** As the chart renders a definition with our value crds.annotations: Helm keeps it. */
const chart = (): string => {
  const metadata = definition['metadata'] as JsonObject;
  const annotations = { ...(metadata['annotations'] as JsonObject), 'helm.sh/resource-policy': 'keep' };
  return cluster.chart('prometheus-operator-crds', charts['prometheus-operator-crds'].version, {
    ...definition,
    metadata: { ...metadata, annotations },
  });
};
const install = (...options: readonly string[]): Promise<string> =>
  cluster.helm('install', 'prometheus-operator-crds', chart(), '--namespace', 'observatory', ...options);
const uninstall = (): Promise<string> =>
  cluster.helm('uninstall', 'prometheus-operator-crds', '--namespace', 'observatory');

beforeEach(async () => {
  await uninstall().catch(() => undefined);
  await cluster.remove({ ...definition, metadata: { name } }).catch(() => undefined);
});

test('install, on an empty cluster: the definition is ours, and outlives the release', async () => {
  await install();
  expect(await annotation('meta.helm.sh/release-name')).toBe('prometheus-operator-crds');
  await uninstall();
  expect(valueAt(await live(), ['metadata', 'name'])).toBe(name);
});

test('install, on a cluster that has them from elsewhere: refused, and they stay as they were', async () => {
  await cluster.create(definition);
  const uid = valueAt(await live(), ['metadata', 'uid']);
  await expect(install()).rejects.toThrow(/invalid ownership metadata/);
  expect(valueAt(await live(), ['metadata', 'uid'])).toBe(uid);
  expect(await annotation('meta.helm.sh/release-name')).toBeUndefined();
});

test('adopt: the same cluster, taken over in place, so that no object of its kinds is lost', async () => {
  await cluster.create(definition);
  const uid = valueAt(await live(), ['metadata', 'uid']);
  await install('--take-ownership');
  expect(valueAt(await live(), ['metadata', 'uid'])).toBe(uid);
  expect(await annotation('meta.helm.sh/release-name')).toBe('prometheus-operator-crds');
  await uninstall();
  expect(valueAt(await live(), ['metadata', 'uid'])).toBe(uid);
});

test('install again after a destroy needs no adoption: the kept definition still carries our release’s name', async () => {
  await install();
  await uninstall();
  await install();
  expect(await annotation('meta.helm.sh/release-name')).toBe('prometheus-operator-crds');
  await uninstall();
});
