import { describe, expect, test } from '@jest/globals';

import { UserError } from '../../config/errors';
import { parseGoYaml } from '../../plan/goYaml';
import type { Json } from '../../plan/json';

// Each row was read by yaml.v3 of Go, through the Pulumi SDK's own config.Map.
test.each<[string, Json]>([
  ['010', 8],
  ['0o17', 15],
  ['0x1F', 31],
  ['0b11', 3],
  ['1_000', 1000],
  ['0_7', 7],
  ['089', 89],
  ['012345678901', 12345678901],
  ['-5', -5],
  ['+5', 5],
  ['99.9', 99.9],
  ['.5', 0.5],
  ['1.', 1],
  ['1e3', 1000],
  ['1.2.3', '1.2.3'],
  ['10m', '10m'],
  ['yes', 'yes'],
  ['on', 'on'],
  ['True', true],
  ['FALSE', false],
  ['~', null],
  ['', null],
  ['!!str 12', '12'],
  ['"12"', '12'],
  ["'true'", 'true'],
  ['constructor', 'constructor'],
  ['2026-12-24', '2026-12-24 00:00:00 +0000 UTC'],
  ['2026-12-24T10:00:00Z', '2026-12-24 10:00:00 +0000 UTC'],
  ['2026-12-24T10:00:00.50+01:00', '2026-12-24 10:00:00.5 +0100 +0100'],
  ['2026-12-24 10:00:00', '2026-12-24 10:00:00 +0000 UTC'],
  ['2026-12-24 10:00:00+01:00', '2026-12-24 10:00:00+01:00'],
])('an unquoted %s is what the CLI makes of it', (text, value) => {
  expect(parseGoYaml(`key: ${text}`, 'file.yaml').value).toEqual({ key: value });
});

describe('parseGoYaml', () => {
  test('resolves anchors and merge keys, own keys first', () => {
    const { value } = parseGoYaml('a: &a {x: 1, y: 2}\nb:\n  <<: *a\n  y: 3\nc: *a\n', 'file.yaml');
    expect(value).toEqual({ a: { x: 1, y: 2 }, b: { x: 1, y: 3 }, c: { x: 1, y: 2 } });
  });

  test('knows the line of each value, and of the nearest one for a path that is not there', () => {
    const yaml = parseGoYaml('# comment\na:\n  b:\n    - 1\n    - 2\n', 'file.yaml');
    expect(yaml.lineOf(['a'])).toBe(2);
    expect(yaml.lineOf(['a', 'b', 1])).toBe(5);
    expect(yaml.lineOf(['a', 'b', 'absent'])).toBe(3);
  });

  test.each([
    ['a: 1\na: 2\n', 'file.yaml:2: Map keys must be unique. Correct the YAML.'],
    ['a: 1\n2: x\n', 'file.yaml:2: the key 2 is no string. Put it in quotes.'],
    ['a: [1\n', /^file\.yaml:\d: Flow sequence in block collection must be .*\. Correct the YAML\.$/],
  ])('refuses %j with file and line', (text, message) => {
    expect(() => parseGoYaml(text, 'file.yaml')).toThrow(UserError);
    expect(() => parseGoYaml(text, 'file.yaml')).toThrow(message);
  });
});
