import { closestTo } from '../closest';

/** What to say about a name that has no file: the nearest one, or all there are. */
export const suggest = (name: string, known: readonly string[]): string => {
  const near = closestTo(name, known);
  if (near !== undefined) return `did you mean "${near}"?`;
  return known.length === 0
    ? 'there is none yet, write it as docs/config.md says'
    : `there are: ${[...known].sort().join(', ')}`;
};
