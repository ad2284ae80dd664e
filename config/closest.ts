import { closest, distance } from 'fastest-levenshtein';

const sorted = (name: string): string => Array.from(name).sort().join('');

/** Two neighbouring letters swapped: one slip of the fingers, but two edits. */
const isSwap = (one: string, other: string): boolean =>
  one.length === other.length && sorted(one) === sorted(other);

const normal = (name: string): string => name.toLowerCase().replaceAll(/[-_]/g, '');

/**
 * The known name that was most likely meant, or undefined when none is near: one edit in a short name, two in
 * one of four letters and more, a third of a long one, or the beginning of just one (`interval` for
 * `intervalSeconds`). Case, dashes and underscores are no difference.
 */
export const closestTo = (name: string, known: readonly string[]): string | undefined => {
  const wanted = normal(name);
  if (known.length === 0 || wanted === '') return undefined;
  const byNormal = new Map(known.map((candidate) => [normal(candidate), candidate]));
  const nearest = closest(wanted, [...byNormal.keys()]);
  const edits = distance(wanted, nearest);
  // Of several names two edits away the swapped one was meant (2P: P2, not P1).
  const swapped = [...byNormal.keys()].find(
    (candidate) => edits === 2 && distance(wanted, candidate) === 2 && isSwap(wanted, candidate),
  );
  const best = swapped ?? nearest;
  const allowed = wanted.length < 4 ? 1 : Math.max(2, Math.floor(wanted.length / 3));
  if (edits <= allowed || swapped !== undefined) return byNormal.get(best);
  const longer = [...byNormal.keys()].filter((candidate) => candidate.startsWith(wanted));
  return wanted.length >= 4 && longer.length === 1 ? byNormal.get(longer[0] ?? '') : undefined;
};
