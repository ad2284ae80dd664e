import { writeFileSync } from 'node:fs';
import path from 'node:path';

import { describe, expect, test } from '@jest/globals';

import { UserError } from '../../config/errors';
import { passphraseDecrypter, passphraseOf } from '../../plan/passphrase';
import { readProject } from '../../plan/project';
import { readStack, stackNames, type Stack, type StackOptions } from '../../plan/stackFile';
import { encryption, temporaryFolder } from './support';

function stackOf(project: string, stack: string, options: Partial<StackOptions> = {}): Stack {
  const folder = temporaryFolder();
  writeFileSync(path.join(folder, 'Pulumi.yaml'), `name: p\n${project}`);
  writeFileSync(path.join(folder, 'Pulumi.dev.yaml'), stack);
  return readStack(readProject(folder), { stack: 'dev', environment: {}, ...options });
}

function faultsOf(run: () => unknown): string[] {
  try {
    run();
  } catch (error) {
    if (error instanceof UserError) {
      return error.faults.map((fault) => fault.replace(/\/\S+\/(Pulumi[.\w]*)/g, '$1'));
    }
    throw error;
  }
  return [];
}

describe('what a program receives', () => {
  // The right-hand sides are what the Pulumi SDK's config.Map gave for the same files.
  test.each([
    ['a number as text', 'p:a: 99.9', { 'p:a': '99.9' }],
    ['a truth value as text', 'p:a: true', { 'p:a': 'true' }],
    ['an absent value as the empty text', 'p:a:', { 'p:a': '' }],
    ['a key without namespace as the project’s', 'a: x', { 'p:a': 'x' }],
    ['a key in the old three-part form', 'aws:config:region: x', { 'aws:region': 'x' }],
    ['an object as JSON with sorted keys', 'p:a: {z: 1, b: [true, ~]}', { 'p:a': '{"b":[true,null],"z":1}' }],
    [
      'a map with "secure" and more as an ordinary one',
      'p:a: {secure: x, y: 1}',
      { 'p:a': '{"secure":"x","y":1}' },
    ],
    ['a secure value that is no text as an ordinary map', 'p:a: {secure: 12}', { 'p:a': '{"secure":12}' }],
  ])('%s', (_title, line, config) => {
    const stack = stackOf('', `config:\n  ${line}\n`);
    expect(stack.config).toEqual(config);
    expect(stack.secretKeys).toEqual([]);
  });

  test('a project default where the stack says nothing, whole and not merged where it does', () => {
    const project =
      'config:\n  a: {type: object, default: {x: 1, y: 2}}\n  b: {type: integer, default: 3}\n  c: plain\n  d:\n    default: [1]\n';
    expect(stackOf(project, '').config).toEqual({
      'p:a': '{"x":1,"y":2}',
      'p:b': '3',
      'p:c': 'plain',
      'p:d': '[1]',
    });
    expect(stackOf(project, 'config:\n  p:a: {y: 5}\n').config['p:a']).toBe('{"y":5}');
  });

  test('a value for another namespace, which the stack may replace', () => {
    const project = 'config:\n  aws:region: {value: eu-central-1}\n  aws:profile: x\n';
    expect(stackOf(project, '').config).toEqual({ 'aws:region': 'eu-central-1', 'aws:profile': 'x' });
    expect(stackOf(project, 'config: {aws:region: us-east-1}').config['aws:region']).toBe('us-east-1');
  });

  test('placeholders that name the key of each secret, at any depth, when there is no passphrase', () => {
    const stack = stackOf(
      '',
      'config:\n  p:top: {secure: v1:x}\n  p:map:\n    slack: {default: {secure: v1:y}}\n    "a.b": [{secure: v1:z}]\n    open: 1\n',
    );
    expect(stack.config['p:top']).toBe('<secret p:top>');
    expect(JSON.parse(stack.config['p:map'] ?? '')).toEqual({
      'a.b': ['<secret p:map["a.b"][0]>'],
      open: 1,
      slack: { default: '<secret p:map.slack.default>' },
    });
    expect(stack.secretKeys).toEqual(['p:top', 'p:map']);
    expect(stack.secrets).toEqual([]);
    expect(stack.locked).toEqual([
      { path: 'p:top', line: 2 },
      { path: 'p:map.slack.default', line: 4 },
      { path: 'p:map["a.b"][0]', line: 5 },
    ]);
  });

  test('plain secrets when the passphrase is given, from the variable or the trimmed file', () => {
    const { salt, encrypt } = encryption('correct horse');
    const text = `encryptionsalt: ${salt}\nconfig:\n  p:a: {x: {secure: "${encrypt('töken')}"}}\n`;
    const file = path.join(temporaryFolder(), 'passphrase');
    writeFileSync(file, 'correct horse\n');
    for (const environment of [
      { PULUMI_CONFIG_PASSPHRASE: 'correct horse' },
      { PULUMI_CONFIG_PASSPHRASE_FILE: file },
    ]) {
      const stack = stackOf('', text, { environment });
      expect(stack.config).toEqual({ 'p:a': '{"x":"töken"}' });
      expect(stack.secretKeys).toEqual(['p:a']);
      expect(stack.secrets).toEqual(['töken']);
      expect(stack.locked).toEqual([]);
    }
  });

  test('placeholders when another secrets provider holds the key, whatever passphrase is set', () => {
    const text = 'secretsprovider: awskms://alias/x\nencryptedkey: x\nconfig:\n  p:a: {secure: x}\n';
    const environment = { PULUMI_CONFIG_PASSPHRASE: 'x' };
    expect(stackOf('', text, { environment }).config).toEqual({ 'p:a': '<secret p:a>' });
  });
});

