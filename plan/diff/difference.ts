import { contentsOf, isContent, type Contents } from '../contents';
import { formatPath, parsePath, type Json, type JsonObject } from '../json';
import type { Plan, PlannedResource } from '../model';
import { STACK_TYPE } from '../recording';
import { readable, shortType } from '../tree';
import { dashboardDifference } from './dashboards';
import { matchResources, type Match } from './identity';
import type {
  Difference,
  DocumentChange,
  ProviderChange,
  RenderedDifference,
  ResourceChange,
  ResourceName,
} from './model';
import { ruleDifference } from './rules';
import { changesOf, type ValueChange } from './values';

const NOT_RENDERED: RenderedDifference = { added: [], removed: [], changed: [], unknown: [] };

/**
 * What deploying `after` changes where `before` is deployed.
 *
 * @param rendered what the charts make of it, where they are rendered
 */
export function difference(before: Plan, after: Plan, rendered = NOT_RENDERED): Difference {
  const matches = matchResources(before.resources, after.resources);
  const [old, now] = [contentsOf(before.resources), contentsOf(after.resources)];
  const renames = new Map(
    matches.flatMap((match) =>
      match.before && match.after ? [[match.before.urn, match.after.urn] as const] : [],
    ),
  );
  return {
    resources: {
      added: names(matches.filter((match) => match.before === undefined).map((match) => match.after)),
      removed: names(matches.filter((match) => match.after === undefined).map((match) => match.before)),
      changed: matches.flatMap((match) => resourceChange(match, renames)).sort(byUrn),
    },
    providers: providerChanges(matches),
    values: documentChanges(valuesOf(old), valuesOf(now)),
    rendered,
    rules: ruleDifference(old.ruleGroups, now.ruleGroups),
    routes: documentChanges(routesOf(old), routesOf(now)),
    dashboards: dashboardDifference(old.dashboards, now.dashboards),
    outputs: changesOf(before.outputs, after.outputs),
  };
}

/** Whether there is no difference at all. */
export function isEmpty(difference: Difference): boolean {
  const lists = (value: unknown): unknown[][] =>
    Array.isArray(value) ? [value] : Object.values(value as object).flatMap(lists);
  return lists(difference).every((list) => list.length === 0);
}

function names(resources: readonly (PlannedResource | undefined)[]): ResourceName[] {
  return resources.flatMap((resource) => (resource === undefined ? [] : [nameOf(resource)])).sort(byUrn);
}

function nameOf({ urn, type, name }: PlannedResource): ResourceName {
  return { urn, type: shortType(type), name };
}

function resourceChange({ before, after }: Match, renames: ReadonlyMap<string, string>): ResourceChange[] {
  if (before === undefined || after === undefined) return [];
  const current = (urn: string) => renames.get(urn) ?? urn;
  const all = changesOf(
    comparable(before, current),
    comparable(after, (urn) => urn),
  );
  const isShownBelow = ({ path }: ValueChange) => isContent(after, parsePath(path));
  const content = all
    .filter(isShownBelow)
    .map(({ path }) => formatPath(parsePath(path).slice(0, contentDepth(path))));
  const renamedFrom = before.urn === after.urn ? undefined : before.urn;
  if (all.length === 0 && renamedFrom === undefined) return [];
  return [
    {
      ...nameOf(after),
      ...(renamedFrom === undefined ? {} : { renamedFrom }),
      ...(isInherited(before, after, renames) ? { renamedWithParent: true } : {}),
      properties: all.filter((change) => !isShownBelow(change)),
      content: [...new Set(content)],
    },
  ];
}

/** Whether a resource has another URN only because its parent has. */
function isInherited(
  before: PlannedResource,
  after: PlannedResource,
  renames: ReadonlyMap<string, string>,
): boolean {
  const { parent } = before;
  if (before.urn === after.urn || parent === undefined || parent === after.parent) return false;
  return before.type === after.type && before.name === after.name && renames.get(parent) === after.parent;
}

/** `values` of a release, but `spec.groups` and `data["…"]` of the objects. */
function contentDepth(path: string): number {
  return path.startsWith('values') ? 1 : 2;
}

/** What of a resource the engine acts on. The inputs of a component only make its children, which are compared. */
function comparable(resource: PlannedResource, current: (urn: string) => string): JsonObject {
  const { kind, inputs, options, provider, providers, dependencies, type } = resource;
  if (type === STACK_TYPE) return {};
  const inherited = Object.fromEntries(
    Object.entries(providers).map(([key, urn]) => [key, readable(current(urn))]),
  );
  return {
    ...(kind === 'custom' || kind === 'read' ? inputs : {}),
    ...(provider === undefined ? {} : { provider: readable(current(provider)) }),
    ...(Object.keys(inherited).length === 0 ? {} : { providers: inherited }),
    dependsOn: dependencies.map((urn) => readable(current(urn))).sort(),
    options: options as unknown as Json,
  };
}

function providerChanges(matches: readonly Match[]): ProviderChange[] {
  const changes = new Map<string, ProviderChange>();
  for (const { before, after } of matches) {
    if (before?.version === undefined || after?.version === undefined) continue;
    if (before.version === after.version) continue;
    const provider = after.type.replace('pulumi:providers:', '').split(':')[0] ?? after.type;
    const key = [provider, before.version, after.version].join(' ');
    const resources = (changes.get(key)?.resources ?? 0) + 1;
    changes.set(key, { provider, before: before.version, after: after.version, resources });
  }
  return [...changes].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, change]) => change);
}

function valuesOf({ releases }: Contents): ReadonlyMap<string, Json> {
  return new Map(releases.map(({ name, values }) => [name, values]));
}

function routesOf({ alertmanager }: Contents): ReadonlyMap<string, Json> {
  return new Map(alertmanager.map(({ name, text, value }) => [name, value ?? text]));
}

/** Of documents on both sides; one that comes or goes does so with its resource. */
function documentChanges(
  before: ReadonlyMap<string, Json>,
  after: ReadonlyMap<string, Json>,
): DocumentChange[] {
  return [...after]
    .flatMap(([name, value]) => {
      const changes = before.has(name) ? changesOf(before.get(name), value) : [];
      return changes.length === 0 ? [] : [{ name, changes }];
    })
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

function byUrn(a: ResourceName, b: ResourceName): number {
  return a.urn < b.urn ? -1 : 1;
}
