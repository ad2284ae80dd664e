import * as pulumi from '@pulumi/pulumi';
import { MockMonitor } from '@pulumi/pulumi/runtime/mocks';
import * as state from '@pulumi/pulumi/runtime/state';
import type { Alias } from '@pulumi/pulumi/proto/alias_pb';
import { LogSeverity, type LogRequest } from '@pulumi/pulumi/proto/engine_pb';
import * as resource from '@pulumi/pulumi/proto/resource_pb';
import { Struct } from 'google-protobuf/google/protobuf/struct_pb';

import { KNOWN_INVOKES, type Invoke } from './invokes';
import type { JsonObject } from './json';
import { mockState } from './mockState';
import type { RecordedAlias, RecordedLog, RecordedOptions, RecordedResource, Recording } from './recording';
import { decode, wireSecret } from './wire';

export interface RecordOptions {
  readonly project: string;
  readonly stack: string;
  /** Configuration as the CLI hands it over: full keys (`project:key`), objects as JSON strings. */
  readonly config?: Readonly<Record<string, string>>;
  /** The keys of `config` that hold a secret anywhere. */
  readonly secretKeys?: readonly string[];
  /** @default 'organization', the name that self-managed backends use */
  readonly organization?: string;
  /** Provider functions in addition to `KNOWN_INVOKES`. */
  readonly invokes?: Readonly<Record<string, Invoke>>;
}

/**
 * Runs a program the way the engine does for `pulumi up` and records every request it makes. Nothing is
 * contacted. Runs are isolated from each other, also when several are under way in one process.
 *
 * @throws whatever the program throws, and an Error that names the first provider function without answer
 */
export async function record(program: () => unknown, options: RecordOptions): Promise<Recording> {
  return runtimeState.withLocalStorage(async () => {
    const monitor = new RecordingMonitor(options);
    const logs: RecordedLog[] = [];
    pulumi.runtime.setMockOptions(monitor, options.project, options.stack, false, monitor.organization);
    pulumi.runtime.setAllConfig({ ...options.config }, [...(options.secretKeys ?? [])]);
    runtimeState.getStore().settings.engine = engine(logs);
    try {
      await pulumi.runtime.runInPulumiStack(async () => exportsOf(await program()));
      await drain(monitor);
    } finally {
      pulumi.runtime.disconnectSync();
    }
    if (monitor.fault !== undefined) throw monitor.fault;
    const stackResource = monitor.recorded.find((r) => r.type === STACK_TYPE);
    return {
      project: options.project,
      stack: options.stack,
      resources: monitor.recorded,
      outputs: stackResource?.outputs ?? {},
      outputSecrets: stackResource?.outputSecrets ?? [],
      logs,
    };
  });
}

export const STACK_TYPE = 'pulumi:pulumi:Stack';

/** A test may return the component it made; only a module's exports are stack outputs. */
function exportsOf(result: unknown): unknown {
  return typeof result === 'object' && !pulumi.Resource.isInstance(result) ? result : undefined;
}

/** Waits for requests under way, and for those that later turns of the event loop start. */
async function drain(monitor: RecordingMonitor): Promise<void> {
  let before: number;
  do {
    before = monitor.requests;
    await pulumi.runtime.disconnect();
    await new Promise((resolve) => setImmediate(resolve));
  } while (monitor.requests !== before);
}

/** The monitor of the SDK's own mocks, which sees the raw requests before secrets are lifted from their leaves. */
class RecordingMonitor extends MockMonitor {
  readonly recorded: RecordedResource[] = [];
  readonly organization: string;
  requests = 0;
  /** The first provider function that nobody answers; kept because a program may swallow the rejection. */
  fault: Error | undefined;
  readonly #byUrn = new Map<string, RecordedResource>();
  readonly #options: RecordOptions;

  constructor(options: RecordOptions) {
    super({
      newResource: () => ({ id: undefined, state: {} }),
      call: ({ token, inputs }) => this.#answer(token, inputs as JsonObject),
    });
    this.#options = options;
    this.organization = options.organization ?? 'organization';
  }

