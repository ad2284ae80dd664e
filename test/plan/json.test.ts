import { expect, test } from '@jest/globals';
import * as fc from 'fast-check';

import { formatPath, parsePath, stableJson, valueAt } from '../../plan/json';

test.each([
  [['spec', 'groups', 0, 'rules'], 'spec.groups[0].rules'],
  [['stringData', 'alertmanager.yaml'], 'stringData["alertmanager.yaml"]'],
  [['observatory:secrets', 'slack', 'default'], 'observatory:secrets.slack.default'],
  [['a"b', ''], '["a\\"b"][""]'],
])('the path %j prints as Pulumi prints it', (path, text) => {
  expect(formatPath(path)).toBe(text);
  expect(parsePath(text)).toEqual(path);
});

test('any path reads back as it was printed', () => {
  const part = fc.oneof(fc.string(), fc.nat());
  fc.assert(
    fc.property(fc.array(part), (path) => {
      expect(parsePath(formatPath(path))).toEqual(path);
    }),
  );
});

test('an unfinished path is refused', () => {
  expect(() => parsePath('a[0')).toThrow('not a property path: a[0');
});

test('a value is found through maps and lists', () => {
  const value = { a: [{ 'b.c': 1 }] };
  expect(valueAt(value, ['a', 0, 'b.c'])).toBe(1);
  expect(valueAt(value, ['a', 1, 'b.c'])).toBeUndefined();
});

test('equal values print equal bytes, whatever the order of their keys', () => {
  expect(stableJson({ b: [{ d: 1, c: 2 }], a: null })).toBe(stableJson({ a: null, b: [{ c: 2, d: 1 }] }));
});
