import { createHash } from 'node:crypto';

/** A part of a partition: `suffix` is empty when nothing had to be split, else the bits that all its keys share. */
export interface Part<T> {
  readonly suffix: string;
  readonly items: readonly T[];
}

interface Keyed<T> {
  readonly item: T;
  readonly bits: string;
  readonly bytes: number;
}

const hashBits = (key: string): string =>
  [...createHash('sha256').update(key).digest().subarray(0, 4)]
    .map((byte) => byte.toString(2).padStart(8, '0'))
    .join('');

const split = <T>(entries: readonly Keyed<T>[], maxBytes: number, prefix: string): Part<T>[] => {
  const bytes = entries.reduce((sum, entry) => sum + entry.bytes, 0);
  if (bytes <= maxBytes || entries.length <= 1 || prefix.length === 32) {
    return [{ suffix: prefix, items: entries.map(({ item }) => item) }];
  }
  const half = (bit: '0' | '1') =>
    split(
      entries.filter(({ bits }) => bits[prefix.length] === bit),
      maxBytes,
      prefix + bit,
    );
  return [...half('0'), ...half('1')];
};

/**
 * Divides items so that no part is larger than `maxBytes` (a single larger item stays alone). The division follows a
 * hash of each key, one bit at a time and only where a part is too large: adding one item touches one part, or splits it.
 * Order within a part is the order given.
 *
 * @param keyOf stable identity of an item
 */
export const partition = <T>(
  items: readonly T[],
  keyOf: (item: T) => string,
  maxBytes: number,
): Part<T>[] => {
  const entries = items.map((item) => ({
    item,
    bits: hashBits(keyOf(item)),
    bytes: Buffer.byteLength(JSON.stringify(item)),
  }));
  return split(entries, maxBytes, '').filter((part) => part.items.length > 0);
};

/** The API server takes 1.5 MiB, the operator refuses a PrometheusRule above 512 KiB in silence: we stop at half of that. */
export const maxObjectBytes = 256 * 1_024;
