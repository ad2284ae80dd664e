import type { z } from 'zod';
import { jsonSchemaOf, type JsonSchema } from '../../../config/jsonSchema';
import { valueAt } from './edit';

export type Step = string | number;

/** A place of a schema: a leaf, a list, an entry of a list, a map of keys, or one with names of the user's own. */
export interface Place {
  readonly path: readonly Step[];
  readonly schema: JsonSchema;
  /** The last step is a name of the user's own, which cannot be misspelt. */
  readonly isNamed: boolean;
}

/** Stands for a name of the user's own where no sample gives one. */
export const anyName = '<name>';

const firstName = (sample: unknown): string =>
  typeof sample === 'object' && sample !== null ? (Object.keys(sample)[0] ?? anyName) : anyName;

const below = (schema: JsonSchema, path: readonly Step[], sample: unknown, isNamed = false): Place[] => {
  const { properties = {}, items, additionalProperties } = schema;
  const own = path.length === 0 ? [] : [{ path, schema, isNamed }];
  const inner = (part: JsonSchema, key: Step, named = false) =>
    below(part, [...path, key], valueAt(sample, [key]), named);
  const keys = Object.entries(properties).flatMap(([key, part]) => inner(part, key));
  const entries = items === undefined ? [] : inner(items, 0);
  const named =
    typeof additionalProperties === 'object' && isMapOfKeys(additionalProperties)
      ? inner(additionalProperties, firstName(sample), true)
      : [];
  const kinds = alternatives(schema).flatMap((part, index, all) =>
    // Without the entry, whose name is free, and without what an earlier kind has as well.
    inner(withoutKeysOf(part, all.slice(0, index)), kindOf(part), true).slice(1),
  );
  return [...own, ...keys, ...entries, ...named, ...kinds];
};

/** Of a map whose entries are of several kinds. */
const alternatives = ({ additionalProperties }: JsonSchema): readonly JsonSchema[] =>
  typeof additionalProperties === 'object' ? (additionalProperties.oneOf ?? []) : [];

const withoutKeysOf = (part: JsonSchema, others: readonly JsonSchema[]): JsonSchema => ({
  ...part,
  properties: Object.fromEntries(
    Object.entries(part.properties ?? {}).filter(
      ([key, own]) =>
        !others.some(({ properties = {} }) => JSON.stringify(properties[key]) === JSON.stringify(own)),
    ),
  ),
});

/** The samples call such an entry by its kind. */
const kindOf = ({ properties }: JsonSchema): string => String(properties?.['kind']?.const);

/**
 * Every place of a schema but its root; a list or a map of the user's own names is represented by its first entry, one whose
 * entries are of several kinds by an entry of each. A key that several kinds have alike is there once.
 */
export const placesOf = (schema: z.ZodType, sample?: unknown): readonly Place[] =>
  below(jsonSchemaOf(schema), [], sample);

export const isMapOfKeys = ({ properties }: JsonSchema): boolean => properties !== undefined;
