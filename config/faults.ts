import type { z } from 'zod';
import { closestTo } from './closest';
import { expectationAt, keysAt } from './expectation';

export type Path = readonly PropertyKey[];

/** Turns a path into what a user searches for: `observatory:metrics.retentionDays`, or `file.yaml:12 alerts.latency`. */
export type Locate = (path: Path) => string;

/** `a.b[0].c`; a key with a dot or another odd character is quoted: `a["x.y"]`. */
export const dotted = (path: Path): string =>
  path.reduce<string>((text, key) => {
    if (typeof key === 'number') return `${text}[${String(key)}]`;
    const name = String(key);
    if (!/^[-_a-zA-Z0-9]+$/.test(name)) return `${text}[${JSON.stringify(name)}]`;
    return text === '' ? name : `${text}.${name}`;
  }, '');

const valueAt = (value: unknown, path: Path): unknown =>
  path.reduce<unknown>(
    (here, key) => (typeof here === 'object' && here !== null ? Reflect.get(here, key) : undefined),
    value,
  );

/** What the user wrote, short. Never called for secrets. */
const shown = (value: unknown): string => {
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object' && value !== null) return 'a map';
  const text = JSON.stringify(value) ?? 'nothing';
  return text.length > 60 ? `${text.slice(0, 57)}…"` : text;
};

const unknownKey = (schema: z.ZodType, path: Path, key: string, locate: Locate): string => {
  const known = keysAt(schema, path);
  const suggestion = closestTo(key, known);
  const remedy =
    suggestion === undefined ? `known keys here: ${known.join(', ')}` : `did you mean "${suggestion}"?`;
  return `${locate([...path, key])}: unknown key; ${remedy}`;
};

/**
 * One message per zod issue: where, what is wrong, what to write instead.
 *
 * @param secret values are never shown when true
 */
export const zodFaults = (
  schema: z.ZodType,
  input: unknown,
  error: z.ZodError,
  locate: Locate,
  secret = false,
): string[] =>
  error.issues.flatMap((issue) => {
    const where = locate(issue.path);
    if (issue.code === 'unrecognized_keys') {
      return issue.keys.map((key) => unknownKey(schema, issue.path, key, locate));
    }
    if (issue.code === 'invalid_key') {
      const reasons = issue.issues.map((inner) => inner.message).join('; ');
      return [`${where}: this name ${reasons}`];
    }
    const expected = expectationAt(schema, issue.path) ?? 'something else';
    const written = valueAt(input, issue.path);
    if (written === undefined) return [`${where}: is missing; write ${expected}`];
    const found = secret ? 'what is there' : shown(written);
    if (issue.code === 'custom' || issue.code === 'invalid_format')
      return [`${where}: ${found} ${asVerb(issue.message)}`];
    return [`${where}: ${found} does not fit; write ${expected}`];
  });

const asVerb = (message: string): string =>
  message.startsWith('must ') ? message : `is refused: ${message}`;
