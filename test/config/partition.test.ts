import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { maxObjectBytes, partition, type Part } from '../../config/partition';

interface Item {
  readonly key: string;
  readonly text: string;
}

const items = fc.uniqueArray(
  fc.record({ key: fc.string({ minLength: 1 }), text: fc.string({ maxLength: 60 }) }),
  {
    selector: ({ key }) => key,
    maxLength: 80,
  },
);
const limit = fc.integer({ min: 150, max: 1_000 });

const divide = (all: readonly Item[], bytes: number) => partition(all, ({ key }) => key, bytes);
const size = ({ items: own }: Part<Item>) =>
  own.reduce((sum, item) => sum + Buffer.byteLength(JSON.stringify(item)), 0);
const contents = (parts: readonly Part<Item>[]) =>
  new Map(parts.map(({ suffix, items: own }) => [suffix, own.map(({ key }) => key).join('\0')]));

describe('a partition', () => {
  test('of what fits is one part without a suffix', () => {
    const all = [{ key: 'a', text: 'x' }];
    expect(divide(all, 1_000)).toEqual([{ suffix: '', items: all }]);
    expect(divide([], 1_000)).toEqual([]);
  });

  test('holds each item once, in the order given within its part', () => {
    fc.assert(
      fc.property(items, limit, (all, bytes) => {
        const parts = divide(all, bytes);
        expect(
          parts
            .flatMap((part) => part.items)
            .map(({ key }) => key)
            .sort(),
        ).toEqual(all.map(({ key }) => key).sort());
        for (const part of parts) {
          const order = part.items.map((item) => all.indexOf(item));
          expect(order).toEqual([...order].sort((a, b) => a - b));
        }
      }),
    );
  });

  test('has no part above the limit, unless a single item is', () => {
    fc.assert(
      fc.property(items, limit, (all, bytes) => {
        for (const part of divide(all, bytes))
          expect(part.items.length === 1 || size(part) <= bytes).toBe(true);
      }),
    );
  });

  test('does not depend on the order of the items', () => {
    fc.assert(
      fc.property(items, limit, (all, bytes) => {
        const sorted = (parts: readonly Part<Item>[]) =>
          parts.map(({ suffix, items: own }) => [suffix, own.map(({ key }) => key).sort()]);
        expect(sorted(divide([...all].reverse(), bytes))).toEqual(sorted(divide(all, bytes)));
      }),
    );
  });

  test('touches one part, or splits it, when an item is added', () => {
    fc.assert(
      fc.property(items, limit, fc.string({ maxLength: 60 }), (all, bytes, text) => {
        const before = contents(divide(all, bytes));
        const after = contents(divide([...all, { key: 'the added one', text }], bytes));
        const gone = [...before].filter(([suffix, keys]) => after.get(suffix) !== keys);
        const come = [...after].filter(([suffix, keys]) => before.get(suffix) !== keys);
        expect(gone.length).toBeLessThanOrEqual(1);
        // What came is the part that changed, or what it was split into.
        const changed = gone[0]?.[0] ?? '';
        for (const [suffix] of come) expect(suffix.startsWith(changed)).toBe(true);
      }),
    );
  });

  test('keeps its names from release to release: the hash of a key never changes', () => {
    const all = Array.from({ length: 6 }, (_, index) => ({
      key: `application-${String(index)}`,
      text: 'x'.repeat(100),
    }));
    // First hexadecimal digits of their SHA-256: 2 and 4 begin with bit 0, a and a with 10, d and c with 11.
    expect([...contents(divide(all, 300))].map(([suffix, keys]) => [suffix, keys.split('\0')])).toEqual([
      ['0', ['application-0', 'application-1']],
      ['10', ['application-2', 'application-3']],
      ['11', ['application-4', 'application-5']],
    ]);
  });

  test('stays below what the operator accepts: half of 512 KiB', () => {
    expect(maxObjectBytes).toBe(262_144);
  });
});
