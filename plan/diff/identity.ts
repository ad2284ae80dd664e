import type { PlannedResource } from '../model';
import { STACK_TYPE, type RecordedAlias } from '../recording';

/** Which resource of the old plan a resource of the new one continues. */
export interface Match {
  readonly before?: PlannedResource;
  readonly after?: PlannedResource;
}

/** An own alias for each alias of a parent is tried; more than this many say nothing useful any more. */
const MOST_ALIASES = 100;

/** Pairs resources by URN, and renamed ones by their aliases and those of their parents, as the engine does. */
export function matchResources(
  before: readonly PlannedResource[],
  after: readonly PlannedResource[],
): Match[] {
  const old = new Map(before.map((resource) => [resource.urn, resource]));
  const byUrn = new Map(after.map((resource) => [resource.urn, resource]));
  const known = new Map<string, readonly string[]>();
  const urnsOf = (resource: PlannedResource): readonly string[] => {
    const there = known.get(resource.urn);
    if (there !== undefined) return there;
    known.set(resource.urn, [resource.urn]);
    const parent = resource.parent === undefined ? undefined : byUrn.get(resource.parent);
    const parents = parent === undefined ? [resource.parent ?? ''] : urnsOf(parent);
    const urns = [...new Set(possibleUrns(resource, parents))].slice(0, MOST_ALIASES);
    known.set(resource.urn, urns);
    return urns;
  };
  const taken = new Set<string>();
  const matches = after.map((resource): Match => {
    const urn = urnsOf(resource).find((candidate) => old.has(candidate) && !taken.has(candidate));
    const continued = urn === undefined ? undefined : old.get(urn);
    if (urn === undefined || continued === undefined) return { after: resource };
    taken.add(urn);
    return { before: continued, after: resource };
  });
  const removed = before
    .filter(({ urn }) => !taken.has(urn))
    .map((resource): Match => ({ before: resource }));
  return [...matches, ...removed];
}

/** Own URN first, then what the aliases say, under each name that the parent has or had. */
function possibleUrns(resource: PlannedResource, parents: readonly string[]): string[] {
  const self: RecordedAlias = {};
  return [self, ...resource.aliases].flatMap((alias) => {
    if ('urn' in alias) return [alias.urn];
    const inherited = alias.parent === undefined || alias.parent === resource.parent;
    const under = alias.noParent === true ? [''] : inherited ? parents : [alias.parent];
    return under.flatMap((parent) => [
      urnUnder(parent, resource, alias.type ?? resource.type, alias.name ?? resource.name, alias),
      // A child that is named after its parent was renamed with it.
      ...renamedWith(parent, resource, alias),
    ]);
  });
}

function renamedWith(parent: string, resource: PlannedResource, alias: RecordedAlias): string[] {
  const now = nameOf(resource.parent ?? '');
  const then = nameOf(parent);
  if ('urn' in alias || now === '' || now === then || !resource.name.startsWith(now)) return [];
  const name = `${then}${resource.name.slice(now.length)}`;
  return [urnUnder(parent, resource, alias.type ?? resource.type, alias.name ?? name, alias)];
}

function urnUnder(
  parent: string,
  { urn }: PlannedResource,
  type: string,
  name: string,
  alias: { readonly stack?: string; readonly project?: string },
): string {
  const [stackPart = '', project = ''] = urn.split('::');
  const parentType = parent.split('::')[2] ?? '';
  const qualified = parentType === '' || parentType === STACK_TYPE ? type : `${parentType}$${type}`;
  const stack = alias.stack === undefined ? stackPart : `urn:pulumi:${alias.stack}`;
  return [stack, alias.project ?? project, qualified, name].join('::');
}

function nameOf(urn: string): string {
  return urn.split('::').slice(3).join('::');
}
