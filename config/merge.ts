/** A plain object, as YAML and JSON give it. */
export type PlainObject = Record<string, unknown>;

export const isPlainObject = (value: unknown): value is PlainObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

type OnNull = 'delete' | 'keep';

const merge = (layers: readonly PlainObject[], onNull: OnNull): PlainObject => {
  // A map, not an object: a key `__proto__` must stay a key, so that the schema can refuse it.
  const merged = new Map<string, unknown>();
  for (const layer of layers) {
    for (const [key, value] of Object.entries(layer)) {
      if (value === undefined) continue;
      if (value === null && onNull === 'delete') merged.delete(key);
      else if (isPlainObject(value)) {
        const below = merged.get(key);
        merged.set(key, merge([isPlainObject(below) ? below : {}, value], onNull));
      } else merged.set(key, value);
    }
  }
  return Object.fromEntries(merged);
};

/**
 * Layers objects, the last one wins: maps merge key by key, everything else (lists too) is replaced,
 * and `null` deletes the key. Inputs are left as they are.
 */
export const mergeLayers = (...layers: readonly PlainObject[]): PlainObject => merge(layers, 'delete');

/** The same for Helm values, where a `null` must reach the chart: there it deletes the chart's own default. */
export const mergeValues = (...layers: readonly PlainObject[]): PlainObject => merge(layers, 'keep');

const withoutDeleted = (file: PlainObject, override: PlainObject): PlainObject =>
  Object.fromEntries(
    Object.entries(file).flatMap(([key, value]): [string, unknown][] => {
      if (!Object.hasOwn(override, key)) return [[key, value]];
      const above = override[key];
      if (above === null) return [];
      return [[key, isPlainObject(value) && isPlainObject(above) ? withoutDeleted(value, above) : value]];
    }),
  );

/**
 * A file over its defaults, and an override over both. A `null` in the override deletes what the file says, so
 * that the default is back; one in the file itself is left to the schema, which finds the key missing.
 */
export const mergeOverride = (defaults: PlainObject, file: PlainObject, override: PlainObject): PlainObject =>
  mergeLayers(defaults, withoutDeleted(file, override), mergeLayers(override));
