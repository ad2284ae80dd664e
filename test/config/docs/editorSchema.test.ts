import { readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join, relative, resolve } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import Ajv from 'ajv';
import { parse } from 'yaml';
import { applicationSchema, stackFileSchema, teamSchema } from '../../../config/docs/editorSchema';
import { dotted } from '../../../config/faults';
import { isPlainObject, type PlainObject } from '../../../config/merge';
import { application } from '../../../config/schema/application';
import { stackConfig } from '../../../config/schema/stack';
import { team } from '../../../config/schema/team';
import { asMap } from '../support/edit';
import { everyMalformation } from '../support/malformed';
import { everyApplicationKey, everyStackKey, everyTeamKey, soundApplication } from '../support/samples';
import { placesOf, type Step } from '../support/schemaPlaces';

const root = join(__dirname, '../../..');
const ajv = new Ajv({
  strict: true,
  // `oneOf` names keys that are declared beside it.
  strictRequired: false,
  allErrors: true,
  allowUnionTypes: true,
  keywords: ['patternErrorMessage'],
});
const schemas = {
  stack: ajv.compile(stackFileSchema()),
  application: ajv.compile(applicationSchema()),
  team: ajv.compile(teamSchema()),
};

/** Where and why a value does not fit; empty when it does. */
const faults = (kind: keyof typeof schemas, value: unknown): string[] => {
  schemas[kind](value);
  return (schemas[kind].errors ?? []).map(
    ({ instancePath, message = '', keyword }) => `${keyword} ${instancePath}: ${message}`,
  );
};

const asFile = (stack: PlainObject): PlainObject => ({
  config: Object.fromEntries(Object.entries(stack).map(([key, value]) => [`observatory:${key}`, value])),
});

describe('what is shipped fits', () => {
  const files = (folder: string, pattern: RegExp): string[] =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
      .map((file) => join(folder, file))
      .filter((file) => pattern.test(file))
      .sort();
  const shipped = [
    ...readdirSync(root)
      .filter((file) => /^Pulumi\..+\.yaml$/.test(file))
      .map((file) => [file, 'stack'] as const),
    ...files('examples', /(^|\/)Pulumi\..+\.yaml$/).map((file) => [file, 'stack'] as const),
    ...['content', 'examples'].flatMap((folder) => [
      ...files(folder, /(^|\/)applications\/[^/]+\.yaml$/).map((file) => [file, 'application'] as const),
      ...files(folder, /(^|\/)teams\/[^/]+\.yaml$/).map((file) => [file, 'team'] as const),
    ]),
  ];

  test('there are stacks, applications and teams', () => {
    expect([...new Set(shipped.map(([, kind]) => kind))]).toEqual(['stack', 'application', 'team']);
  });

  test.each(shipped)('%s is a sound %s, and names its schema in the first line', (file, kind) => {
    const text = readFileSync(join(root, file), 'utf8');
    expect(faults(kind, parse(text))).toEqual([]);
    const [, named = ''] = /^# yaml-language-server: \$schema=(\S+)\n/.exec(text) ?? [];
    expect(relative(root, resolve(root, dirname(file), named))).toBe(`docs/schema/${kind}.json`);
    expect(basename(named)).toBe(`${kind}.json`);
  });
});

describe('a stack file', () => {
  test('may have every key of the schema, and needs none', () => {
    expect(faults('stack', asFile(everyStackKey))).toEqual([]);
    expect(faults('stack', { config: {} })).toEqual([]);
    expect(faults('stack', asFile({ metrics: {}, cluster: {}, access: { oidc: {} } }))).toEqual([]);
  });

  test.each(placesOf(stackConfig, everyStackKey).map((place) => ({ key: dotted(place.path), place })))(
    'is refused with $key malformed, as the program refuses it',
    ({ place }) => {
      const accepted = everyMalformation(everyStackKey, place)
        .filter(({ value }) => faults('stack', asFile(value)).length === 0)
        .map(({ what }) => what);
      expect(accepted).toEqual([]);
    },
  );

  test('holds secrets encrypted or as references, never in clear, and nowhere else', () => {
    const secure = { secure: 'v1:abc=' };
    const secret = (slack: unknown) => asFile({ secrets: { slack: { default: slack } } });
    expect(faults('stack', secret(secure))).toEqual([]);
    expect(faults('stack', secret({ secretName: 'hooks', key: 'url' }))).toEqual([]);
    expect(faults('stack', secret('https://hooks'))).not.toEqual([]);
    expect(faults('stack', secret({ secretName: 'hooks' }))).not.toEqual([]);
    expect(faults('stack', asFile({ cluster: { name: secure } }))).not.toEqual([]);
  });

  test('may override parts of an application: null deletes, a fraction may be text', () => {
    const override = (shop: PlainObject) => faults('stack', asFile({ applications: { shop } }));
    expect(
      override({ scrape: { service: null }, slos: { availability: { objectivePercent: '99.9' } } }),
    ).toEqual([]);
    expect(override({ workload: { kind: null } })).toEqual([]);
    expect(override({ slos: { availability: { objectivPercent: 99.9 } } })).not.toEqual([]);
    expect(override({ probes: [{ name: 'a' }] })).not.toEqual([]);
  });

  test('may have keys of other namespaces and those that the CLI writes, but none that looks like ours', () => {
    expect(faults('stack', { config: { 'aws:region': 'eu-central-1' }, encryptionsalt: 'v1:x' })).toEqual([]);
    expect(faults('stack', { config: { 'observatory:metric': {} } })).not.toEqual([]);
    expect(faults('stack', { config: { metrics: {} } })).not.toEqual([]);
    expect(faults('stack', { cofig: {} })).not.toEqual([]);
  });
});

const sources = ['service', 'pod', 'static'];

/** The samples have every way to scrape, of which one may be written: the one that a path leads to, else the first. */
const withOneSource = (value: unknown, path: readonly Step[]): unknown => {
  if (!isPlainObject(value)) return value;
  const [next, ...rest] = path;
  const kept = sources.find((source) => source === next) ?? sources[0];
  const hasAll = sources.every((source) => source in value);
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key]) => !hasAll || !sources.includes(key) || key === kept)
      .map(([key, inner]) => [key, withOneSource(inner, key === next ? rest : [])]),
  );
};

describe.each([
  ['application', application, everyApplicationKey],
  ['team', team, everyTeamKey],
] as const)('the file of a %s', (kind, schema, sample) => {
  test.each(placesOf(schema, sample).map((place) => ({ key: dotted(place.path), place })))(
    'is refused with $key malformed, as the program refuses it',
    ({ place }) => {
      const base = asMap(withOneSource(sample, place.path));
      // Other keys of which one may be written are there all.
      const before = faults(kind, base).filter((fault) => fault.startsWith('oneOf '));
      const accepted = everyMalformation(base, place)
        .filter(({ value }) => faults(kind, value).filter((fault) => !before.includes(fault)).length === 0)
        .map(({ what }) => what);
      expect(accepted).toEqual([]);
    },
  );
});

test('an application may leave out what has a default, but not its team', () => {
  const { alerts: _alerts, slos: _slos, probes: _probes, ...least } = soundApplication;
  expect(faults('application', soundApplication)).toEqual([]);
  expect(faults('application', least)).toEqual([]);
  expect(faults('application', { ...least, alerts: { latency: { p95Ms: 250 } } })).toEqual([]);
  const { team: _team, ...unowned } = least;
  expect(faults('application', unowned)).toEqual(["required : must have required property 'team'"]);
});
