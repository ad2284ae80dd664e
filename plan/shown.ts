import path from 'node:path';

/** A file as messages name it: relative to the working directory when it lies inside, absolute otherwise. */
export function shownPath(file: string): string {
  const relative = path.relative('', file);
  return relative.startsWith('..') || path.isAbsolute(relative) ? path.resolve(file) : relative || '.';
}
