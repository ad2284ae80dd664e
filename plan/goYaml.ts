import { isAlias, isMap, isNode, isScalar, isSeq, LineCounter, parseDocument, type Scalar } from 'yaml';

import { UserError } from '../config/errors';
import { isArray, isObject, textOf, type Json, type Path } from './json';

/** A YAML file as the Pulumi CLI sees it, with the line of every value. */
export interface YamlFile {
  readonly file: string;
  readonly value: Json;
  /** Line (1-based) of the value at `path`, or of the nearest enclosing one. */
  lineOf(path: Path): number;
}

/**
 * Reads YAML with the scalar rules of the CLI's parser (Go's yaml.v3), which differ from those of the yaml
 * package: `010` is eight, `1_000` a thousand, `0b11` three, an unquoted date is rewritten.
 *
 * @throws UserError with file and line on anything that the CLI would refuse
 */
export function parseGoYaml(text: string, file: string): YamlFile {
  const counter = new LineCounter();
  const document = parseDocument(text.replace(/^\uFEFF/, ''), {
    lineCounter: counter,
    merge: true,
    keepSourceTokens: true,
  });
  const lineAt = (offset: number) => counter.linePos(offset).line;
  const [error] = document.errors;
  if (error !== undefined) {
    const message = (error.message.split('\n')[0] ?? '').replace(/ at line \d+, column \d+:?$/, '');
    throw new UserError([`${file}:${String(lineAt(error.pos[0]))}: ${message}. Correct the YAML.`]);
  }
  const lines = new Map<string, number>();
  const convert = (node: unknown, path: Path): Json => {
    const start = isNode(node) ? node.range?.[0] : undefined;
    if (start !== undefined) lines.set(JSON.stringify(path), lineAt(start));
    const resolved = isAlias(node) ? node.resolve(document) : node;
    if (isScalar(resolved)) return scalarValue(resolved);
    if (isSeq(resolved)) return resolved.items.map((item, index) => convert(item, [...path, index]));
    if (!isMap(resolved)) return null;
    const entries: Record<string, Json> = {};
    for (const pair of resolved.items) {
      const key = isScalar(pair.key) ? pair.key : undefined;
      if (typeof key?.value === 'symbol') {
        mergeInto(entries, convert(pair.value, path));
        continue;
      }
      const name = key === undefined ? undefined : scalarValue(key);
      if (typeof name !== 'string') {
        const line = String(lineAt(key?.range?.[0] ?? start ?? 0));
        throw new UserError([
          `${file}:${line}: the key ${textOf(name ?? null)} is no string. Put it in quotes.`,
        ]);
      }
      entries[name] = convert(pair.value, [...path, name]);
      const at = key?.range?.[0];
      if (at !== undefined) lines.set(JSON.stringify([...path, name]), lineAt(at));
    }
    return entries;
  };
  const value = convert(document.contents, []);
  const lineOf = (path: Path): number =>
    lines.get(JSON.stringify(path)) ?? (path.length === 0 ? 1 : lineOf(path.slice(0, -1)));
  return { file, value, lineOf };
}

/** Own keys win over merged ones, wherever `<<` stands. */
function mergeInto(entries: Record<string, Json>, merged: Json): void {
  const sources = isArray(merged) ? merged : [merged];
  for (const source of sources) {
    if (!isObject(source)) continue;
    for (const [key, value] of Object.entries(source)) if (!(key in entries)) entries[key] = value;
  }
}

function scalarValue({ type, source = '', tag, value }: Scalar): Json {
  if (tag !== undefined) return tag.endsWith(':str') ? source : (value as Json);
  return type === 'PLAIN' ? resolvePlain(source) : source;
}

const CONSTANTS = new Map<string, Json>([
  ...['', '~', 'null', 'Null', 'NULL'].map((text) => [text, null] as const),
  ...['true', 'True', 'TRUE'].map((text) => [text, true] as const),
  ...['false', 'False', 'FALSE'].map((text) => [text, false] as const),
]);

/** The value of an unquoted scalar, as resolve.go of yaml.v3 has it. */
export function resolvePlain(text: string): Json {
  const constant = CONSTANTS.get(text);
  if (constant !== undefined) return constant;
  if (!/^[-+.0-9]/.test(text)) return text;
  const time = resolveTime(text);
  if (time !== undefined) return time;
  const plain = text.replaceAll('_', '');
  const integer = resolveInteger(plain);
  if (integer !== undefined) return integer;
  if (/^[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?$/.test(plain)) return Number(plain);
  return text;
}

function resolveInteger(plain: string): number | undefined {
  const match = /^([-+]?)(0x[0-9a-f]+|0b[01]+|0o?[0-7]+|[1-9][0-9]*|0)$/i.exec(plain);
  if (match === null) return undefined;
  const [, sign = '', digits = ''] = match;
  const octal = /^0o?([0-7]+)$/i.exec(digits)?.[1];
  const value = Number(octal === undefined ? digits : `0o${octal}`);
  return sign === '-' ? -value : value;
}

/**
 * The CLI parses an unquoted date and hands it on in Go's notation: `2026-12-24` becomes
 * `2026-12-24 00:00:00 +0000 UTC`.
 */
function resolveTime(text: string): string | undefined {
  const match =
    /^(\d{4})-(\d{1,2})-(\d{1,2})(?:(?:[Tt]| +)(\d{1,2}):(\d{1,2}):(\d{1,2})(\.\d{1,9})?(Z|[-+]\d\d:\d\d)?)?$/.exec(
      text,
    );
  if (match === null) return undefined;
  const [, year = '', month = '', day = '', hour = '0', minute = '0', second = '0', fraction, zone] = match;
  // With a blank between date and time, the CLI's parser knows no zone.
  if (/\s/.test(text) && zone !== undefined) return undefined;
  if (/[Tt]/.test(text) && zone === undefined) return undefined;
  const two = (part: string) => part.padStart(2, '0');
  const digits = fraction?.replace(/0+$/, '') ?? '';
  const clock = `${two(hour)}:${two(minute)}:${two(second)}${digits === '.' ? '' : digits}`;
  const offset = zone?.replace(':', '');
  const where = offset === undefined || offset === 'Z' ? '+0000 UTC' : `${offset} ${offset}`;
  return `${year}-${two(month)}-${two(day)} ${clock} ${where}`;
}
