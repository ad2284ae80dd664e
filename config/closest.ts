import { closest, distance } from 'fastest-levenshtein';

/**
 * The known name that a misspelt one most likely means, or undefined when none is near: at most two
 * edits, or a third of the name for long ones. Case is no difference.
 */
export const closestTo = (name: string, known: readonly string[]): string | undefined => {
  if (known.length === 0) return undefined;
  const lower = new Map(known.map((candidate) => [candidate.toLowerCase(), candidate]));
  const best = closest(name.toLowerCase(), [...lower.keys()]);
  const allowed = Math.max(2, Math.floor(name.length / 3));
  return distance(name.toLowerCase(), best) <= allowed ? lower.get(best) : undefined;
};
