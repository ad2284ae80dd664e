import { closestTo } from '../config/closest';
import { dotted } from '../config/faults';
import type { ChartName } from '../config/versions';
import { knownChart, type KnownMap, type KnownValue } from './knownCharts';
import { isOpaque, isPlainMap, kindOf } from './plainValues';

/** A value that the chart would not take, or would ignore without a word. */
export interface UnknownPath {
  /** Full path, as people read it. */
  path: string;
  /** The same path, key by key: keys may hold dots. */
  keys: readonly string[];
  /** The full path that was most likely meant. */
  suggestion?: string;
  /** Set when the path is known but what stands there has the wrong shape. */
  shape?: { given: string; expected: string };
}

/** The keys that can be named; `*` and `.` are marks. */
const namedKeys = (known: KnownMap): string[] =>
  Object.keys(known).filter((key) => key !== '*' && key !== '.');

const kindAt = (known: KnownValue): string =>
  typeof known === 'string' ? (known.split(' ')[0] ?? '') : 'map';

const isScalar = (value: unknown): boolean =>
  ['string', 'number', 'boolean', 'bigint'].includes(typeof value);

/** What the chart wants instead of the value, when the shapes do not go together. */
const expectedShape = (value: unknown, known: KnownValue): string | undefined => {
  const kind = kindAt(known);
  // Helm removes a default that is set to null, whatever its shape.
  if (value === null || kind === 'any' || kind === 'null') return undefined;
  if (kind === 'map') {
    if (typeof known !== 'string' && known['.'] !== undefined) return undefined;
    // Some charts write {} where they mean a list.
    return isScalar(value) || (typeof known !== 'string' && Array.isArray(value)) ? 'a map' : undefined;
  }
  if (kind === 'list') return Array.isArray(value) ? undefined : 'a list';
  // To a template any text is true, "false" as well.
  if (kind === 'boolean' && (value === 'true' || value === 'false')) return 'true or false without quotes';
  return isScalar(value) ? undefined : `a ${kind}`;
};

/** Paths that end in the key, anywhere in the chart. */
const placesOf = (key: string, known: KnownMap, at: readonly string[] = []): string[][] =>
  namedKeys(known).flatMap((name) => {
    const value = known[name];
    const below = value === undefined || typeof value === 'string' ? [] : placesOf(key, value, [...at, name]);
    return name === key ? [[...at, name], ...below] : below;
  });

const sharedLength = (a: readonly string[], b: readonly string[]): number => {
  const differs = a.findIndex((name, at) => name !== b[at]);
  return differs < 0 ? a.length : differs;
};

/** A sibling with nearly the same name; else the same name somewhere else, nearest in the tree. */
const suggestionFor = (keys: readonly string[], siblings: KnownMap, chart: ChartName): string | undefined => {
  const name = keys.at(-1) ?? '';
  const sibling = closestTo(name, namedKeys(siblings));
  if (sibling !== undefined) return dotted([...keys.slice(0, -1), sibling]);
  const [place] = placesOf(name, knownChart(chart).values).sort(
    (a, b) =>
      sharedLength(b, keys) - sharedLength(a, keys) || a.length - b.length || (a.join() < b.join() ? -1 : 1),
  );
  return place && dotted(place);
};

class ValueReader {
  readonly found: UnknownPath[] = [];

  constructor(private readonly chart: ChartName) {}

  map(
    values: Readonly<Record<string, unknown>>,
    known: KnownMap,
    at: readonly string[],
    isOpen: boolean,
  ): void {
    const isOpenBelow = isOpen || known['*'] === 'any';
    for (const [key, value] of Object.entries(values)) {
      if (value === undefined) continue;
      const keys = [...at, key];
      const inside = (Object.hasOwn(known, key) ? known[key] : undefined) ?? known['*'];
      if (inside !== undefined) this.value(value, inside, keys, isOpenBelow);
      else if (!isOpenBelow) this.add(keys, suggestionFor(keys, known, this.chart));
    }
  }

  private value(value: unknown, known: KnownValue, keys: readonly string[], isOpen: boolean): void {
    if (isOpaque(value)) return;
    const expected = expectedShape(value, known);
    if (expected !== undefined) {
      // Never the value itself: somebody may have put a secret there.
      const given = value === 'true' || value === 'false' ? `the text "${value}"` : kindOf(value);
      this.found.push({ path: dotted(keys), keys, shape: { given, expected } });
    } else if (isPlainMap(value) && typeof known !== 'string') {
      this.map(value, known, keys, isOpen);
    }
  }

  private add(keys: readonly string[], suggestion: string | undefined): void {
    this.found.push({ path: dotted(keys), keys, ...(suggestion === undefined ? {} : { suggestion }) });
  }
}

/**
 * The values that a pinned chart does not know: misspelt keys, keys at the wrong place, and shapes that
 * would break its templates. Inside lists, and maps the chart hands on whole, anything goes. Properties
 * that are undefined, and values known only after deployment, are passed over.
 *
 * @param values what would be given to Helm, or a part of it from the root
 */
export const unknownValuePaths = (chart: ChartName, values: object): UnknownPath[] => {
  const reader = new ValueReader(chart);
  reader.map({ ...values }, knownChart(chart).values, [], false);
  return reader.found;
};

/**
 * A message for each of the paths: where, what is wrong, and what to do.
 *
 * @param from full configuration key that holds the values, e.g. `observatory:overrides.kube-prometheus-stack`;
 *   left out where the values are our own
 */
export const describeUnknownPaths = (
  chart: ChartName,
  found: readonly UnknownPath[],
  from?: string,
): string[] => {
  const { version, oci } = knownChart(chart);
  const place = (path: string): string => {
    if (from === undefined) return `${chart}: ${path}`;
    return path.startsWith('[') ? from + path : `${from}.${path}`;
  };
  return found.map(({ path, suggestion, shape }) => {
    if (shape) return `${place(path)}: ${chart} ${version} takes ${shape.expected} here, not ${shape.given}`;
    const remedy =
      suggestion === undefined
        ? `remove it, or find the right key with: helm show values ${oci} --version ${version}`
        : `did you mean "${suggestion}"?`;
    return `${place(path)}: ${chart} ${version} has no such value and would ignore it; ${remedy}`;
  });
};
