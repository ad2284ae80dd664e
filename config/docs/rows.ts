import { expectation } from '../expectation';
import type { JsonSchema } from '../jsonSchema';
import { isPlainObject } from '../merge';

/** One key of a schema, as a reader writes it. */
export interface Row {
  /** `metrics.retentionDays`, `probes[].name` */
  readonly key: string;
  readonly path: readonly string[];
  readonly schema: JsonSchema;
  readonly description: string;
  /** Without a value the configuration is refused, once everything around the key is given. */
  readonly required: boolean;
  /** The nearest part around the key that may be left out as a whole, e.g. `access.oidc`. */
  readonly within: string | undefined;
}

interface Place {
  readonly key: string;
  readonly path: readonly string[];
  readonly required: boolean;
  readonly within: string | undefined;
}

const isMapOfKeys = (schema: JsonSchema): boolean => schema.properties !== undefined;

const below = (parent: Place, schema: JsonSchema): Row[] =>
  Object.entries(schema.properties ?? {}).flatMap(([name, part]) =>
    rows(part, {
      key: parent.key === '' ? name : `${parent.key}.${name}`,
      path: [...parent.path, name],
      required: schema.required?.includes(name) ?? false,
      within: parent.within,
    }),
  );

const rows = (schema: JsonSchema, place: Place): Row[] => {
  const row: Row = { ...place, schema, description: schema.description ?? '' };
  if (isMapOfKeys(schema)) {
    const inner = { ...place, within: place.required ? place.within : place.key };
    return [...(place.required ? [] : [row]), ...below(inner, schema)];
  }
  if (schema.items !== undefined && isMapOfKeys(schema.items)) {
    const entry = `${place.key}[]`;
    return [
      row,
      ...below({ key: entry, path: [...place.path, '[]'], required: true, within: entry }, schema.items),
    ];
  }
  return [row];
};

/** Every key of a part of a schema; objects that may be left out have a row of their own before those of their keys. */
export const rowsOf = (schema: JsonSchema, key = ''): Row[] =>
  rows(schema, { key, path: key === '' ? [] : [key], required: true, within: undefined });

const code = (text: string): string => `\`${text}\``;

/** What may be written, for a table cell. */
export const valueCell = (schema: JsonSchema): string => {
  if (schema.words === undefined && schema.enum !== undefined) {
    return schema.enum.map((value) => code(String(value))).join(', ');
  }
  if (isMapOfKeys(schema)) return 'a map, see below';
  if (schema.items !== undefined && isMapOfKeys(schema.items)) return 'a list of maps, see below';
  return expectation(schema);
};

const valueAt = (value: unknown, path: readonly string[]): unknown =>
  path.reduce<unknown>(
    (here, key) => (isPlainObject(here) && Object.hasOwn(here, key) ? here[key] : undefined),
    value,
  );

/** What holds when nothing is written, for a table cell. */
export const defaultCell = (row: Row, defaults: unknown): string => {
  const value = valueAt(defaults, row.path);
  if (isMapOfKeys(row.schema)) return '–';
  if (isPlainObject(value) || Array.isArray(value))
    return Object.keys(value).length === 0 ? 'empty' : code(JSON.stringify(value));
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') {
    return code(String(value));
  }
  if (!row.required) return '–';
  return row.within === undefined ? '**required**' : `required in ${code(row.within)}`;
};

/** `<name>` outside of code would be taken for HTML. */
const escaped = (cell: string): string =>
  cell
    .split('`')
    .map((part, index) => (index % 2 === 0 ? part.replaceAll('<', String.raw`\<`) : part))
    .join('`')
    .replaceAll('|', String.raw`\|`)
    .replaceAll('\n', ' ');

/** A Markdown table, without padding: a changed cell changes one line. */
export const table = (head: readonly string[], lines: readonly (readonly string[])[]): string => {
  const line = (cells: readonly string[]) => `| ${cells.map(escaped).join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...lines.map(line)].join('\n');
};
