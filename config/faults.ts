import type { z } from 'zod';
import { closestTo } from './closest';
import { expectation, keysAt, schemaAt } from './expectation';
import type { JsonSchema } from './jsonSchema';

export type Path = readonly PropertyKey[];

/** Turns a path into what a user searches for: `observatory:metrics.retentionDays`, or `file.yaml:12: alerts.latency`. */
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
    (here, key) =>
      typeof here === 'object' && here !== null && Object.hasOwn(here, key)
        ? Reflect.get(here, key)
        : undefined,
    value,
  );

/** Numbers that YAML can say and JSON cannot, as YAML says them. */
const oddNumbers: Readonly<Record<string, string>> = { NaN: '.nan', Infinity: '.inf', '-Infinity': '-.inf' };

/** What the user wrote, short. Never called for secrets. */
const shown = (value: unknown): string => {
  if (Array.isArray(value)) return value.length === 0 ? 'an empty list' : 'a list';
  if (typeof value === 'object' && value !== null) return 'a map';
  const text =
    typeof value === 'string' ? JSON.stringify(value) : (oddNumbers[String(value)] ?? String(value));
  return text.length > 60 ? `${text.slice(0, 57)}…"` : text;
};

/** A number or boolean where text is wanted: YAML and `pulumi config set --path` take 1.10 and true for such. */
const inQuotes = (schema: JsonSchema | undefined, value: unknown): string | undefined => {
  if (typeof value !== 'boolean' && !Number.isFinite(value)) return undefined;
  if (schema?.type !== 'string' || schema.enum !== undefined) return undefined;
  const fits = schema.pattern === undefined || new RegExp(schema.pattern).test(String(value));
  return fits ? `it as text, in quotes: "${String(value)}"` : undefined;
};

/** What was meant by a text that is none of the choices. */
const nearChoice = (schema: JsonSchema | undefined, value: unknown): string => {
  if (typeof value !== 'string' || schema?.enum === undefined) return '';
  const near = closestTo(value, schema.enum.map(String));
  return near === undefined ? '' : `; did you mean "${near}"?`;
};

const unknownKey = (schema: z.ZodType, input: unknown, path: Path, key: string, locate: Locate): string => {
  const known = keysAt(schema, path, input);
  const suggestion = closestTo(key, known);
  const remedy =
    suggestion === undefined ? `known keys here: ${known.join(', ')}` : `did you mean "${suggestion}"?`;
  return `${locate([...path, key])}: unknown key; ${remedy}`;
};

type Issue = z.core.$ZodIssue;

/**
 * The issues of the alternative that the user evidently meant: the one whose outer type fits. None when that is
 * not just one.
 */
const meant = ({ errors, path }: z.core.$ZodIssueInvalidUnion): readonly Issue[] => {
  const fitting = errors.filter((issues) =>
    issues.every((issue) => issue.path.length > 0 || !isOfType(issue)),
  );
  const [only, ...others] = fitting;
  if (only === undefined || others.length > 0) return [];
  return only.map((issue) => ({ ...issue, path: [...path, ...issue.path] }));
};

const isOfType = ({ code }: Issue): boolean => code === 'invalid_type' || code === 'invalid_value';

/** Keys that are there, but misspelt: that they are missing as well needs no message. */
const misspeltKeys = (schema: z.ZodType, input: unknown, issues: readonly Issue[]): ReadonlySet<string> =>
  new Set(
    issues.flatMap((issue) => {
      if (issue.code !== 'unrecognized_keys') return [];
      const known = keysAt(schema, issue.path, input);
      return issue.keys.flatMap((key) => {
        const suggestion = closestTo(key, known);
        return suggestion === undefined ? [] : [dotted([...issue.path, suggestion])];
      });
    }),
  );

/** The key under which a map of a union names its alternative, misspelt: without it nothing else of the map is looked at. */
const misspeltChoice = (input: unknown, { path }: Issue): string | undefined => {
  const [key] = path.slice(-1);
  const around = valueAt(input, path.slice(0, -1));
  if (typeof key !== 'string' || typeof around !== 'object' || around === null) return undefined;
  return Object.keys(around).find((written) => closestTo(written, [key]) !== undefined);
};

/**
 * One message per zod issue: where, what is wrong, what to write instead.
 *
 * @param isSecret whether what stands at a path must not be shown
 */
export const zodFaults = (
  schema: z.ZodType,
  input: unknown,
  error: { readonly issues: readonly Issue[] },
  locate: Locate,
  isSecret: (path: Path) => boolean = () => false,
): string[] => {
  const misspelt = misspeltKeys(schema, input, error.issues);
  return error.issues.flatMap((issue) => {
    const where = locate(issue.path);
    if (issue.code === 'invalid_union' && meant(issue).length > 0) {
      return zodFaults(schema, input, { issues: meant(issue) }, locate, isSecret);
    }
    if (issue.code === 'unrecognized_keys') {
      return issue.keys.map((key) => unknownKey(schema, input, issue.path, key, locate));
    }
    if (issue.code === 'invalid_key') {
      const reasons = issue.issues.map((inner) => inner.message).join('; ');
      return [`${where}: this name ${reasons}`];
    }
    if (issue.code === 'custom') return [`${where}: ${issue.message}`];
    const here = schemaAt(schema, issue.path, input);
    const expected = here === undefined ? 'something else' : expectation(here);
    const written = valueAt(input, issue.path);
    if (written === undefined) {
      const slip = issue.code === 'invalid_union' ? misspeltChoice(input, issue) : undefined;
      if (slip !== undefined) return [unknownKey(schema, input, issue.path.slice(0, -1), slip, locate)];
      return misspelt.has(dotted(issue.path)) ? [] : [`${where}: is missing; write ${expected}`];
    }
    if (written === null || written === '') return [`${where}: is empty; write ${expected}`];
    if (isSecret(issue.path)) return [`${where}: what is there does not fit; write ${expected}`];
    if (issue.code === 'invalid_format' && here?.words === undefined) {
      return [`${where}: ${shown(written)} ${issue.message}`];
    }
    const remedy = inQuotes(here, written) ?? `${expected}${nearChoice(here, written)}`;
    return [`${where}: ${shown(written)} does not fit; write ${remedy}`];
  });
};
