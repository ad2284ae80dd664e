import { isPlainObject, type PlainObject } from '../../../config/merge';
import type { Step } from './schemaPlaces';

const edited = (
  value: unknown,
  path: readonly Step[],
  change: (parent: unknown, key: Step) => unknown,
): unknown => {
  const [key, ...rest] = path;
  if (key === undefined) throw new Error('a path has a key');
  if (rest.length === 0) return change(value, key);
  if (Array.isArray(value)) {
    return value.map((item: unknown, index) => (index === key ? edited(item, rest, change) : item));
  }
  if (!isPlainObject(value)) throw new Error(`the sample has nothing at ${path.join('.')}`);
  return { ...value, [key]: edited(value[key], rest, change) };
};

export const asMap = (value: unknown): PlainObject => {
  if (!isPlainObject(value)) throw new Error('the sample has no map here');
  return value;
};

/** A copy with another value at a path. */
export const put = (sample: PlainObject, path: readonly Step[], value: unknown): PlainObject =>
  asMap(
    edited(sample, path, (parent, key) =>
      Array.isArray(parent)
        ? parent.map((item: unknown, index) => (index === key ? value : item))
        : { ...asMap(parent), [key]: value },
    ),
  );

/** A copy in which the last key of a path is called otherwise; its place among the keys stays. */
export const rename = (sample: PlainObject, path: readonly Step[], name: string): PlainObject =>
  asMap(
    edited(sample, path, (parent, key) =>
      Object.fromEntries(
        Object.entries(asMap(parent)).map(([own, value]) => [own === key ? name : own, value]),
      ),
    ),
  );

export const valueAt = (sample: unknown, path: readonly Step[]): unknown =>
  path.reduce<unknown>(
    (here, key) => (typeof here === 'object' && here !== null ? Reflect.get(here, key) : undefined),
    sample,
  );
