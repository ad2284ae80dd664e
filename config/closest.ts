import { closest, distance } from 'fastest-levenshtein';

/** Two neighbouring letters swapped: one slip of the fingers, but two edits. */
const isSwap = (one: string, other: string): boolean =>
  one.length === other.length && [...one].sort().join('') === [...other].sort().join('');

/**
 * The known name that a misspelt one most likely means, or undefined when none is near: one edit in a short
 * name, two in one of four letters and more, a third of a long one. Case is no difference.
 */
export const closestTo = (name: string, known: readonly string[]): string | undefined => {
  if (known.length === 0) return undefined;
  const lower = new Map(known.map((candidate) => [candidate.toLowerCase(), candidate]));
  const wanted = name.toLowerCase();
  const best = closest(wanted, [...lower.keys()]);
  const edits = distance(wanted, best);
  const allowed = wanted.length < 4 ? 1 : Math.max(2, Math.floor(wanted.length / 3));
  return edits <= allowed || (edits === 2 && isSwap(wanted, best)) ? lower.get(best) : undefined;
};
