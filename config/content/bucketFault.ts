import { nearestBuckets } from '../../signals/buckets';

/** Seconds as milliseconds, without the noise of binary fractions (0.07 s). */
const asMs = (seconds: number): string => String(Number((seconds * 1_000).toPrecision(12)));

/**
 * What is wrong with a threshold between two buckets of a histogram; undefined when it is one of them.
 *
 * @param where key of the histogram, as the reader writes it
 */
export const bucketFault = (
  p95Ms: number,
  { metric, bucketsSeconds }: { readonly metric: string; readonly bucketsSeconds: readonly number[] },
  where: string,
): string | undefined => {
  const near = nearestBuckets(p95Ms / 1_000, bucketsSeconds);
  return near === undefined
    ? undefined
    : `${String(p95Ms)} ms is no bucket of ${metric}, so it cannot be judged exactly; write ${near.map(asMs).join(' or ')}, or add the bucket to the application and to ${where}.bucketsSeconds`;
};
