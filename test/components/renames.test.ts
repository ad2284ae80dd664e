import { expect, test } from '@jest/globals';
import { clusterProvider } from '../../components/cluster';
import { Namespaces } from '../../components/namespaces';
import { aliasing, renames, type Rename } from '../../components/renames';
import { componentType } from '../../config/naming';
import type { ClusterConfig } from '../../config/schema/stack';
import { matchResources } from '../../plan/diff/identity';
import type { PlannedResource } from '../../plan/model';
import { planOf } from '../../plan/plan';
import { record } from '../../plan/recorder';

const cluster: ClusterConfig = { name: 'dev', environment: 'dev', platform: 'generic', context: 'kind-dev' };

const resourcesOf = async (program: () => unknown): Promise<readonly PlannedResource[]> => {
  const recording = await record(program, { project: 'observatory', stack: 'test' });
  return planOf({ stack: { locked: [], secrets: [], warnings: [] }, recording }).resources;
};

/** The namespaces of this version, made by a program that knows these renames. */
const now = (table: readonly Rename[]) =>
  resourcesOf(() => {
    const base = { transformations: [aliasing(table)] };
    new Namespaces('namespaces', { ...base, providers: [clusterProvider(cluster, base)] });
  });

/** As an earlier version would have named the component. */
const before = () =>
  resourcesOf(() => {
    new Namespaces('spaces', { providers: [clusterProvider(cluster)] });
  });

const moved: Rename = {
  type: componentType('Namespaces'),
  name: 'namespaces',
  formerly: { name: 'spaces' },
  since: '0.2.0',
};

const names = (resources: readonly (PlannedResource | undefined)[]): string[] =>
  resources.flatMap((resource) => (resource === undefined ? [] : [resource.name])).sort();

test('a renamed component keeps itself and everything below it: every old URN is found through aliases', async () => {
  const matches = matchResources(await before(), await now([moved]));
  expect(names(matches.filter(({ after }) => after === undefined).map((match) => match.before))).toEqual([]);
  const component = matches.find(({ after }) => after?.name === 'namespaces');
  expect(component?.before?.name).toBe('spaces');
});

test('a renamed child of a component keeps its object', async () => {
  const renamed: Rename = {
    type: 'kubernetes:core/v1:Namespace',
    name: 'observatory',
    formerly: { name: 'stack' },
    since: '0.2.0',
  };
  const [resource] = (await now([renamed])).filter(({ name }) => name === 'observatory');
  expect(resource?.aliases).toMatchObject([{ name: 'stack' }]);
  const urn = resource?.urn.replace(/observatory$/, 'stack') ?? '';
  const old = (await now([])).map((one) =>
    one.name === 'observatory' ? { ...one, urn, name: 'stack' } : one,
  );
  expect(
    names(
      matchResources(old, await now([renamed])).flatMap(({ after, before: from }) =>
        from === undefined ? [after] : [],
      ),
    ),
  ).toEqual([]);
});

test('without its line in the table the same rename deletes and creates', async () => {
  const lost = matchResources(await before(), await now([])).filter(({ after }) => after === undefined);
  expect(names(lost.map((match) => match.before))).toContain('spaces');
});

test('the table names each place once, with the version that left it', () => {
  const keys = renames.map(({ type, name, formerly }) => JSON.stringify([type, name, formerly]));
  expect(new Set(keys).size).toBe(keys.length);
  for (const { since } of renames) expect(since).toMatch(/^\d+\.\d+\.\d+$/);
});
