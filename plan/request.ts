import type { Alias } from '@pulumi/pulumi/proto/alias_pb';
import type { ReadResourceRequest, RegisterResourceRequest } from '@pulumi/pulumi/proto/resource_pb';

import type { RecordedAlias, RecordedOptions, RecordedResource } from './recording';
import { decode } from './wire';

/** What a registration asks for. */
export function registered(urn: string, request: RegisterResourceRequest): RecordedResource {
  const { value, secrets, unknowns } = decode(request.getObject()?.toJavaScript());
  return {
    urn,
    type: request.getType(),
    name: request.getName(),
    ...(request.getParent() === '' ? {} : { parent: request.getParent() }),
    kind: request.getCustom() ? 'custom' : request.getRemote() ? 'remote component' : 'component',
    inputs: value,
    secrets,
    unknowns,
    dependencies: request.getDependenciesList().toSorted(),
    propertyDependencies: propertyDependencies(request),
    aliases: request.getAliasesList().map(alias),
    ...(request.getProvider() === '' ? {} : { provider: providerUrn(request.getProvider()) }),
    providers: Object.fromEntries(
      [...request.getProvidersMap().entries()].map(([key, reference]) => [key, providerUrn(reference)]),
    ),
    ...(request.getVersion() === '' ? {} : { version: request.getVersion() }),
    options: recordedOptions(request),
  };
}

/** What `X.get(…)` asks for: an existing object, looked up by identifier. */
export function read(urn: string, request: ReadResourceRequest): RecordedResource {
  const { value, secrets, unknowns } = decode(request.getProperties()?.toJavaScript());
  return {
    urn,
    type: request.getType(),
    name: request.getName(),
    ...(request.getParent() === '' ? {} : { parent: request.getParent() }),
    kind: 'read',
    inputs: value,
    secrets,
    unknowns,
    dependencies: request.getDependenciesList().toSorted(),
    propertyDependencies: {},
    aliases: [],
    ...(request.getProvider() === '' ? {} : { provider: providerUrn(request.getProvider()) }),
    providers: {},
    options: { importId: request.getId() },
  };
}

function recordedOptions(request: RegisterResourceRequest): RecordedOptions {
  const timeouts = request.getCustomtimeouts();
  const durations = {
    ...(timeouts?.getCreate() ? { create: timeouts.getCreate() } : {}),
    ...(timeouts?.getUpdate() ? { update: timeouts.getUpdate() } : {}),
    ...(timeouts?.getDelete() ? { delete: timeouts.getDelete() } : {}),
  };
  const protect = request.hasProtect() ? request.getProtect() : undefined;
  const retainOnDelete = request.hasRetainondelete() ? request.getRetainondelete() : undefined;
  return {
    ...(protect === undefined ? {} : { protect }),
    ...(retainOnDelete === undefined ? {} : { retainOnDelete }),
    ...(request.getDeletebeforereplacedefined()
      ? { deleteBeforeReplace: request.getDeletebeforereplace() }
      : {}),
    ...list('ignoreChanges', request.getIgnorechangesList()),
    ...list('replaceOnChanges', request.getReplaceonchangesList()),
    ...list('hideDiffs', request.getHidediffsList()),
    ...list('additionalSecretOutputs', request.getAdditionalsecretoutputsList()),
    ...(Object.keys(durations).length > 0 ? { timeouts: durations } : {}),
    ...(request.getImportid() === '' ? {} : { importId: request.getImportid() }),
    ...(request.getDeletedwith() === '' ? {} : { deletedWith: request.getDeletedwith() }),
    ...list('replaceWith', request.getReplaceWithList()),
  };
}

function list(name: keyof RecordedOptions, items: readonly string[]): RecordedOptions {
  return items.length === 0 ? {} : { [name]: items.toSorted() };
}

function propertyDependencies(request: RegisterResourceRequest): Record<string, readonly string[]> {
  const entries = [...request.getPropertydependenciesMap().entries()]
    .map(([key, dependencies]) => [key, dependencies.getUrnsList().toSorted()] as const)
    .filter(([, urns]) => urns.length > 0);
  return Object.fromEntries(entries);
}

function alias(message: Alias): RecordedAlias {
  const spec = message.getSpec();
  if (spec === undefined) return { urn: message.getUrn() };
  return {
    ...(spec.getName() === '' ? {} : { name: spec.getName() }),
    ...(spec.getType() === '' ? {} : { type: spec.getType() }),
    ...(spec.getStack() === '' ? {} : { stack: spec.getStack() }),
    ...(spec.getProject() === '' ? {} : { project: spec.getProject() }),
    ...(spec.getParenturn() === '' ? {} : { parent: spec.getParenturn() }),
    ...(spec.getNoparent() ? { noParent: true } : {}),
  };
}

/** A provider reference is `<urn>::<id>`. */
function providerUrn(reference: string): string {
  return reference.split('::').slice(0, 4).join('::');
}
