import { closestTo } from '../config/closest';
import type { StructuralSchema } from './crdSchemas';
import { goPattern } from './goPattern';
import { isOpaque, isPlainMap, kindOf } from './plainValues';

type Step = string | number;

/** Something in a value that its schema refuses. */
export interface SchemaFault {
  at: readonly Step[];
  problem: string;
}

type Check = (schema: StructuralSchema, value: unknown, at: readonly Step[]) => SchemaFault[];

const patterns = new Map<string, RegExp>();

const patternOf = (pattern: string): RegExp => {
  const compiled = patterns.get(pattern) ?? goPattern(pattern);
  patterns.set(pattern, compiled);
  return compiled;
};

const shown = (value: unknown): string => {
  const text = typeof value === 'object' && value !== null ? kindOf(value) : JSON.stringify(value);
  return text.length > 60 ? `${text.slice(0, 59)}…` : text;
};

/** Patterns of durations are long and say little. */
const patternHint = (pattern: string): string =>
  pattern.includes('([0-9]+)ms)?') ? 'a duration such as 30s, 5m or 1h30m' : `text like ${pattern}`;

const fitsType = (type: StructuralSchema['type'], value: unknown): boolean => {
  switch (type) {
    case undefined:
      return true;
    case 'object':
      return isPlainMap(value);
    case 'array':
      return Array.isArray(value);
    case 'integer':
      return Number.isInteger(value);
    default:
      return typeof value === type;
  }
};

const article = (type: string): string => (/^[aio]/.test(type) ? `an ${type}` : `a ${type}`);

const expectedType = ({ type, ...schema }: StructuralSchema): string => {
  if (schema['x-kubernetes-int-or-string']) return 'an integer or a string';
  return type === 'object' ? 'a map' : type === 'array' ? 'a list' : article(type ?? 'value');
};

const stringFaults = (schema: StructuralSchema, value: string): string[] => {
  const { minLength = 0, maxLength = Infinity, pattern } = schema;
  // Kubernetes counts characters, not UTF-16 units.
  const length = minLength > 0 || maxLength < Infinity ? Array.from(value).length : 0;
  if (length < minLength)
    return [minLength === 1 ? 'must not be empty' : `is shorter than ${minLength.toString()}`];
  if (length > maxLength) return [`is longer than ${maxLength.toString()} characters`];
  const fits = pattern === undefined || patternOf(pattern).test(value);
  return fits ? [] : [`must be ${patternHint(pattern)}, not ${shown(value)}`];
};

const formatLimits: Readonly<Record<string, number>> = { int32: 2 ** 31, int64: 2 ** 63 };

const numberFaults = (schema: StructuralSchema, value: number): string[] => {
  const { minimum = -Infinity, maximum = Infinity, multipleOf, format = '' } = schema;
  const limit = formatLimits[format] ?? Infinity;
  if (value < minimum || (schema.exclusiveMinimum && value === minimum)) {
    return [
      `must be ${schema.exclusiveMinimum ? 'above' : 'at least'} ${minimum.toString()}, not ${value.toString()}`,
    ];
  }
  if (value > maximum || (schema.exclusiveMaximum && value === maximum)) {
    return [
      `must be ${schema.exclusiveMaximum ? 'below' : 'at most'} ${maximum.toString()}, not ${value.toString()}`,
    ];
  }
  if (value >= limit || value < -limit) return [`${value.toString()} does not fit ${format}`];
  return multipleOf !== undefined && value % multipleOf !== 0
    ? [`must be a multiple of ${multipleOf.toString()}`]
    : [];
};

const sizeFault = (size: number, minimum = 0, maximum = Infinity): string[] => {
  if (size < minimum) return [`needs at least ${minimum.toString()}, has ${size.toString()}`];
  return size > maximum ? [`takes at most ${maximum.toString()}, has ${size.toString()}`] : [];
};

/** What makes an item of the list the same as another: all of it, or the fields that are its keys. */
const identity = (schema: StructuralSchema, item: unknown): string => {
  const keys = schema['x-kubernetes-list-map-keys'];
  return JSON.stringify(keys && isPlainMap(item) ? keys.map((key) => item[key] ?? null) : item);
};

