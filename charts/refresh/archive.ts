import { Parser } from 'tar';
import { parse } from 'yaml';
import { UserError } from '../../config/errors';

export interface Dependency {
  name: string;
  version: string;
  alias?: string;
  /** Value paths, comma separated, that switch the subchart on or off. */
  condition?: string;
  tags?: string[];
}

export interface ChartMeta {
  name: string;
  version: string;
  appVersion?: string;
  kubeVersion?: string;
  dependencies?: Dependency[];
}

/** A chart as its archive holds it. */
export interface Chart {
  meta: ChartMeta;
  /** values.yaml, as written: its comments matter. */
  values: string;
  /** File name (from the chart's folder) → text, of `templates/` and `crds/`. */
  templates: ReadonlyMap<string, string>;
  crds: ReadonlyMap<string, string>;
  /** Charts vendored in `charts/`, as folders or archives. */
  subcharts: readonly Chart[];
}

type Files = ReadonlyMap<string, Buffer>;

/** The regular files of a .tgz (or .tar), by path. */
const unpack = (archive: Buffer): Promise<Files> =>
  new Promise((resolve, reject) => {
    const files = new Map<string, Buffer>();
    const parser = new Parser({
      strict: true,
      onReadEntry: (entry) => {
        const chunks: Buffer[] = [];
        entry.on('data', (chunk) => chunks.push(chunk));
        entry.on('end', () => {
          if (entry.type === 'File') files.set(entry.path.replace(/^\.\//, ''), Buffer.concat(chunks));
        });
      },
    });
    parser.on('error', reject);
    parser.on('end', () => {
      resolve(files);
    });
    parser.end(archive);
  });

/** Files below `folder/`, with that prefix taken off. */
const below = (files: Files, folder: string): Map<string, Buffer> =>
  new Map(
    [...files].flatMap(([path, content]): [string, Buffer][] =>
      path.startsWith(`${folder}/`) ? [[path.slice(folder.length + 1), content]] : [],
    ),
  );

const textsBelow = (files: Files, folder: string): Map<string, string> =>
  new Map(
    [...files].flatMap(([path, content]) => (path.startsWith(folder) ? [[path, content.toString()]] : [])),
  );

const firstFolders = (files: Files): string[] => [
  ...new Set(
    [...files.keys()].flatMap((path) => (path.includes('/') ? [path.slice(0, path.indexOf('/'))] : [])),
  ),
];

const chartIn = async (files: Files, where: string): Promise<Chart> => {
  const metaFile = files.get('Chart.yaml');
  if (!metaFile) throw new UserError([`${where} is no Helm chart: it holds no Chart.yaml.`]);
  const vendored = below(files, 'charts');
  const folders = firstFolders(vendored).filter((folder) => vendored.has(`${folder}/Chart.yaml`));
  const archives = [...vendored].filter(([path]) => /^[^/]+\.tgz$/.test(path));
  const subcharts = await Promise.all([
    ...folders.map((folder) => chartIn(below(vendored, folder), `${where}/charts/${folder}`)),
    ...archives.map(([path, content]) => readChart(content, `${where}/charts/${path}`)),
  ]);
  return {
    meta: parse(metaFile.toString()) as ChartMeta,
    values: files.get('values.yaml')?.toString() ?? '',
    templates: textsBelow(files, 'templates/'),
    crds: textsBelow(files, 'crds/'),
    subcharts: subcharts.sort((a, b) => (a.meta.name < b.meta.name ? -1 : 1)),
  };
};

/**
 * Reads a chart from its packaged archive, subcharts included.
 *
 * @param where how messages name the archive
 * @throws UserError when it is not an archive of one chart
 */
export const readChart = async (archive: Buffer, where: string): Promise<Chart> => {
  const files = await unpack(archive).catch((error: unknown) => {
    throw new UserError([`${where} cannot be read as a chart archive (.tgz): ${String(error)}`]);
  });
  const [folder] = firstFolders(files);
  return chartIn(folder === undefined ? files : below(files, folder), where);
};
