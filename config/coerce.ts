import type { z } from 'zod';
import { isPlainObject } from './merge';

const fromString = (text: string, expected: string): unknown => {
  const trimmed = text.trim();
  if (expected === 'boolean') return trimmed === 'true' ? true : trimmed === 'false' ? false : text;
  return /^-?[0-9]+(\.[0-9]+)?$/.test(trimmed) ? Number(trimmed) : text;
};

const replaceAt = (
  value: unknown,
  path: readonly PropertyKey[],
  change: (leaf: unknown) => unknown,
): unknown => {
  const [key, ...rest] = path;
  if (key === undefined) return change(value);
  if (Array.isArray(value))
    return value.map((item: unknown, index) => (index === key ? replaceAt(item, rest, change) : item));
  if (!isPlainObject(value)) return value;
  const changed = replaceAt(value[String(key)], rest, change);
  return Object.fromEntries([...Object.entries(value), [String(key), changed]]);
};

/**
 * Parses, and where a number or boolean is expected and its text was found, takes the text:
 * `pulumi config set --path … 99.9` stores a string. The schema stays plain, so that editors and
 * docs/config.md can be generated from it.
 */
export const parseLenient = <T extends z.ZodType>(
  schema: T,
  input: unknown,
): z.ZodSafeParseResult<z.output<T>> => {
  const strict = schema.safeParse(input);
  if (strict.success) return strict;
  const coerced = strict.error.issues.reduce<unknown>((value, issue) => {
    if (issue.code !== 'invalid_type') return value;
    const expected = issue.expected;
    if (expected !== 'number' && expected !== 'int' && expected !== 'boolean') return value;
    return replaceAt(value, issue.path, (leaf) =>
      typeof leaf === 'string' ? fromString(leaf, expected) : leaf,
    );
  }, input);
  return schema.safeParse(coerced);
};
