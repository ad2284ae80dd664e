import type { z } from 'zod';
import { jsonSchemaOf, type JsonSchema } from './jsonSchema';
import { isPlainObject } from './merge';

type Path = readonly PropertyKey[];

/** The alternatives of a union of maps: each names itself by a constant of its own, e.g. `kind`. */
const alternatives = ({ oneOf = [] }: JsonSchema): readonly JsonSchema[] =>
  oneOf.filter(({ properties }) => properties !== undefined);

const constants = (schema: JsonSchema): readonly (readonly [string, unknown])[] =>
  Object.entries(schema.properties ?? {}).flatMap(([key, part]) =>
    part.const === undefined ? [] : [[key, part.const] as const],
  );

/**
 * The alternative that a value names. When it names none, what all of them share: the key that tells them
 * apart, with every choice.
 */
const chosen = (schema: JsonSchema, value: unknown): JsonSchema => {
  const branches = alternatives(schema);
  if (branches.length === 0) return schema;
  const named = branches.find((branch) =>
    constants(branch).some(([key, constant]) => isPlainObject(value) && value[key] === constant),
  );
  if (named !== undefined) return named;
  const choices = branches.flatMap(constants);
  const keys = [...new Set(choices.map(([key]) => key))].map((key) => [
    key,
    { enum: choices.filter(([own]) => own === key).map(([, constant]) => constant) },
  ]);
  return { type: 'object', properties: Object.fromEntries(keys) as Record<string, JsonSchema> };
};

const step = (schema: JsonSchema, key: PropertyKey): JsonSchema | undefined => {
  for (const branch of schema.anyOf ?? []) {
    const found = step(branch, key);
    if (found !== undefined) return found;
  }
  if (typeof key === 'number') return schema.items;
  const { properties = {}, additionalProperties } = schema;
  if (Object.hasOwn(properties, String(key))) return properties[String(key)];
  return typeof additionalProperties === 'object' ? additionalProperties : undefined;
};

const inside = (value: unknown, key: PropertyKey): unknown =>
  typeof value === 'object' && value !== null && Object.hasOwn(value, key)
    ? Reflect.get(value, key)
    : undefined;

/**
 * The part of a schema that a path leads to; undefined where the schema has no such path.
 *
 * @param input what was written: it says which alternative of a union is meant
 */
export const schemaAt = (schema: z.ZodType, path: Path, input?: unknown): JsonSchema | undefined => {
  let here: JsonSchema | undefined = chosen(jsonSchemaOf(schema), input);
  let value = input;
  for (const key of path) {
    value = inside(value, key);
    const next: JsonSchema | undefined = here === undefined ? undefined : step(here, key);
    here = next === undefined ? undefined : chosen(next, value);
  }
  return here;
};

const quoted = (values: readonly unknown[]): string =>
  values.map((value) => JSON.stringify(value)).join(', ');

const range = ({ minimum: low, maximum: high, exclusiveMinimum, exclusiveMaximum }: JsonSchema): string =>
  [
    exclusiveMinimum !== undefined ? `above ${String(exclusiveMinimum)}` : undefined,
    low !== undefined && high !== undefined ? `from ${String(low)} to ${String(high)}` : undefined,
    low !== undefined && high === undefined ? `of at least ${String(low)}` : undefined,
    low === undefined && high !== undefined
      ? `${exclusiveMinimum === undefined ? 'of ' : ''}at most ${String(high)}`
      : undefined,
    exclusiveMaximum !== undefined ? `below ${String(exclusiveMaximum)}` : undefined,
  ]
    .filter((part) => part !== undefined)
    .join(' and ');

const list = ({ items, minItems = 0 }: JsonSchema): string => {
  const least =
    minItems > 0 ? ` of at least ${String(minItems)} ${minItems === 1 ? 'entry' : 'entries'}` : '';
  return `a list${least}${items === undefined ? '' : `, each entry ${expectation(items)}`}`;
};

const map = ({ properties, additionalProperties }: JsonSchema): string => {
  if (properties !== undefined) return `a map with the keys ${Object.keys(properties).join(', ')}`;
  return additionalProperties === undefined ? 'a map' : 'a map of your own keys';
};

const text = ({ maxLength }: JsonSchema): string =>
  maxLength === undefined ? 'text' : `text of at most ${String(maxLength)} characters`;

/** What belongs where a schema stands, in words: "a whole number from 1 to 3650". */
export const expectation = (schema: JsonSchema): string => {
  const { words, maxLength } = schema;
  if (words !== undefined)
    return maxLength === undefined ? words : `${words}, at most ${String(maxLength)} characters`;
  if (schema.anyOf !== undefined) return schema.anyOf.map(expectation).join(', or ');
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
      return list(schema);
    case 'object':
      return map(schema);
    default:
      return text(schema);
  }
};

/** The keys that may stand at a path, for suggestions. Empty where any key may. */
export const keysAt = (schema: z.ZodType, path: Path, input?: unknown): readonly string[] => {
  const here = schemaAt(schema, path, input);
  const branches = here === undefined ? [] : [here, ...(here.anyOf ?? [])];
  const named = branches.find(({ properties }) => properties !== undefined)?.properties;
  if (named !== undefined) return Object.keys(named);
  return branches.flatMap(({ propertyNames }) => propertyNames?.enum ?? []).map(String);
};
