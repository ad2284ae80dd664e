import type { PlainObject } from '../../../config/merge';
import type { JsonSchema } from '../../../config/jsonSchema';
import { asMap, put, rename, valueAt } from './edit';
import { isMapOfKeys, type Place, type Step } from './schemaPlaces';

/** A sample with one fault in it, and where the message must say it is. */
export interface Malformed {
  readonly what: string;
  readonly value: PlainObject;
  readonly path: readonly Step[];
  /** The message must contain this beside the key. */
  readonly says?: string;
}

const slips = (key: string): Readonly<Record<string, string>> => {
  const middle = Math.floor(key.length / 2);
  return {
    'a letter dropped': key.slice(0, middle) + key.slice(middle + 1),
    'the last letter dropped': key.slice(0, -1),
    'a letter doubled': key.slice(0, middle) + key.charAt(middle) + key.slice(middle),
    'two letters swapped':
      key.slice(0, middle - 1) + key.charAt(middle) + key.charAt(middle - 1) + key.slice(middle + 1),
    'upper case': key.toUpperCase(),
    capitalised: key.charAt(0).toUpperCase() + key.slice(1),
    'lower case': key.toLowerCase(),
    'with dashes': key.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`),
    'with underscores': key.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`),
  };
};

/** The key of a place misspelt in every usual way. */
export const misspelt = (sample: PlainObject, { path, isNamed }: Place): Malformed[] => {
  const key = path.at(-1);
  if (typeof key !== 'string' || isNamed) return [];
  const siblings = Object.keys(asMap(valueAt(sample, path.slice(0, -1))));
  return Object.entries(slips(key))
    .filter(([, slip]) => slip !== key && !siblings.includes(slip))
    .map(([what, slip]) => ({
      what: `${what}: ${slip}`,
      value: rename(sample, path, slip),
      path: [...path.slice(0, -1), slip],
      // P1 and P2 lose their last letter alike: then either may be named.
      says: siblings.some((sibling) => sibling !== key && slips(sibling)[what] === slip)
        ? 'did you mean "'
        : `did you mean "${key}"?`,
    }));
};

const wrongTypes = (schema: JsonSchema): readonly unknown[] => {
  if (schema.enum !== undefined) return [7, true, [], {}, ['soft']];
  if (schema.anyOf !== undefined) return [7, true, {}, 'some'];
  switch (schema.type) {
    case 'integer':
    case 'number':
      return ['many', '', '30d', '1e3', true, [], [1], {}];
    case 'boolean':
      return ['yes', 'on', '', 'True', 1, 0, [], {}];
    case 'array':
      return ['one', 7, true, { 0: 'a' }];
    case 'object':
      return ['text', 7, true, [], ['a']];
    default:
      return [7, 1.5, true, [], ['a'], {}, { secure: 'x' }];
  }
};

/** Texts that at least one of our forms refuses. */
const oddTexts = [
  'Not Valid!',
  ' padded ',
  'ends-with-',
  '-starts',
  'ünïcode',
  'a..b',
  'https://',
  'https://a b',
  '@',
  ':80',
  'host:0',
  'host:65536',
  'host:port',
  '0digit',
  'a/',
];

const outside = (schema: JsonSchema): readonly unknown[] => {
  const { minimum, maximum, exclusiveMinimum, exclusiveMaximum, minLength, maxLength, minItems, pattern } =
    schema;
  if (schema.enum !== undefined) {
    const choice = String(schema.enum[0]);
    const others = ['nothing-like-it', choice.toUpperCase(), choice.slice(0, -1), ''];
    // P1 in upper case is P1.
    return others.filter((other) => !schema.enum?.includes(other));
  }
  const form = pattern === undefined ? undefined : new RegExp(pattern);
  return [
    ...(minimum === undefined ? [] : [minimum - 1, String(minimum - 1), -1e9]),
    ...(maximum === undefined ? [] : [maximum + 1, String(maximum + 1)]),
    ...(exclusiveMinimum === undefined ? [] : [exclusiveMinimum, exclusiveMinimum - 1]),
    ...(exclusiveMaximum === undefined ? [] : [exclusiveMaximum, exclusiveMaximum + 1]),
    ...(schema.type === 'integer' ? [(minimum ?? 0) + 0.5, '1.5', 1e300] : []),
    ...(schema.type === 'number' ? ['NaN', '99,9', '99.9%'] : []),
    ...(minLength === undefined ? [] : ['']),
    ...(maxLength === undefined ? [] : ['a'.repeat(maxLength + 1)]),
    ...(minItems === undefined ? [] : [[]]),
    ...(form === undefined ? [] : oddTexts.filter((text) => !form.test(text))),
  ];
};

const replaced = (sample: PlainObject, path: readonly Step[], values: readonly unknown[]): Malformed[] =>
  values.map((value) => ({ what: JSON.stringify(value), value: put(sample, path, value), path }));

/** A value of another type at a place; a scalar or a list where a map belongs. */
export const mistyped = (sample: PlainObject, { path, schema }: Place): Malformed[] =>
  replaced(sample, path, wrongTypes(schema));

/** A value of the right type that is out of range, no choice, or of another form. */
export const outOfRange = (sample: PlainObject, { path, schema }: Place): Malformed[] =>
  isMapOfKeys(schema) || schema.anyOf !== undefined ? [] : replaced(sample, path, outside(schema));

/** Entries of a map with free keys that do not fit. */
export const badEntries = (sample: PlainObject, { path, schema }: Place): Malformed[] => {
  if (isMapOfKeys(schema) || typeof schema.additionalProperties !== 'object') return [];
  const { additionalProperties: entry, propertyNames } = schema;
  const values =
    entry.type === 'string'
      ? [7, true, ['a'], {}]
      : entry.type === 'object' || entry.oneOf !== undefined
        ? ['text', 7, []]
        : [];
  const name = propertyNames?.enum === undefined ? 'shop' : String(propertyNames.enum[0]);
  const odd = propertyNames?.pattern === undefined && propertyNames?.enum === undefined ? [] : ['Not a name'];
  return [
    ...values.map((value) => ({
      what: `${name}: ${JSON.stringify(value)}`,
      value: put(sample, path, { [name]: value }),
      path: [...path, name],
    })),
    ...odd.map((key) => ({ what: key, value: put(sample, path, { [key]: {} }), path: [...path, key] })),
  ];
};

/** A key that nobody knows, in a map of keys. */
export const unknownKeys = (sample: PlainObject, { path, schema }: Place): Malformed[] =>
  isMapOfKeys(schema)
    ? ['zzz', 'x.y', '', '__proto__', 'constructor'].map((key) => ({
        what: `unknown key ${JSON.stringify(key)}`,
        value: put(
          sample,
          path,
          Object.fromEntries([...Object.entries(asMap(valueAt(sample, path))), [key, 1]]),
        ),
        path: [...path, key],
        says: 'known keys here: ',
      }))
    : [];

export const everyMalformation = (sample: PlainObject, place: Place): Malformed[] =>
  [misspelt, mistyped, outOfRange, badEntries, unknownKeys].flatMap((make) => make(sample, place));
