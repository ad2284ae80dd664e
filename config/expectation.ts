import type { z } from 'zod';
import { jsonSchemaOf, type JsonSchema } from './jsonSchema';

type Path = readonly PropertyKey[];

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

/** The part of a schema that a path leads to; undefined where the schema has no such path. */
export const schemaAt = (schema: z.ZodType, path: Path): JsonSchema | undefined => {
  let here: JsonSchema | undefined = jsonSchemaOf(schema);
  for (const key of path) here = here === undefined ? undefined : step(here, key);
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
export const keysAt = (schema: z.ZodType, path: Path): readonly string[] => {
  const here = schemaAt(schema, path);
  const branches = here === undefined ? [] : [here, ...(here.anyOf ?? [])];
  const named = branches.find(({ properties }) => properties !== undefined)?.properties;
  if (named !== undefined) return Object.keys(named);
  return branches.flatMap(({ propertyNames }) => propertyNames?.enum ?? []).map(String);
};
