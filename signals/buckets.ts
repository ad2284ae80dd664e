declare const stored: unique symbol;

/** The `le` of a histogram bucket exactly as Prometheus 3 stores it: `0.5`, `30.0`, `1e-05`. */
export type Bound = string & { readonly [stored]: true };

/** A float as Go's %g prints it, shortest form: an exponent below -4 or from 6 on is written out. */
const goShortest = (value: number): string => {
  const [mantissa = '', power = '0'] = value.toExponential().split('e');
  const exponent = Number(power);
  if (exponent >= -4 && exponent < 6) return String(value);
  return `${mantissa}e${exponent < 0 ? '-' : '+'}${String(Math.abs(exponent)).padStart(2, '0')}`;
};

/**
 * The bound of a bucket, for a selector. Prometheus 3 normalises a classic `le` when it stores it: shortest digits, and
 * `.0` on a whole number. A selector with `le="30"` finds nothing there, although promtool, which stores what
 * the test says, is content with it.
 */
export const bound = (seconds: number): Bound => {
  const shortest = goShortest(seconds);
  return (/[.e]/.test(shortest) ? shortest : `${shortest}.0`) as Bound;
};

/** The bucket of all observations. */
export const everything = '+Inf' as Bound;

/** Two bounds are one when they differ by less than the rounding of a division by 1,000. */
const same = (a: number, b: number): boolean => Math.abs(a - b) <= 1e-9 * Math.max(a, b);

/**
 * The bucket bounds next to a threshold, in seconds, the smaller one first; undefined when the threshold is itself a bound.
 * Between two bounds a histogram only guesses, so a threshold must be one.
 */
export const nearestBuckets = (
  thresholdSeconds: number,
  bucketsSeconds: readonly number[],
): readonly number[] | undefined => {
  if (bucketsSeconds.some((bucket) => same(bucket, thresholdSeconds))) return undefined;
  const sorted = [...bucketsSeconds].sort((a, b) => a - b);
  const below = sorted.findLast((bucket) => bucket < thresholdSeconds);
  const above = sorted.find((bucket) => bucket > thresholdSeconds);
  return [below, above].filter((bucket) => bucket !== undefined);
};
