/** The same for the same number, and without pattern: between -1 and 1 (Murmur's finalizer). */
const scattered = (integer: number): number => {
  let bits = Math.imul(integer ^ (integer >>> 16), 0x85ebca6b);
  bits = Math.imul(bits ^ (bits >>> 13), 0xc2b2ae35);
  return ((bits ^ (bits >>> 16)) >>> 0) / 2 ** 31 - 1;
};

/** A course that passes scattered points, so many minutes apart, and curves between them. */
const course = (minute: number, seed: number, apart: number): number => {
  const at = minute / apart;
  const before = Math.floor(at);
  const part = at - before;
  const point = (index: number): number => scattered(Math.imul(index, 7_919) + Math.imul(seed, 104_729));
  return point(before) + (point(before + 1) - point(before)) * part * part * (3 - 2 * part);
};

/** How a value wanders that nobody steers, between -1 and 1: slowly, quickly, and from minute to minute. */
export const noise = (minute: number, seed: number): number =>
  0.55 * course(minute, seed, 41) + 0.3 * course(minute, seed + 1, 11) + 0.15 * course(minute, seed + 2, 1);
