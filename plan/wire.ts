import { isArray, isObject, type Json, type JsonObject, type Path } from './json';

/*
 * Pulumi's wire form marks special values with a signature key (sdk/nodejs/runtime/rpc.ts). The SDK's
 * own decoder lifts secrets up to the top-level property; this one keeps each at its leaf.
 */
const SIGNATURE = '4dabf18193072939515e22adb298388d';
const SECRET = '1b47061264138c4ac30d75fd1eb44270';
const RESOURCE = '5cf8f73096256a8f31e491e813e4eb8e';
const ASSET = 'c44067f5952c0a294b673a41bacd8c17';
const ARCHIVE = '0def7320c3a5731c473e5ecbe6d01bc7';
const UNKNOWN = '04da6b54-80e4-46f7-96ec-b56ff0331ba9';

/** Stands where a value is only known after an update. */
export const UNKNOWN_TEXT = '<known after up>';

/** A decoded property bag: plain values, and beside them what was special and where. */
export interface Decoded {
  readonly value: JsonObject;
  /** Outermost path of each value that the SDK marked secret. */
  readonly secrets: readonly Path[];
  /** Paths whose value is only known after an update; `value` holds `UNKNOWN_TEXT` there. */
  readonly unknowns: readonly Path[];
}

/**
 * Decodes the properties of a request. A reference to a resource becomes `{ $resource: <urn> }`, an
 * asset or archive `{ $asset: … }`.
 */
export function decode(raw: unknown): Decoded {
  const secrets: Path[] = [];
  const unknowns: Path[] = [];
  const walk = (value: unknown, path: Path, inSecret: boolean): Json => {
    if (value === UNKNOWN) {
      unknowns.push(path);
      return UNKNOWN_TEXT;
    }
    if (Array.isArray(value)) return value.map((item, index) => walk(item, [...path, index], inSecret));
    if (!isObject(value)) return value as Json;
    switch (value[SIGNATURE]) {
      case SECRET:
        if (!inSecret) secrets.push(path);
        return walk(value['value'] ?? null, path, true);
      case RESOURCE:
        return { $resource: value['urn'] ?? '' };
      case ASSET:
      case ARCHIVE: {
        const content = Object.fromEntries(Object.entries(value).filter(([key]) => key !== SIGNATURE));
        return { $asset: walk(content, path, inSecret) };
      }
      default:
        return Object.fromEntries(
          Object.entries(value).map(([key, item]) => [key, walk(item, [...path, key], inSecret)]),
        );
    }
  };
  const value = walk(raw ?? {}, [], false);
  return { value: isObject(value) && !isArray(value) ? value : {}, secrets, unknowns };
}

/** Wraps a value so that the program receives it as a secret. */
export function wireSecret(value: Json): JsonObject {
  return isObject(value) && value[SIGNATURE] === SECRET ? value : { [SIGNATURE]: SECRET, value };
}
