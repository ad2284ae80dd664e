import { expectation } from '../expectation';
import type { JsonSchema } from '../jsonSchema';
import { isPlainObject } from '../merge';

/** One key of a schema, as a reader writes it. */
export interface Row {
  /** `metrics.retentionDays`, `probes[].name`, `thirdParties.<name>.displayName` */
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

/** What an entry of a list or of a map with names of the reader's own is made of, and how it is written. */
const entryOf = ({
  items,
  additionalProperties,
}: JsonSchema): { readonly suffix: string; readonly schema: JsonSchema } | undefined => {
  if (items !== undefined && isMapOfKeys(items)) return { suffix: '[]', schema: items };
  return typeof additionalProperties === 'object' && isMapOfKeys(additionalProperties)
    ? { suffix: '.<name>', schema: additionalProperties }
    : undefined;
};

const rows = (schema: JsonSchema, place: Place): Row[] => {
  const row: Row = { ...place, schema, description: schema.description ?? '' };
  if (isMapOfKeys(schema)) {
    const inner = { ...place, within: place.required ? place.within : place.key };
    return [...(place.required ? [] : [row]), ...below(inner, schema)];
  }
  const entry = entryOf(schema);
  if (entry === undefined) return [row];
  const key = `${place.key}${entry.suffix}`;
  return [
    row,
    ...below({ key, path: [...place.path, entry.suffix], required: true, within: key }, entry.schema),
  ];
};

/** Every key of a part of a schema; objects that may be left out have a row of their own before those of their keys. */
export const rowsOf = (schema: JsonSchema, key = ''): Row[] =>
  rows(schema, { key, path: key === '' ? [] : [key], required: true, within: undefined });

const code = (text: string): string => `\`${text}\``;

/** What may be written, for a table cell. */
export const valueCell = (schema: JsonSchema): string => {
  const choices = schema.enum ?? ('const' in schema ? [schema.const] : undefined);
  if (schema.words === undefined && choices !== undefined) {
    return choices.map((value) => code(String(value))).join(', ');
  }
  if (isMapOfKeys(schema)) return 'a map, see below';
  if (schema.items !== undefined && isMapOfKeys(schema.items)) return 'a list of maps, see below';
  if (schema.words === undefined && entryOf(schema) !== undefined)
    return 'a map from names of your own to maps, see below';
  return expectation(schema);
};

const valueAt = (value: unknown, path: readonly string[]): unknown =>
  path.reduce<unknown>(
    (here, key) => (isPlainObject(here) && Object.hasOwn(here, key) ? here[key] : undefined),
    value,
  );

/** What holds when nothing is written, for a table cell. */
export const defaultCell = (row: Row, defaults: unknown): string => {
  const value = valueAt(defaults, row.path) ?? row.schema.default;
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
