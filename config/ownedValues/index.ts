import { dotted } from '../faults';
import { isPlainObject, type PlainObject } from '../merge';
import { chartNames, type ChartName } from '../versions';
import { blackbox } from './blackbox';
import { cloudwatch } from './cloudwatch';
import { crds } from './crds';
import { stack } from './stack';
import type { OwnedValues } from './model';

/** Per chart, the values that an override must leave alone. Everything else is open. */
export const ownedValues: Readonly<Record<ChartName, OwnedValues>> = {
  'kube-prometheus-stack': stack,
  'prometheus-operator-crds': crds,
  'prometheus-blackbox-exporter': blackbox,
  'prometheus-yet-another-cloudwatch-exporter': cloudwatch,
};

/** An owned value that an override reaches, and what to do instead. */
interface Reached {
  readonly path: readonly string[];
  readonly remedy: string;
}

/** The remedies of everything owned at or below a place. */
const remediesOf = (owned: OwnedValues | string): string[] =>
  typeof owned === 'string' ? [owned] : Object.values(owned).flatMap(remediesOf);

/**
 * The owned values that an override sets, changes within, or removes together with the map that they are in (a `null`, a
 * list or a scalar in the place of that map). Of those removed together the first one speaks for all.
 */
const reached = (override: PlainObject, owned: OwnedValues, at: readonly string[] = []): Reached[] =>
  Object.entries(override).flatMap(([key, value]): Reached[] => {
    const below = Object.hasOwn(owned, key) ? owned[key] : undefined;
    if (below === undefined || value === undefined) return [];
    const path = [...at, key];
    if (typeof below === 'string') return [{ path, remedy: below }];
    if (isPlainObject(value)) return reached(value, below, path);
    return remediesOf(below)
      .slice(0, 1)
      .map((remedy) => ({ path, remedy }));
  });

/** A message for each owned value that an override reaches, with its full key and what to do. */
export const ownedValueFaults = (
  overrides: Readonly<Partial<Record<ChartName, PlainObject>>>,
  from: (path: readonly string[]) => string,
): string[] =>
  chartNames.flatMap((chart) =>
    reached(overrides[chart] ?? {}, ownedValues[chart]).map(
      ({ path, remedy }) => `${from(['overrides', chart, ...path])}: ${remedy}`,
    ),
  );

/** Paths of every owned value, as people read them. */
export const ownedPaths = (owned: OwnedValues, at: readonly string[] = []): string[] =>
  Object.entries(owned).flatMap(([key, below]) =>
    typeof below === 'string' ? [dotted([...at, key])] : ownedPaths(below, [...at, key]),
  );
