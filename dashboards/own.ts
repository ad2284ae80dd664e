import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { extname, join, relative } from 'node:path';
import { UserError } from '../config/errors';
import { isPlainObject } from '../config/merge';
import { maxObjectBytes } from '../config/partition';
import type { DashboardFile } from './model';
import { dashboardUids, folders } from './uids';

const uidForm = /^[a-zA-Z0-9_-]{1,40}$/;

/** Where a JSON text breaks, for people: the parser's own message names a position or a piece of the text. */
const parsed = (text: string): { readonly value?: unknown; readonly fault?: string } => {
  try {
    return { value: JSON.parse(text) as unknown };
  } catch (error) {
    return { fault: error instanceof Error ? error.message : 'unreadable' };
  }
};

const keyFaults = (model: Readonly<Record<string, unknown>>): string[] => {
  const { uid, title, panels, id } = model;
  return [
    ...(typeof uid === 'string' && uidForm.test(uid)
      ? []
      : ['uid: must be given, 1 to 40 letters, digits, - or _; links in alerts contain it']),
    ...(typeof title === 'string' && title !== '' ? [] : ['title: is missing; write the name people see']),
    ...(Array.isArray(panels) && panels.length > 0
      ? []
      : [
          'panels: is missing or empty; export the dashboard itself (Share, Export, Save to file), not its API answer',
        ]),
    ...(id === undefined || id === null
      ? []
      : ['id: belongs to one Grafana database and collides in another; remove it, uid is enough']),
    ...('__inputs' in model
      ? ['__inputs: data sources are still placeholders; export without "for sharing externally"']
      : []),
  ];
};

const readOne = (path: string): { readonly file?: DashboardFile; readonly faults: readonly string[] } => {
  const shown = relative(process.cwd(), path);
  const text = readFileSync(path, 'utf8');
  const bytes = Buffer.byteLength(text);
  if (bytes > maxObjectBytes) {
    return {
      faults: [
        `${shown}: ${String(Math.ceil(bytes / 1_024))} KiB are too large for one ConfigMap (${String(maxObjectBytes / 1_024)} KiB); split the dashboard`,
      ],
    };
  }
  const { value, fault } = parsed(text);
  if (fault !== undefined) return { faults: [`${shown}: is no JSON: ${fault}`] };
  if (!isPlainObject(value)) return { faults: [`${shown}: must be one JSON object, a dashboard`] };
  const faults = keyFaults(value).map((problem) => `${shown}: ${problem}`);
  return faults.length > 0
    ? { faults }
    : {
        file: { uid: String(value['uid']), title: String(value['title']), folder: folders.own, model: value },
        faults: [],
      };
};

const duplicates = (files: readonly DashboardFile[], key: 'uid' | 'title'): string[] => {
  const taken = new Set<string>(key === 'uid' ? Object.values(dashboardUids) : []);
  return files.flatMap((file) => {
    if (taken.has(file[key])) {
      return [`dashboard "${file.title}": its ${key} "${file[key]}" is taken; write another one`];
    }
    taken.add(file[key]);
    return [];
  });
};

/**
 * dashboards/*.json of a content folder, checked; none where there is no such folder.
 *
 * @throws UserError with every fault of every file
 */
export const ownDashboards = (folder: string): DashboardFile[] => {
  if (!existsSync(folder)) return [];
  const results = readdirSync(folder)
    .sort()
    .filter((name) => extname(name) === '.json')
    .map((name) => readOne(join(folder, name)));
  const files = results.flatMap(({ file }) => (file === undefined ? [] : [file]));
  const faults = [
    ...results.flatMap((result) => result.faults),
    ...duplicates(files, 'uid'),
    ...duplicates(files, 'title'),
  ];
  if (faults.length > 0) throw new UserError(faults);
  return files;
};
