import { readdirSync, readFileSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import { describe, expect, it, jest } from '@jest/globals';
import { z } from 'zod';
import { pinnedKinds, pinnedSchema, schemaChart, schemaFile, type PinnedKind } from '../../charts/crdSchemas';
import { goPattern } from '../../charts/goPattern';
import { knownAlertsFile } from '../../charts/knownAlerts';
import { knownChart, knownChartFile, staleCharts, type KnownValue } from '../../charts/knownCharts';
import { compactJson } from '../../charts/refresh/compactJson';
import { unknownValuePaths } from '../../charts/valuePaths';
import { charts, type ChartName } from '../../config/versions';

const names = Object.keys(charts) as ChartName[];
const kinds = Object.keys(pinnedKinds) as PinnedKind[];

const leaf = z.string().regex(/^(?:any|boolean|list|map|null|number|string)(?: \((?:comment|template)\))?$/);
const value: z.ZodType<KnownValue> = z.lazy(() => z.union([leaf, z.record(z.string(), value)]));
const known = z.strictObject({
  chart: z.string(),
  version: z.string(),
  appVersion: z.string().nullable(),
  kubeVersion: z.string().nullable(),
  repository: z.url(),
  oci: z.string().startsWith('oci://'),
  subcharts: z.record(z.string(), z.string()),
  values: z.record(z.string(), value),
});

const unsorted = (item: unknown): string[] => {
  if (typeof item !== 'object' || item === null || Array.isArray(item)) return [];
  const keys = Object.keys(item);
  const sorted = [...keys].sort();
  return [...keys.filter((key, at) => key !== sorted[at]), ...Object.values(item).flatMap(unsorted)];
};

const patternsIn = (schema: object): string[] =>
  Object.entries(schema).flatMap(([key, inner]: [string, unknown]) => {
    if (key === 'pattern' && typeof inner === 'string') return [inner];
    return typeof inner === 'object' && inner !== null ? patternsIn(inner) : [];
  });

describe('the lists of value paths', () => {
  it('exist for every chart that is deployed, and for no other', () => {
    const folder = dirname(knownChartFile(schemaChart));
    expect(
      readdirSync(folder)
        .filter((file) => file !== basename(knownAlertsFile))
        .sort(),
    ).toEqual(names.map((name) => `${name}.json`).sort());
  });

  it('belong to the versions that are deployed', () => {
    expect(staleCharts(charts)).toEqual([]);
  });

  it('are found stale after a bump that nobody refreshed, with the command that mends it', () => {
    const bumped = { ...charts, [schemaChart]: { ...charts[schemaChart], version: '99.0.0' } };
    const { version } = charts[schemaChart];
    expect(staleCharts(bumped)).toEqual([
      `${schemaChart}: config/versions.ts deploys 99.0.0, but charts/ knows ${version}; run npm run charts:refresh`,
    ]);
  });

  it.each(names)('of %s say where it is published, as the table does', (name) => {
    const { chart, version, repository, oci } = knownChart(name);
    expect({ chart, version, repository, oci }).toEqual({ chart: name, ...charts[name] });
  });

  it.each(names)('of %s are well formed, sorted, and printed as the refresh prints them', (name) => {
    const text = readFileSync(knownChartFile(name), 'utf8');
    const parsed = known.parse(JSON.parse(text));
    expect(unsorted(parsed.values)).toEqual([]);
    expect(text).toBe(`${compactJson(parsed)}\n`);
  });

  it('record the versions of the subcharts under the keys their values stand under', () => {
    const { subcharts, values } = knownChart('kube-prometheus-stack');
    expect(subcharts).toMatchObject({
      grafana: '12.11.1',
      'kube-state-metrics': '8.4.0',
      'prometheus-node-exporter': '4.56.1',
    });
    expect(Object.keys(subcharts).filter((key) => !Object.hasOwn(values, key))).toEqual([]);
  });

  it('are read on first use, then no more, and checking against one costs little beside reading it', async () => {
    const readings: number[] = [];
    const uses: number[] = [];
    for (let round = 0; round < 5; round += 1) {
      jest.resetModules();
      const fresh = await import('../../charts/valuePaths');
      const use = (): number => {
        const started = performance.now();
        fresh.unknownValuePaths('kube-prometheus-stack', { grafana: { enabled: true } });
        return performance.now() - started;
      };
      readings.push(use());
      uses.push(use());
    }
    // Both within one run, so that a busy machine slows both.
    expect(Math.min(...uses)).toBeLessThan(Math.min(...readings));
    expect(unknownValuePaths('kube-prometheus-stack', {})).toEqual([]);
  });
});

describe('the pinned schemas', () => {
  it('exist for every kind the program creates, and for no other', () => {
    const files = kinds.map((kind) => schemaFile(kind));
    const folder = dirname(files[0] ?? '');
    expect(
      readdirSync(folder)
        .map((file) => `${folder}/${file}`)
        .sort(),
    ).toEqual(files.sort());
  });

  it.each(kinds)('of %s belong to the CRDs that are deployed', (kind) => {
    const schema = pinnedSchema(kind);
    const { version, appVersion } = knownChart(schemaChart);
    expect(schema).toMatchObject({ kind, apiVersion: pinnedKinds[kind], chart: schemaChart, appVersion });
    expect(schema.chartVersion).toBe(version);
    expect(unsorted(schema.spec)).toEqual([]);
  });

  it.each(kinds)('of %s hold no pattern that cannot be checked here', (kind) => {
    const patterns = new Set(patternsIn(pinnedSchema(kind).spec));
    expect([...patterns].filter((pattern) => !(goPattern(pattern) instanceof RegExp))).toEqual([]);
  });
});
