import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ChartName, ChartVersion } from '../config/versions';

/**
 * What a chart's values look like at one place.
 *
 * A text is a value without keys of its own: its kind, and ` (comment)` or ` (template)` when values.yaml
 * only shows it in a comment or only templates know it. `map` and `list` take anything; `any` may be of any
 * kind. An object is a map with these keys. Its key `*` stands for every other key; `"*": "any"` opens
 * everything below it. Without `*` the map is closed. `"."`: the whole may also be something else than a map.
 */
export type KnownValue = string | { readonly [key: string]: KnownValue };

export type KnownMap = Readonly<Record<string, KnownValue>>;

/** One file of `charts/known/`. */
export interface KnownChart {
  chart: string;
  version: string;
  appVersion: string | null;
  /** Kubernetes versions the chart accepts, as a semver range. */
  kubeVersion: string | null;
  repository: string;
  /** Address of the chart in its publisher's OCI registry. */
  oci: string;
  /** Versions of the charts inside it, by the key their values stand under. */
  subcharts: Readonly<Record<string, string>>;
  values: KnownMap;
}

/** Where the lists lie; the refresh writes them here. */
export const knownChartFile = (chart: string): string => join(__dirname, 'known', `${chart}.json`);

const loaded = new Map<ChartName, KnownChart>();

/** The list of a chart, read on first use. */
export const knownChart = (chart: ChartName): KnownChart => {
  const known = loaded.get(chart) ?? (JSON.parse(readFileSync(knownChartFile(chart), 'utf8')) as KnownChart);
  loaded.set(chart, known);
  return known;
};

/** Charts that are deployed in another version than the lists are of, a line each. */
export const staleCharts = (deployed: Readonly<Record<ChartName, ChartVersion>>): string[] =>
  (Object.entries(deployed) as [ChartName, ChartVersion][]).flatMap(([name, { version }]) => {
    const known = knownChart(name).version;
    if (known === version) return [];
    return [
      `${name}: config/versions.ts deploys ${version}, but charts/ knows ${known}; run npm run charts:refresh`,
    ];
  });
