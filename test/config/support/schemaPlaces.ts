import type { z } from 'zod';
import { jsonSchemaOf, type JsonSchema } from '../../../config/jsonSchema';

export type Step = string | number;

/** A place of a schema: a leaf, a list, an entry of a list, or a map of keys. */
export interface Place {
  readonly path: readonly Step[];
  readonly schema: JsonSchema;
}

const below = (schema: JsonSchema, path: readonly Step[]): Place[] => {
  const own = path.length === 0 ? [] : [{ path, schema }];
  const keys = Object.entries(schema.properties ?? {}).flatMap(([key, part]) => below(part, [...path, key]));
  const entries = schema.items === undefined ? [] : below(schema.items, [...path, 0]);
  return [...own, ...keys, ...entries];
};

/** Every place of a schema but its root; a list is represented by its first entry. */
export const placesOf = (schema: z.ZodType): readonly Place[] => below(jsonSchemaOf(schema), []);

export const isMapOfKeys = ({ properties }: JsonSchema): boolean => properties !== undefined;
