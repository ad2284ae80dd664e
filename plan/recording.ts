import { parsePath, type JsonObject, type Path } from './json';

/** Type token of the resource that is the whole stack. */
export const STACK_TYPE = 'pulumi:pulumi:Stack';

/** One alias as the engine receives it: an old URN, or the parts of one that differ. */
export type RecordedAlias =
  | { readonly urn: string }
  | {
      readonly name?: string;
      readonly type?: string;
      readonly stack?: string;
      readonly project?: string;
      readonly parent?: string;
      readonly noParent?: true;
    };

/** One resource as the program asked the engine for it. */
export interface RecordedResource {
  readonly urn: string;
  /** Type token, such as `kubernetes:core/v1:Secret`. */
  readonly type: string;
  /** Logical name, the last part of the URN. */
  readonly name: string;
  /** URN of the parent; absent on the stack itself. */
  readonly parent?: string;
  readonly kind: 'component' | 'custom' | 'remote component' | 'read';
  /** Plain values, secrets included: never print them without `mask`. */
  readonly inputs: JsonObject;
  /** Outermost path of each secret input. */
  readonly secrets: readonly Path[];
  /** Inputs that are only known after an update. */
  readonly unknowns: readonly Path[];
  /** What `registerOutputs` was given; the stack's are the program's exports. */
  outputs?: JsonObject;
  outputSecrets?: readonly Path[];
  /** URNs, sorted. */
  readonly dependencies: readonly string[];
  /** Input → URNs it was computed from, sorted. */
  readonly propertyDependencies: Readonly<Record<string, readonly string[]>>;
  readonly aliases: readonly RecordedAlias[];
  /** URN of the explicit provider; absent means the default one. */
  readonly provider?: string;
  /** A component's providers: package → URN. */
  readonly providers: Readonly<Record<string, string>>;
  /** Version of the provider plugin. */
  readonly version?: string;
  readonly options: RecordedOptions;
}

/** Resource options that the engine acts on; absent means not set. */
export interface RecordedOptions {
  readonly protect?: boolean;
  readonly retainOnDelete?: boolean;
  readonly deleteBeforeReplace?: boolean;
  readonly ignoreChanges?: readonly string[];
  readonly replaceOnChanges?: readonly string[];
  readonly hideDiffs?: readonly string[];
  readonly additionalSecretOutputs?: readonly string[];
  /** Go durations, such as `10m`. */
  readonly timeouts?: { readonly create?: string; readonly update?: string; readonly delete?: string };
  readonly importId?: string;
  readonly deletedWith?: string;
  readonly replaceWith?: readonly string[];
}

/** One message of `pulumi.log`. */
export interface RecordedLog {
  readonly severity: 'debug' | 'info' | 'warning' | 'error';
  readonly message: string;
  /** URN of the resource that the message is about. */
  readonly urn?: string;
}

/** Everything a program asked the engine for, in the order of the requests. */
export interface Recording {
  readonly project: string;
  readonly stack: string;
  readonly resources: readonly RecordedResource[];
  /** The program's exports; secrets are plain here, `outputSecrets` says where. */
  readonly outputs: JsonObject;
  readonly outputSecrets: readonly Path[];
  readonly logs: readonly RecordedLog[];
}

/** All resources of a type token, or of its last part (`Secret`, `PrometheusRule`). */
export function ofType(recording: Recording, type: string): RecordedResource[] {
  return recording.resources.filter((r) => r.type === type || r.type.split(':').at(-1) === type);
}

/** The one resource of this type and name. Throws, listing the names there are, when it is absent or not alone. */
export function theResource(recording: Recording, type: string, name: string): RecordedResource {
  const candidates = ofType(recording, type);
  const found = candidates.filter((r) => r.name === name);
  const [only] = found;
  if (only === undefined || found.length > 1) {
    const names = candidates.map((r) => r.name).join(', ');
    throw new Error(`${String(found.length)} resources ${type} "${name}"; of this type there are: ${names}`);
  }
  return only;
}

/** The direct children of a resource, given itself, its URN, or its name. */
export function childrenOf(recording: Recording, parent: RecordedResource | string): RecordedResource[] {
  const urns = new Set(
    typeof parent === 'string'
      ? recording.resources.filter((r) => r.urn === parent || r.name === parent).map((r) => r.urn)
      : [parent.urn],
  );
  return recording.resources.filter((r) => r.parent !== undefined && urns.has(r.parent));
}

/** Whether the input at `path` (`stringData.token`, or parts) is secret, itself or through what encloses it. */
export function isSecretAt(resource: RecordedResource, path: Path | string): boolean {
  const parts = typeof path === 'string' ? parsePath(path) : path;
  return resource.secrets.some((secret) => secret.every((part, index) => part === parts[index]));
}