  override registerResource(
    request: resource.RegisterResourceRequest,
    callback: (error: unknown, response: unknown) => void,
  ): Promise<void> {
    this.requests += 1;
    if (request.getTransformsList().length > 0) {
      callback(new Error('resource transforms are not supported by this recorder'), undefined);
      return Promise.resolve();
    }
    const raw = (request.getObject()?.toJavaScript() ?? {}) as JsonObject;
    const urn = this.#urn(request.getParent(), request.getType(), request.getName());
    const { value, secrets, unknowns } = decode(raw);
    const custom = request.getCustom();
    this.#add({
      urn,
      type: request.getType(),
      name: request.getName(),
      ...(request.getParent() === '' ? {} : { parent: request.getParent() }),
      kind: custom ? 'custom' : request.getRemote() ? 'remote component' : 'component',
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
    });
    const mock = custom ? mockState(request.getType(), request.getName(), raw) : { id: '', state: {} };
    const outputs = markSecret(mock.state, request.getAdditionalsecretoutputsList());
    this.resources.set(urn, { urn, id: mock.id, state: outputs });
    const response = new resource.RegisterResourceResponse();
    response.setUrn(urn).setId(mock.id).setObject(struct(outputs));
    callback(null, response);
    return Promise.resolve();
  }

  override readResource(
    request: resource.ReadResourceRequest,
    callback: (error: unknown, response: unknown) => void,
  ): Promise<void> {
    this.requests += 1;
    const raw = (request.getProperties()?.toJavaScript() ?? {}) as JsonObject;
    const urn = this.#urn(request.getParent(), request.getType(), request.getName());
    const { value, secrets, unknowns } = decode(raw);
    this.#add({
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
    });
    const { state: outputs } = mockState(request.getType(), request.getName(), raw);
    this.resources.set(urn, { urn, id: request.getId(), state: outputs });
    const response = new resource.ReadResourceResponse();
    response.setUrn(urn).setProperties(struct(outputs));
    callback(null, response);
    return Promise.resolve();
  }

  override registerResourceOutputs(
    request: resource.RegisterResourceOutputsRequest,
    callback: (error: unknown, response: unknown) => void,
  ): void {
    this.requests += 1;
    const { value, secrets } = decode(request.getOutputs()?.toJavaScript());
    const recorded = this.#byUrn.get(request.getUrn());
    if (recorded !== undefined) Object.assign(recorded, { outputs: value, outputSecrets: secrets });
    callback(null, {});
  }

  override registerStackTransform(
    _request: unknown,
    callback: (error: unknown, response: unknown) => void,
  ): void {
    callback(new Error('stack transforms are not supported by this recorder'), undefined);
  }

  #add(recorded: RecordedResource): void {
    if (this.#byUrn.has(recorded.urn)) {
      this.fault ??= new Error(`duplicate resource URN '${recorded.urn}'; try giving it a unique name`);
    }
    this.recorded.push(recorded);
    this.#byUrn.set(recorded.urn, recorded);
  }

  /** The engine's form: the types of all ancestors but the stack, joined with `$`. */
  #urn(parent: string, type: string, name: string): string {
    const parentType = parent.split('::')[2] ?? '';
    const qualified = parentType === '' || parentType === STACK_TYPE ? type : `${parentType}$${type}`;
    return `urn:pulumi:${this.#options.stack}::${this.#options.project}::${qualified}::${name}`;
  }

  #answer(token: string, args: JsonObject): JsonObject {
    this.requests += 1;
    const invoke = this.#options.invokes?.[token] ?? KNOWN_INVOKES[token];
    if (invoke !== undefined) return invoke(args);
    const message = `the program calls the provider function ${token}, which has no answer without its provider; add one to plan/invokes.ts`;
    // The SDK shows `details`, as gRPC errors carry it.
    this.fault ??= new Error(message);
    throw Object.assign(new Error(message), { details: message });
  }
}

function recordedOptions(request: resource.RegisterResourceRequest): RecordedOptions {
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

function propertyDependencies(request: resource.RegisterResourceRequest): Record<string, readonly string[]> {
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

/** What the engine does with `additionalSecretOutputs`. */
function markSecret(outputs: JsonObject, names: readonly string[]): JsonObject {
  const secret = names.flatMap((name) => {
    const value = outputs[name];
    return value === undefined ? [] : [[name, wireSecret(value)] as const];
  });
  return { ...outputs, ...Object.fromEntries(secret) };
}

function struct(value: JsonObject): Struct {
  return Struct.fromJavaScript(value as Parameters<typeof Struct.fromJavaScript>[0]);
}

const SEVERITIES = {
  [LogSeverity.DEBUG]: 'debug',
  [LogSeverity.INFO]: 'info',
  [LogSeverity.WARNING]: 'warning',
  [LogSeverity.ERROR]: 'error',
} as const;

/** Stands in for the engine's side that receives log messages. Debug messages are not kept. */
function engine(logs: RecordedLog[]): RuntimeEngine {
  return {
    log: (request, callback) => {
      const severity = SEVERITIES[request.getSeverity()];
      const urn = request.getUrn();
      if (severity !== 'debug') {
        logs.push({ severity, message: request.getMessage(), ...(urn === '' ? {} : { urn }) });
      }
      callback(null, {});
    },
    setRootResource: (_request, callback) => {
      callback(null, {});
    },
    requirePulumiVersion: (_request, callback) => {
      callback(null, {});
    },
  };
}

type Reply = (error: unknown, response: unknown) => void;

interface RuntimeEngine {
  log(request: LogRequest, callback: Reply): void;
  setRootResource(request: unknown, callback: Reply): void;
  requirePulumiVersion(request: unknown, callback: Reply): void;
}

/**
 * The SDK keeps what belongs to one run in a store, and runs the inline programs of its Automation API
 * in a store of their own. The functions are stripped from its typings; test/plan/recorder.test.ts holds
 * the contract with the pinned version.
 */
const runtimeState = state as unknown as {
  withLocalStorage<T>(callback: () => T): T;
  getStore(): { settings: { engine?: RuntimeEngine } };
};
