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

const of = (application: string, purpose: string, interval?: '10s' | '120s', bytes = 10): PlainRuleGroup => ({
  team: 'shop',
  application,
  group: {
    name: `${application}.${purpose}`,
    ...(interval === undefined ? {} : { interval }),
    rules: [{ record: `${application}:${purpose}`, expr: 'x'.repeat(bytes) }],
  },
});

/** What is evaluated together: names of recorded series by group. */
const evaluated = (groups: readonly PlainRuleGroup[], maxBytes?: number) =>
  packRules(groups, maxBytes).map(({ groups: packed }) =>
    packed.map(({ name, interval, rules }) => [
      name,
      interval,
      ...rules.map((rule) => ('record' in rule ? rule.record : rule.alert)),
    ]),
  );

test('the rules of an application are one group, and those of another interval one of the object', () => {
  expect(
    evaluated([
      of('api', 'up', '10s'),
      of('api', 'http'),
      of('api', 'slo'),
      of('api', 'budget', '120s'),
      of('web', 'up', '10s'),
      of('web', 'http'),
      group('own', 'shop'),
    ]),
  ).toEqual([
    [
      ['shop.every-10s', '10s', 'api:up', 'web:up'],
      ['api.rules', undefined, 'api:http', 'api:slo'],
      ['shop.every-120s', '120s', 'api:budget'],
      ['web.rules', undefined, 'web:http'],
      ['own', undefined, 'x'],
    ],
  ]);
});

test('an application that no object can carry whole keeps a group per purpose', () => {
  const groups = ['http', 'slo', 'usage'].map((purpose) => of('api', purpose, undefined, 400));
  const whole = groups.reduce((sum, each) => sum + JSON.stringify(each).length, 0);
  const namesWithin = (maxBytes: number) =>
    evaluated(groups, maxBytes).map((packed) => packed.map(([name]) => name));
  expect(namesWithin(whole)).toEqual([['api.rules']]);
  expect(
    namesWithin(whole - 1)
      .flat()
      .sort(),
  ).toEqual(['api.http', 'api.slo', 'api.usage']);
});

test('a team whose groups fit gets one object, in the order of the teams', () => {
  const packed = packRules([group('b', 'shop'), group('a', 'platform'), group('c', 'shop')]);
  expect(packed.map(({ name, team, groups }) => [name, team, groups.map(({ name: of }) => of)])).toEqual([
    ['platform', 'platform', ['a']],
    ['shop', 'shop', ['b', 'c']],
  ]);
});

test('every rule is in exactly one object, and no object is larger than 256 KiB', () => {
  const groups = groupsOf(60);
  const packed = packRules(groups);
  expect(packed.length).toBeGreaterThan(1);
  const texts = (of: readonly PlainRuleGroup['group'][]) =>
    of.flatMap(({ interval, rules }) => rules.map((rule) => JSON.stringify([interval, rule]))).sort();
  expect(texts(packed.flatMap((part) => part.groups))).toEqual(texts(groups.map((each) => each.group)));
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
  // All of its own in one of the team's objects, which may have to be split for it.
  expect(before.size).toBeGreaterThan(12);
  expect(changed.length).toBeLessThanOrEqual(1);
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
