import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import { UserError } from '../../config/errors';
import { charts, type ChartVersion } from '../../config/versions';
import { schemaChart, schemaFile, type PinnedKind } from '../crdSchemas';
import { alertsChart, knownAlertsFile } from '../knownAlerts';
import { knownChartFile, type KnownValue } from '../knownCharts';
import { readChart } from './archive';
import { chartAlertsOf } from './chartAlerts';
import { compactJson } from './compactJson';
import { knownChartOf } from './knownChartOf';
import { pinnedSchemasOf } from './pinnedSchemas';

/** A file that a refresh makes: where it lies, its text, and a line about it for the screen. */
export interface RefreshedFile {
  path: string;
  text: string;
  summary: string;
}

const countPaths = (value: KnownValue): number =>
  typeof value === 'string'
    ? 1
    : Object.values(value).reduce<number>((count, inner) => count + countPaths(inner), 0);

/**
 * The list of value paths for a chart archive, and the CRD schemas or alerts where it is the chart they come from.
 *
 * @param archive content of the .tgz
 * @param where how messages name the archive
 * @throws UserError when the archive is no chart, or not one of ours
 */
export const refreshedFiles = async (archive: Buffer, where: string): Promise<RefreshedFile[]> => {
  const chart = await readChart(archive, where);
  const known = knownChartOf(chart);
  const pinned = (charts as Readonly<Record<string, ChartVersion | undefined>>)[known.chart]?.version;
  const differs = pinned === known.version ? '' : ` (config/versions.ts still deploys ${pinned ?? 'none'})`;
  const files: RefreshedFile[] = [
    {
      path: knownChartFile(known.chart),
      text: `${compactJson(known)}\n`,
      summary: `${known.chart} ${known.version}: ${countPaths(known.values).toString()} value paths${differs}`,
    },
  ];
  if (known.chart === alertsChart) {
    const alerts = chartAlertsOf(chart);
    files.push({
      path: knownAlertsFile,
      text: `${JSON.stringify(alerts, null, 2)}\n`,
      summary: `${known.chart} ${known.version}: ${alerts.alerts.length.toString()} alerting rules; rules/upstream/ must judge each`,
    });
  }
  if (known.chart !== schemaChart) return files;
  const schemas = [...pinnedSchemasOf(chart)].map(([kind, schema]: [PinnedKind, unknown]) => ({
    path: schemaFile(kind),
    text: `${compactJson(schema)}\n`,
    summary: `${known.chart} ${known.version}: schema of ${kind}`,
  }));
  return [...files, ...schemas];
};

/**
 * Writes the lists and schemas of the given archives into the repository.
 *
 * @returns a line per file written
 * @throws UserError naming each archive that cannot be used; nothing is written then
 */
export const refreshCharts = async (archives: readonly string[]): Promise<string[]> => {
  const files = await Promise.all(archives.map((path) => refreshedFiles(contentOf(path), basename(path))));
  return files.flat().map(({ path, text, summary }) => {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
    return summary;
  });
};

const contentOf = (path: string): Buffer => {
  try {
    return readFileSync(path);
  } catch (error) {
    throw new UserError([
      `${path} cannot be read: ${error instanceof Error ? error.message : String(error)}`,
    ]);
  }
};
