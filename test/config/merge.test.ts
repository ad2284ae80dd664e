import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { mergeLayers, mergeOverride, mergeValues } from '../../config/merge';

describe('layers', () => {
  test('maps merge key by key, the last layer wins', () => {
    expect(mergeLayers({ a: { b: 1, c: 2 }, d: 3 }, { a: { c: 4 } }, { e: 5 })).toEqual({
      a: { b: 1, c: 4 },
      d: 3,
      e: 5,
    });
  });

  test('lists and scalars are replaced, also by a map and the other way round', () => {
    expect(mergeLayers({ a: [1, 2], b: 1, c: { d: 1 } }, { a: [3], b: { x: 1 }, c: 2 })).toEqual({
      a: [3],
      b: { x: 1 },
      c: 2,
    });
  });

  test('null deletes, at every depth, and what comes later may bring the key back', () => {
    expect(mergeLayers({ a: { b: 1, c: 2 }, d: 1 }, { a: { b: null }, d: null }, { d: 2 })).toEqual({
      a: { c: 2 },
      d: 2,
    });
    expect(mergeLayers({ a: { b: { c: null } } })).toEqual({ a: { b: {} } });
  });

  test('undefined leaves what is there', () => {
    expect(mergeLayers({ a: 1 }, { a: undefined })).toEqual({ a: 1 });
  });

  test('a key that JavaScript treats specially stays a key', () => {
    const odd = JSON.parse('{"__proto__": {"polluted": true}, "constructor": {"a": 1}}') as Record<
      string,
      unknown
    >;
    const merged = mergeLayers({}, odd, odd);
    expect(Object.keys(merged)).toEqual(['__proto__', 'constructor']);
    expect('polluted' in {}).toBe(false);
  });

  test('inputs stay as they are', () => {
    fc.assert(
      fc.property(fc.object(), fc.object(), (one, other) => {
        const before = JSON.stringify([one, other]);
        mergeLayers(one, other);
        mergeValues(one, other);
        mergeOverride(one, other, one);
        expect(JSON.stringify([one, other])).toBe(before);
      }),
    );
  });
});

test('Helm values keep null: there it deletes the default of the chart', () => {
  expect(mergeValues({ a: { b: 1 } }, { a: { b: null }, c: null })).toEqual({ a: { b: null }, c: null });
});

describe('an override of a file', () => {
  const defaults = { alerts: { latency: 500, forMinutes: 5 } };

  test('its null brings the default back', () => {
    expect(
      mergeOverride(defaults, { alerts: { latency: 250 }, x: 1 }, { alerts: { latency: null }, x: null }),
    ).toEqual(defaults);
    expect(mergeOverride(defaults, { alerts: { latency: 250 } }, { alerts: null })).toEqual(defaults);
  });

  test('a null in the file itself leaves the key missing, for the schema to tell', () => {
    expect(mergeOverride(defaults, { alerts: { latency: null } }, {})).toEqual({ alerts: { forMinutes: 5 } });
  });
});
