import { z } from 'zod';
import { isPlainObject } from './merge';

type Path = readonly PropertyKey[];

interface JsonSchema {
  readonly type?: string;
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly minimum?: number;
  readonly maximum?: number;
  readonly exclusiveMinimum?: number;
  readonly exclusiveMaximum?: number;
  readonly pattern?: string;
  readonly minItems?: number;
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly additionalProperties?: JsonSchema | boolean;
  readonly items?: JsonSchema;
  readonly anyOf?: readonly JsonSchema[];
}

const step = (schema: JsonSchema, key: PropertyKey): JsonSchema | undefined => {
  for (const branch of schema.anyOf ?? []) {
    const found = step(branch, key);
    if (found !== undefined) return found;
  }
  if (typeof key === 'number') return schema.items;
  const property = schema.properties?.[String(key)];
  if (property !== undefined) return property;
  return isPlainObject(schema.additionalProperties) ? schema.additionalProperties : undefined;
};

const quoted = (values: readonly unknown[]): string =>
  values.map((value) => JSON.stringify(value)).join(', ');

const range = (schema: JsonSchema): string => {
  // zod states the limits of safe integers where the schema sets none; they mean nothing to a reader.
  const low = schema.minimum === Number.MIN_SAFE_INTEGER ? undefined : schema.minimum;
  const high = schema.maximum === Number.MAX_SAFE_INTEGER ? undefined : schema.maximum;
  const parts = [
    low !== undefined && high !== undefined ? `from ${String(low)} to ${String(high)}` : undefined,
    low !== undefined && high === undefined ? `of at least ${String(low)}` : undefined,
    low === undefined && high !== undefined ? `of at most ${String(high)}` : undefined,
    schema.exclusiveMinimum !== undefined ? `above ${String(schema.exclusiveMinimum)}` : undefined,
    schema.exclusiveMaximum !== undefined ? `below ${String(schema.exclusiveMaximum)}` : undefined,
  ];
  return parts.filter((part) => part !== undefined).join(' and ');
};

const words = (schema: JsonSchema): string => {
  if (schema.anyOf !== undefined) return schema.anyOf.map(words).join(', or ');
  if (schema.const !== undefined) return JSON.stringify(schema.const);
  if (schema.enum !== undefined) return `one of ${quoted(schema.enum)}`;
  switch (schema.type) {
    case 'integer':
      return `a whole number ${range(schema)}`.trim();
    case 'number':
      return `a number ${range(schema)}`.trim();
    case 'boolean':
      return 'true or false';
    case 'array':
      return schema.items === undefined ? 'a list' : `a list of ${words(schema.items)}`;
    case 'object':
      return schema.properties === undefined
        ? 'a map'
        : `an object with the keys ${Object.keys(schema.properties).join(', ')}`;
    default:
      return 'a string';
  }
};

/** What belongs at a path, in words: "a whole number from 1 to 3650". Undefined where the schema has no such path. */
export const expectationAt = (schema: z.ZodType, path: Path): string | undefined => {
  let here: JsonSchema | undefined = z.toJSONSchema(schema, { unrepresentable: 'any' }) as JsonSchema;
  for (const key of path) here = here === undefined ? undefined : step(here, key);
  return here === undefined ? undefined : words(here);
};

/** The keys that may stand at a path, for suggestions. Empty where any key may. */
export const keysAt = (schema: z.ZodType, path: Path): readonly string[] => {
  let here: JsonSchema | undefined = z.toJSONSchema(schema, { unrepresentable: 'any' }) as JsonSchema;
  for (const key of path) here = here === undefined ? undefined : step(here, key);
  return Object.keys(here?.properties ?? here?.anyOf?.find((branch) => branch.properties)?.properties ?? {});
};
