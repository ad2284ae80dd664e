import { z } from 'zod';

/** As much of JSON Schema as zod makes of our schemas. Messages, editor schemas and docs are read off it. */
export interface JsonSchema {
  readonly $schema?: string;
  readonly type?: string | readonly string[];
  readonly description?: string;
  /** Ours (config/schema/common.ts): what belongs here, where the type alone does not say it. */
  readonly words?: string;
  readonly const?: unknown;
  /** What holds where nothing is written. */
  readonly default?: unknown;
  readonly enum?: readonly unknown[];
  readonly minimum?: number;
  readonly maximum?: number;
  readonly exclusiveMinimum?: number;
  readonly exclusiveMaximum?: number;
  readonly pattern?: string;
  /** Known to the YAML language server. */
  readonly patternErrorMessage?: string;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minItems?: number;
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
  readonly propertyNames?: JsonSchema;
  readonly additionalProperties?: JsonSchema | boolean;
  readonly items?: JsonSchema;
  readonly anyOf?: readonly JsonSchema[];
  readonly oneOf?: readonly JsonSchema[];
}

const known = new WeakMap<z.ZodType, JsonSchema>();

const bound = (value: number | undefined): number | undefined =>
  value !== undefined && Number.isSafeInteger(value) && Math.abs(value) === Number.MAX_SAFE_INTEGER
    ? undefined
    : value;

/** zod states the limits of safe integers where a schema sets none; they mean nothing to a reader. */
const withoutSafeIntegerLimits = (schema: JsonSchema): JsonSchema => {
  const { minimum, maximum, ...rest } = schema;
  const [low, high] = [bound(minimum), bound(maximum)];
  return {
    ...rest,
    ...(low === undefined ? {} : { minimum: low }),
    ...(high === undefined ? {} : { maximum: high }),
  };
};

/** The schema with `change` applied to each of its parts, innermost first. */
export const mapSchema = (schema: JsonSchema, change: (part: JsonSchema) => JsonSchema): JsonSchema => {
  const inner = (part: JsonSchema) => mapSchema(part, change);
  const { properties, items, additionalProperties, anyOf, oneOf, propertyNames } = schema;
  return change({
    ...schema,
    ...(properties === undefined
      ? {}
      : {
          properties: Object.fromEntries(Object.entries(properties).map(([key, part]) => [key, inner(part)])),
        }),
    ...(items === undefined ? {} : { items: inner(items) }),
    ...(typeof additionalProperties === 'object'
      ? { additionalProperties: inner(additionalProperties) }
      : {}),
    ...(propertyNames === undefined ? {} : { propertyNames: inner(propertyNames) }),
    ...(anyOf === undefined ? {} : { anyOf: anyOf.map(inner) }),
    ...(oneOf === undefined ? {} : { oneOf: oneOf.map(inner) }),
  });
};

/** The JSON schema (draft 7) of what may be written; made once per schema. */
export const jsonSchemaOf = (schema: z.ZodType): JsonSchema => {
  const before = known.get(schema);
  if (before !== undefined) return before;
  const made = z.toJSONSchema(schema, { target: 'draft-7', io: 'input', unrepresentable: 'any' });
  const plain = mapSchema(made as JsonSchema, withoutSafeIntegerLimits);
  known.set(schema, plain);
  return plain;
};