describe('what the CLI would refuse is refused with place, key and remedy', () => {
  const secret = 'config:\n  token: {type: string, secret: true}\n';
  const types =
    'config:\n  n: {type: integer}\n  f: {type: boolean}\n  o: {type: object}\n  l: {type: array, items: {type: integer}}\n';
  const fine = { n: '"30"', f: 'true', o: '{}', l: '[1]' };
  const withValue = (changed: Partial<typeof fine>) =>
    `config:\n${Object.entries({ ...fine, ...changed })
      .map(([key, value]) => `  p:${key}: ${value}\n`)
      .join('')}`;

  test('nothing, when all types fit: text that reads as a number is one', () => {
    expect(faultsOf(() => stackOf(types, withValue({})))).toEqual([]);
  });

  test.each<[string, string, string, string[]]>([
    [
      'a required key without value',
      'config:\n  a: {type: string}\n  b:\n    description: x\n',
      'config: {}',
      [
        'Pulumi.dev.yaml: p:a is missing. Set it: pulumi config set p:a <value> --stack dev',
        'Pulumi.dev.yaml: p:b is missing. Set it: pulumi config set p:b <value> --stack dev',
      ],
    ],
    [
      'a wrong integer',
      types,
      withValue({ n: '1.5' }),
      ['Pulumi.dev.yaml:2: p:n must be of the type integer. Correct the value.'],
    ],
    [
      'a wrong boolean',
      types,
      withValue({ f: 'yes' }),
      ['Pulumi.dev.yaml:3: p:f must be of the type boolean. Correct the value.'],
    ],
    [
      'a wrong object',
      types,
      withValue({ o: '[]' }),
      ['Pulumi.dev.yaml:4: p:o must be of the type object. Correct the value.'],
    ],
    [
      'a wrong element',
      types,
      withValue({ l: '[x]' }),
      ['Pulumi.dev.yaml:5: p:l must be of the type array<integer>. Correct the value.'],
    ],
    [
      'a secret in plain text',
      secret,
      'config: {p:token: x}',
      [
        'Pulumi.dev.yaml:1: p:token must be encrypted. Set it: pulumi config set --secret p:token --stack dev',
      ],
    ],
    [
      'a key of four parts',
      '',
      'config:\n  a:b:c:d: 1\n',
      ['Pulumi.dev.yaml:2: a:b:c:d is not of the form <namespace>:<name>. Rename it.'],
    ],
    [
      'a key twice',
      '',
      'config:\n  p:a: 1\n  a: 2\n',
      ['Pulumi.dev.yaml:3: p:a is there twice, with and without its namespace. Keep one.'],
    ],
    [
      'config that is a list',
      '',
      'config: [a]\n',
      ['Pulumi.dev.yaml:1: config is no map. Write the keys below it.'],
    ],
  ])('%s', (_title, project, stack, faults) => {
    expect(faultsOf(() => stackOf(project, stack))).toEqual(faults);
  });

  test.each([
    [
      'a type of another namespace',
      'aws:region: {type: string, value: x}',
      'belongs to another namespace and cannot have a type. Remove it.',
    ],
    [
      'a default of another namespace',
      'aws:region: {default: x, value: ~}',
      'belongs to another namespace: write value instead of default.',
    ],
    [
      'an unknown type',
      'a: {type: float}',
      'the type "float" is none of array, boolean, integer, object, string.',
    ],
    ['an array without element type', 'a: {type: array}', 'an array needs "items: {type: …}".'],
    [
      'a default of another type',
      'a: {type: integer, default: x}',
      'the default is not of the type integer. Correct one of them.',
    ],
    [
      'a default and a value',
      'a: {default: 1, value: 2}',
      'has both a default and a value. Keep one of them.',
    ],
    [
      'a bare float',
      'a: 99.9',
      'declares neither a value nor a type. Write a type, a default, or a map with these.',
    ],
  ])('%s in Pulumi.yaml', (_title, line, message) => {
    const [fault] = faultsOf(() => stackOf(`config:\n  ${line}\n`, ''));
    expect(fault).toBe(`Pulumi.yaml:3: config key ${line.split(': ')[0] ?? ''}: ${message}`);
  });

  test('a wrong passphrase, and a value of another key', () => {
    const { salt, encrypt } = encryption('right');
    const wrong = { environment: { PULUMI_CONFIG_PASSPHRASE: 'wrong' } };
    const right = { environment: { PULUMI_CONFIG_PASSPHRASE: 'right' } };
    const text = (value: string) => `encryptionsalt: ${salt}\nconfig:\n  p:a: {secure: "${value}"}\n`;
    expect(faultsOf(() => stackOf('', text(encrypt('x')), wrong))).toEqual([
      'Pulumi.dev.yaml: wrong passphrase. Set PULUMI_CONFIG_PASSPHRASE (or _FILE) to the one of this stack, or unset it to plan with placeholders.',
    ]);
    expect(faultsOf(() => stackOf('', text(encryption('right').encrypt('x')), right))).toEqual([
      "Pulumi.dev.yaml:3: p:a cannot be decrypted with this stack's key. Set it again with --secret.",
    ]);
  });

  test('a stack without file, with the names of those that have one', () => {
    expect(faultsOf(() => stackOf('', '', { stack: 'prod' }))).toEqual([
      'There is no stack "prod" (Pulumi.prod.yaml does not exist). There are: dev.',
    ]);
  });

  test('a folder without Pulumi.yaml', () => {
    expect(faultsOf(() => readProject(temporaryFolder()))[0]).toMatch(/^Pulumi\.yaml does not exist/);
  });
});

