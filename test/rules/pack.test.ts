import { expect, test } from '@jest/globals';
import { buildRules } from '../../rules';
import type { PlainRuleGroup } from '../../rules/model';
import { packRules } from '../../rules/pack';
import { api, input } from './fixture';

const groupsOf = (count: number): PlainRuleGroup[] =>
  buildRules(
    input({ applications: Array.from({ length: count }, (_, index) => api({}, `app-${String(index)}`)) }),
  );

const group = (name: string, team: string, bytes = 10): PlainRuleGroup => ({
  team,
  group: { name, rules: [{ record: 'x', expr: 'x'.repeat(bytes) }] },
});

test('a team whose groups fit gets one object, in the order of the teams', () => {
  const packed = packRules([group('b', 'shop'), group('a', 'platform'), group('c', 'shop')]);
  expect(packed.map(({ name, team, groups }) => [name, team, groups.map(({ name: of }) => of)])).toEqual([
    ['platform', 'platform', ['a']],
    ['shop', 'shop', ['b', 'c']],
  ]);
});

test('every group is in exactly one object, and no object is larger than 256 KiB', () => {
  const groups = groupsOf(60);
  const packed = packRules(groups);
  expect(packed.length).toBeGreaterThan(1);
  expect(packed.flatMap((part) => part.groups.map(({ name }) => name)).sort()).toEqual(
    groups.map(({ group: { name } }) => name).sort(),
  );
  for (const part of packed) {
    expect(Buffer.byteLength(JSON.stringify(part.groups))).toBeLessThanOrEqual(256 * 1_024);
  }
});

test('a new application leaves the objects of the others alone', () => {
  const texts = (count: number) =>
    new Map(packRules(groupsOf(count)).map(({ name, groups }) => [name, JSON.stringify(groups)]));
  const before = texts(200);
  const after = texts(201);
  const changed = [...before].filter(([name, text]) => after.get(name) !== text);
  // Eight groups of its own, in at most eight of the team's objects.
  expect(before.size).toBeGreaterThan(12);
  expect(changed.length).toBeLessThanOrEqual(8);
});

test('a team cannot take the name of another one’s part', () => {
  const packed = packRules([group('a', 'shop', 600), group('b', 'shop', 600), group('c', 'shop-0')], 1_000);
  const names = packed.map(({ name }) => name);
  expect(names).toEqual([...new Set(names)]);
});

test('a group that no object can carry is refused by name', () => {
  expect(() => packRules([group('huge', 'shop', 2_000)], 1_024)).toThrow(
    'rules: group "huge" is larger than 1 KiB, and one object must carry it whole; split it',
  );
});
