import { describe, expect, test } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { parse } from 'yaml';
import { dotted } from '../../config/faults';
import { mergeLayers, type PlainObject } from '../../config/merge';
import { resolveConfig } from '../../config/resolve';
import { presetNames, stackConfig } from '../../config/schema/stack';
import { production, relaxed } from '../support/configs';
import { everyMalformation } from './support/malformed';
import { faultsOf, flaw } from './support/messages';
import { everyStackKey } from './support/samples';
import { placesOf } from './support/schemaPlaces';

const resolved = (changes: PlainObject) => resolveConfig(mergeLayers(relaxed, changes));

describe('defaults, preset and stack', () => {
  test('the stack wins over the preset, and the preset over the defaults', () => {
    const { metrics, alerting } = resolved({ preset: 'standard', metrics: { retentionDays: 20 } });
    expect([metrics.retentionDays, metrics.replicas, metrics.volumeSizeGb]).toEqual([20, 2, 100]);
    expect([metrics.scrapeIntervalSeconds, alerting.replicas]).toEqual([
      { infrastructure: 15, applications: 30 },
      3,
    ]);
  });

  test('without a preset it is standard, without guardrails it is production', () => {
    const { preset, guardrails, metrics } = resolveConfig(production);
    expect([preset, guardrails, metrics.replicas]).toEqual(['standard', 'production', 2]);
  });

  test.each(presetNames)('preset %s breaks no rule, in production nor without', (preset) => {
    expect(faultsOf(() => resolveConfig({ ...relaxed, preset }))).toEqual([]);
    const replicated = {
      metrics: { replicas: 2, antiAffinity: 'hard' },
      alerting: { replicas: 3, antiAffinity: 'hard' },
      synthetics: { replicas: 2 },
    };
    expect(faultsOf(() => resolveConfig(mergeLayers(production, { preset }, replicated)))).toEqual([]);
  });

  test.each(presetNames)('preset %s keeps a month when told so', (preset) => {
    expect(resolved({ preset, metrics: { retentionDays: 30 } }).metrics.retentionDays).toBe(30);
  });

  test('an application override and a chart override keep their nulls, which are merged later', () => {
    const changes = {
      applications: { shop: { scrape: { service: null } }, idle: null },
      overrides: { 'prometheus-blackbox-exporter': { revisionHistoryLimit: null } },
    };
    const { applications, overrides } = resolveConfig({ ...relaxed, ...changes });
    expect(applications).toEqual({ shop: { scrape: { service: null } } });
    expect(overrides).toEqual(changes.overrides);
  });

  test.each(['local', 'dev', 'prod'])('the shipped stack %s is sound', (stack) => {
    const file = parse(readFileSync(join(__dirname, `../../Pulumi.${stack}.yaml`), 'utf8')) as {
      config: PlainObject;
    };
    const own = Object.fromEntries(
      Object.entries(file.config).map(([key, value]) => [key.replace('observatory:', ''), value]),
    );
    expect(faultsOf(() => resolveConfig(own))).toEqual([]);
  });
});

describe('numbers and booleans as text, as `pulumi config set --path` may store them', () => {
  test('are taken for what they say', () => {
    const { metrics, grafana } = resolved({
      metrics: { retentionDays: '30', volumeSizeGb: ' 100 ' },
      grafana: { enabled: 'false' },
    });
    expect([metrics.retentionDays, metrics.volumeSizeGb, grafana.enabled]).toEqual([30, 100, false]);
  });

  test.each(['30d', '0x1E', '1e1', '3 0', '', 'thirty', '30,0', '٣'])('%j is no number', (retentionDays) => {
    const [fault = ''] = faultsOf(() => resolved({ metrics: { retentionDays } }));
    expect(fault).toMatch(
      /^observatory:metrics\.retentionDays: (is empty|".*" does not fit); write a whole number from 1 to 3650$/,
    );
  });

  test('text stays text where text is wanted', () => {
    expect(resolved({ cluster: { name: '123', environment: 'true' } }).cluster).toMatchObject({
      name: '123',
      environment: 'true',
    });
  });
});

test('all faults are told at once, each with its own key', () => {
  const places = placesOf(stackConfig).filter(({ path }) => path.length === 2);
  const malformed = places.map((place) =>
    everyMalformation(everyStackKey, place).filter(({ says }) => says === undefined),
  );
  const parts = malformed.filter((list) => list.length > 0);
  fc.assert(
    fc.property(fc.subarray(parts, { minLength: 2, maxLength: 6 }), fc.nat(), (chosen, seed) => {
      const faulty = chosen.map((list) => list[seed % list.length]).filter((entry) => entry !== undefined);
      const value = faulty.reduce<PlainObject>((all, { value: one, path: [group = '', key = ''] }) => {
        const from = one[group] as PlainObject;
        return { ...all, [group]: { ...(all[group] as PlainObject), [key]: from[key] } };
      }, everyStackKey);
      const faults = faultsOf(() => resolveConfig(value));
      for (const { path } of faulty) {
        expect(faults.filter((fault) => fault.startsWith(`observatory:${dotted(path)}`))).not.toEqual([]);
      }
    }),
  );
});

test('a misspelt key is told once: what it stands for is not missing as well', () => {
  const { cluster, ...others } = relaxed;
  expect(faultsOf(() => resolveConfig({ ...others, clustr: cluster }))).toEqual([
    'observatory:clustr: unknown key; did you mean "cluster"?',
  ]);
  expect(faultsOf(() => resolved({ cluster: { name: null, nam: 'dev' } }))).toEqual([
    'observatory:cluster.nam: unknown key; did you mean "name"?',
  ]);
});

test('an override of an unknown chart, and of an unknown value of a chart, is told', () => {
  expect(faultsOf(() => resolved({ overrides: { 'kube-prometheus': {} } }))).toEqual([
    expect.stringMatching(/^observatory:overrides\.kube-prometheus: unknown key; (did you mean|known keys)/),
  ]);
  const [fault = ''] = faultsOf(() =>
    resolved({ overrides: { 'prometheus-blackbox-exporter': { replcas: 3 } } }),
  );
  expect(fault).toContain('observatory:overrides.prometheus-blackbox-exporter.replcas');
});

test('whatever a stack holds, there are messages or a result, never a crash', () => {
  const keys = fc.constantFrom(...Object.keys(everyStackKey), 'secrets', 'zzz', '__proto__', 'a.b');
  fc.assert(
    fc.property(fc.dictionary(keys, fc.jsonValue({ maxDepth: 3 }), { noNullPrototype: true }), (stack) => {
      for (const fault of faultsOf(() => resolveConfig({ ...relaxed, ...stack }))) {
        expect([fault, flaw(fault)]).toEqual([fault, undefined]);
      }
    }),
    { numRuns: 300 },
  );
});
