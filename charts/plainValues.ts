/** A plain map: no list, and no instance of a class, such as a value that is known only after deployment. */
export const isPlainMap = (value: unknown): value is Readonly<Record<string, unknown>> => {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
};

/** Something whose content cannot be seen here: an instance of a class, a promise, a function. */
export const isOpaque = (value: unknown): boolean =>
  typeof value === 'function' ||
  (typeof value === 'object' && value !== null && !Array.isArray(value) && !isPlainMap(value));

/** How a message names what was given. */
export const kindOf = (value: unknown): string => {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'a list';
  return isPlainMap(value) ? 'a map' : `a ${typeof value}`;
};
