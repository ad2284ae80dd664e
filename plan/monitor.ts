import * as resource from '@pulumi/pulumi/proto/resource_pb';
import { MockMonitor } from '@pulumi/pulumi/runtime/mocks';
import { Struct } from 'google-protobuf/google/protobuf/struct_pb';

import { KNOWN_INVOKES, type Invoke } from './invokes';
import type { JsonObject } from './json';
import { mockState } from './mockState';
import { STACK_TYPE, type RecordedResource } from './recording';
import { read, registered } from './request';
import { decode, wireSecret } from './wire';

export interface MonitorOptions {
  readonly project: string;
  readonly stack: string;
  /** Provider functions in addition to `KNOWN_INVOKES`. */
  readonly invokes?: Readonly<Record<string, Invoke>>;
}

type Callback = (error: unknown, response: unknown) => void;

/** The monitor of the SDK's own mocks, which sees the raw requests before secrets are lifted from their leaves. */
export class RecordingMonitor extends MockMonitor {
  readonly recorded: RecordedResource[] = [];
  requests = 0;
  /** The first fault; kept because a program may swallow the rejection that comes of it. */
  fault: Error | undefined;
  readonly #byUrn = new Map<string, RecordedResource>();
  readonly #options: MonitorOptions;

  constructor(options: MonitorOptions) {
    super({
      newResource: () => ({ id: undefined, state: {} }),
      call: ({ token, inputs }) => this.#answer(token, inputs as JsonObject),
    });
    this.#options = options;
  }

  override registerResource(request: resource.RegisterResourceRequest, callback: Callback): Promise<void> {
    this.requests += 1;
    if (request.getTransformsList().length > 0) {
      callback(new Error('resource transforms are not supported by this recorder'), undefined);
      return Promise.resolve();
    }
    const raw = request.getObject()?.toJavaScript() ?? {};
    const urn = this.#urn(request.getParent(), request.getType(), request.getName());
    this.#add(registered(urn, request));
    const mock = request.getCustom()
      ? mockState(request.getType(), request.getName(), raw)
      : { id: '', state: {} };
    const outputs = markSecret(mock.state, request.getAdditionalsecretoutputsList());
    this.resources.set(urn, { urn, id: mock.id, state: outputs });
    const response = new resource.RegisterResourceResponse();
    response.setUrn(urn).setId(mock.id).setObject(struct(outputs));
    callback(null, response);
    return Promise.resolve();
  }

  override readResource(request: resource.ReadResourceRequest, callback: Callback): Promise<void> {
    this.requests += 1;
    const raw = request.getProperties()?.toJavaScript() ?? {};
    const urn = this.#urn(request.getParent(), request.getType(), request.getName());
    this.#add(read(urn, request));
    const { state: outputs } = mockState(request.getType(), request.getName(), raw);
    this.resources.set(urn, { urn, id: request.getId(), state: outputs });
    const response = new resource.ReadResourceResponse();
    response.setUrn(urn).setProperties(struct(outputs));
    callback(null, response);
    return Promise.resolve();
  }

  override registerResourceOutputs(
    request: resource.RegisterResourceOutputsRequest,
    callback: Callback,
  ): void {
    this.requests += 1;
    const { value, secrets } = decode(request.getOutputs()?.toJavaScript());
    const recorded = this.#byUrn.get(request.getUrn());
    if (recorded !== undefined) Object.assign(recorded, { outputs: value, outputSecrets: secrets });
    callback(null, {});
  }

  override registerStackTransform(_request: unknown, callback: Callback): void {
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

/** What the engine does with `additionalSecretOutputs`. */
function markSecret(outputs: JsonObject, names: readonly string[]): JsonObject {
  const secret = names.flatMap((name) => {
    const value = outputs[name];
    return value === undefined ? [] : [[name, wireSecret(value)] as const];
  });
  return { ...outputs, ...Object.fromEntries(secret) };
}

function struct(value: JsonObject): Struct {
  return Struct.fromJavaScript(value);
}