describe('what is only worth a warning', () => {
  test('environments, which only Pulumi Cloud resolves, unknown keys, and absent values', () => {
    const { warnings } = stackOf('', 'environment: [org/prod]\nconfg: {}\nconfig:\n  p:a:\n');
    expect(warnings.map((warning) => warning.replace(/^\/\S*\//, ''))).toEqual([
      'Pulumi.dev.yaml:1: environments (org/prod) are resolved by Pulumi Cloud; what they set is missing here',
      'Pulumi.dev.yaml:2: confg is no key of a stack file; the CLI ignores it',
      'Pulumi.dev.yaml:4: p:a has no value; the program receives ""',
    ]);
  });

  test('but a required key that an environment may set is still missing, and the message says why', () => {
    expect(faultsOf(() => stackOf('config:\n  a: {type: string}\n', 'environment: [x]\n'))[0]).toContain(
      'p:a is missing (an environment may set it, which is not known here)',
    );
  });
});

test('a stack may keep its configuration in another file or folder, and its name may be qualified', () => {
  const folder = temporaryFolder();
  writeFileSync(path.join(folder, 'Pulumi.yaml'), 'name: p\n');
  writeFileSync(path.join(folder, 'Pulumi.dev.yaml'), 'config: {p:a: 1}');
  const other = path.join(folder, 'other.yaml');
  writeFileSync(other, 'config: {p:a: 2}');
  const project = readProject(folder);
  expect(readStack(project, { stack: 'dev', configFile: other }).config).toEqual({ 'p:a': '2' });
  const qualified = readStack(project, { stack: 'org/p/dev' });
  expect([qualified.name, qualified.config]).toEqual(['dev', { 'p:a': '1' }]);
  expect(stackNames(project)).toEqual(['dev']);
});

test('the passphrase scheme is Pulumi’s: its own published vector decrypts', () => {
  const salt = 'v1:fozI5u6B030=:v1:F+6ZduKKd8G0/V7L:PGMFeIzwobWRKmEAzUdaQHqC5mMRIQ==';
  expect(passphraseDecrypter('password', salt, 'x')(salt.split(':').slice(2).join(':'))).toBe('pulumi');
});

test('an empty passphrase counts as one', () => {
  expect(passphraseOf({ PULUMI_CONFIG_PASSPHRASE: '' })).toBe('');
  expect(passphraseOf({})).toBeUndefined();
});