const duplicates: Check = (schema, value, at) => {
  if (schema['x-kubernetes-list-type'] === undefined || !Array.isArray(value)) return [];
  const first = new Map<string, number>();
  return value.flatMap((item: unknown, index): SchemaFault[] => {
    const same = first.get(identity(schema, item));
    if (same === undefined) first.set(identity(schema, item), index);
    const keys = schema['x-kubernetes-list-map-keys']?.join(' and ');
    const problem = `${keys ? `has the same ${keys} as` : 'repeats'} entry [${same?.toString() ?? ''}]`;
    return same === undefined ? [] : [{ at: [...at, index], problem }];
  });
};

const unknownField = (name: string, schema: StructuralSchema): string => {
  const suggestion = closestTo(name, Object.keys(schema.properties ?? {}));
  const remedy = suggestion === undefined ? 'remove it' : `did you mean "${suggestion}"?`;
  return `is no field there, Kubernetes would drop it; ${remedy}`;
};

const mapFaults = (
  schema: StructuralSchema,
  value: Readonly<Record<string, unknown>>,
  at: readonly Step[],
): SchemaFault[] => {
  const { properties, additionalProperties = false, required = [] } = schema;
  const isOpen = additionalProperties === true || schema['x-kubernetes-preserve-unknown-fields'] === true;
  const names = Object.keys(value).filter((name) => value[name] !== undefined);
  const missing = required.filter((name) => !names.includes(name));
  const faults = names.flatMap((name): SchemaFault[] => {
    const known = properties && Object.hasOwn(properties, name) ? properties[name] : additionalProperties;
    if (typeof known === 'object') return schemaFaults(known, value[name], [...at, name]);
    return isOpen ? [] : [{ at: [...at, name], problem: unknownField(name, schema) }];
  });
  return [
    ...missing.map((name) => ({ at: [...at, name], problem: 'is missing' })),
    ...sizeFault(names.length, schema.minProperties, schema.maxProperties).map((problem) => ({
      at,
      problem,
    })),
    ...faults,
  ];
};

const listFaults: Check = (schema, value, at) => {
  if (!Array.isArray(value)) return [];
  const { items } = schema;
  return [
    ...sizeFault(value.length, schema.minItems, schema.maxItems).map((problem) => ({ at, problem })),
    ...(items ? value.flatMap((item: unknown, index) => schemaFaults(items, item, [...at, index])) : []),
    ...duplicates(schema, value, at),
  ];
};

/** `anyOf`, `oneOf`, `not` only narrow what the rest of the schema says; the types are checked there. */
const combinationFaults: Check = (schema, value, at) => {
  if (!(schema.anyOf ?? schema.oneOf ?? schema.allOf ?? schema.not)) return [];
  const passes = (one: StructuralSchema): boolean =>
    schemaFaults({ ...openly, ...one }, value, at).length === 0;
  const { anyOf, oneOf, allOf, not } = schema;
  const fits =
    (anyOf?.some(passes) ?? true) &&
    (allOf?.every(passes) ?? true) &&
    (oneOf === undefined || oneOf.filter(passes).length === 1) &&
    !(not && passes(not));
  return fits ? [] : [{ at, problem: 'has fields that do not go together' }];
};

const openly: StructuralSchema = { 'x-kubernetes-preserve-unknown-fields': true };

/**
 * What a structural schema refuses in a value, unknown fields included at every level that does not
 * preserve them. Not judged: CEL rules (`x-kubernetes-validations`), and values known only after deployment.
 */
export const schemaFaults: Check = (schema, value, at) => {
  if (isOpaque(value)) return [];
  if (value === null && schema.nullable) return [];
  const isIntOrString = schema['x-kubernetes-int-or-string'] === true;
  const fits = isIntOrString
    ? typeof value === 'string' || Number.isInteger(value)
    : fitsType(schema.type, value);
  if (!fits) return [{ at, problem: `must be ${expectedType(schema)}, not ${shown(value)}` }];
  if (schema.enum && !schema.enum.includes(value)) {
    const allowed = schema.enum.map((one) => JSON.stringify(one)).join(', ');
    return [{ at, problem: `must be one of ${allowed}, not ${shown(value)}` }];
  }
  const own =
    typeof value === 'string'
      ? stringFaults(schema, value)
      : typeof value === 'number'
        ? numberFaults(schema, value)
        : [];
  return [
    ...own.map((problem) => ({ at, problem })),
    ...(isPlainMap(value) ? mapFaults(schema, value, at) : listFaults(schema, value, at)),
    ...(isIntOrString ? [] : combinationFaults(schema, value, at)),
  ];
};
