/** A value that survives a round trip through JSON: what a program asks for, without Outputs. */
export type Json = null | boolean | number | string | readonly Json[] | JsonObject;
export interface JsonObject {
  readonly [key: string]: Json;
}

/** Where a value sits inside another: keys of objects and indexes of arrays. */
export type Path = readonly (string | number)[];

export function isObject(value: unknown): value is Record<string, Json> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Like `Array.isArray`, which does not narrow a readonly array. */
export function isArray(value: unknown): value is readonly Json[] {
  return Array.isArray(value);
}

/** Prints a path the way the Pulumi CLI does: `spec.groups[0].rules`, `data["alertmanager.yaml"]`. */
export function formatPath(path: Path): string {
  return path
    .map((part, index) => {
      if (typeof part === 'number') return `[${String(part)}]`;
      if (!/^[^."[\]\s]+$/.test(part)) return `[${JSON.stringify(part)}]`;
      return index === 0 ? part : `.${part}`;
    })
    .join('');
}

/** Reads what `formatPath` prints. Throws on an unfinished bracket. */
export function parsePath(text: string): Path {
  const path: (string | number)[] = [];
  let rest = text;
  while (rest !== '') {
    const match =
      /^\[(\d+)\]/.exec(rest) ?? /^\[("(?:[^"\\]|\\.)*")\]/.exec(rest) ?? /^\.?([^."[\]]+)/.exec(rest);
    const part = match?.[1];
    if (match === null || part === undefined) throw new Error(`not a property path: ${text}`);
    if (!rest.startsWith('[')) path.push(part);
    else path.push(part.startsWith('"') ? String(JSON.parse(part)) : Number(part));
    rest = rest.slice(match[0].length);
  }
  return path;
}

/** A value as a short text: strings as they are, anything else as JSON. */
export function textOf(value: Json | undefined): string {
  if (value === undefined) return '';
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** The value at `path`, or undefined when nothing is there. */
export function valueAt(value: Json | undefined, path: Path): Json | undefined {
  let current: Json | undefined = value;
  for (const part of path) {
    if (isArray(current)) current = current[Number(part)];
    else if (isObject(current)) current = current[String(part)];
    else return undefined;
  }
  return current;
}

/** A copy with the keys of every object in alphabetical order, so that equal values print equal bytes. */
export function sortKeys(value: Json): Json {
  if (isArray(value)) return value.map(sortKeys);
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.keys(value)
      .sort()
      .map((key) => [key, sortKeys(value[key] ?? null)]),
  );
}

/** JSON with sorted keys, two spaces, and a final newline. */
export function stableJson(value: Json): string {
  return `${JSON.stringify(sortKeys(value), null, 2)}\n`;
}

/** Deep equality; the order of keys does not matter. */
export function equal(a: Json | undefined, b: Json | undefined): boolean {
  if (a === b) return true;
  if (a === undefined || b === undefined) return false;
  return JSON.stringify(sortKeys(a)) === JSON.stringify(sortKeys(b));
}
