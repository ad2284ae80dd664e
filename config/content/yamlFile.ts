import { readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, extname, join, relative } from 'node:path';
import { UserError } from '../errors';
import { collectFaults } from '../collect';
import { isPlainObject, type PlainObject } from '../merge';
import { dnsLabel } from '../schema/common';
import { dotted, type Locate, type Path } from '../faults';
import { parseYaml } from './parseYaml';

/** One YAML file of a content folder, with the means to say where in it something stands. */
export interface YamlFile {
  /** The file's name without extension: the name of the application or team. */
  readonly name: string;
  /** Path as a reader would open it, relative to the project. */
  readonly file: string;
  readonly value: unknown;
  /** `content/applications/demo.yaml:12: alerts.latency` */
  readonly locate: Locate;
  /** How many leading keys of the path the file itself holds. */
  readonly depthOf: (path: Path) => number;
}

/** The fault of a file name that is to become a Kubernetes name, or undefined. */
export const nameFault = ({ name, file }: YamlFile): string | undefined =>
  dnsLabel.safeParse(name).success
    ? undefined
    : `${file}: "${name}" cannot be a name; rename the file: lower-case letters, digits and dashes, at most 63 characters`;

/**
 * What a file says.
 *
 * @throws UserError when that is no map
 */
export const mapOf = ({ value, file }: YamlFile): PlainObject => {
  if (isPlainObject(value)) return value;
  const found = value === null ? 'is empty' : 'holds no map of keys';
  throw new UserError([`${file}:1: ${found}; docs/config.md says what belongs in it`]);
};

const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

const readText = (path: string, file: string): string => {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    throw new UserError([`${file}: cannot be read: ${reasonOf(error)}`]);
  }
};

const readFile = (path: string, root: string): YamlFile => {
  const file = relative(root, path);
  const parsed = parseYaml(readText(path, file));
  if (!('lineOf' in parsed)) {
    throw new UserError(parsed.map(({ line, message }) => `${file}:${String(line)}: ${message}`));
  }
  const locate: Locate = (at) =>
    at.length === 0 ? `${file}:1` : `${file}:${String(parsed.lineOf(at))}: ${dotted(at)}`;
  return { name: basename(path, extname(path)), file, value: parsed.value, locate, depthOf: parsed.depthOf };
};

/** Names in a folder; none where there is no such folder. Hidden ones belong to editors and systems. */
const namesIn = (folder: string, shown: string): string[] => {
  const stat = statSync(folder, { throwIfNoEntry: false });
  if (stat === undefined) return [];
  if (!stat.isDirectory()) throw new UserError([`${shown}: is no folder; rename or remove the file`]);
  return readdirSync(folder)
    .filter((name) => !name.startsWith('.'))
    .sort();
};

/** What would be skipped in silence although its author evidently means it. */
const skippedFault = (path: string, file: string): string | undefined => {
  if (statSync(path).isDirectory()) return `${file}: is a folder; move its files one level up`;
  return /^\.ya?ml$/i.test(extname(path)) ? `${file}: rename it to end in .yaml` : undefined;
};

/**
 * Every `.yaml` file of a folder, by name; none where there is no such folder.
 *
 * @throws UserError with every file that is no YAML, and every one that would not be read (.yml, a folder)
 */
export const readYamlFolder = (folder: string, root: string): YamlFile[] => {
  const tasks = namesIn(folder, relative(root, folder)).map((name) => {
    const path = join(folder, name);
    return (): YamlFile | undefined => {
      if (name.endsWith('.yaml') && !statSync(path).isDirectory()) return readFile(path, root);
      const fault = skippedFault(path, relative(root, path));
      if (fault !== undefined) throw new UserError([fault]);
      return undefined;
    };
  });
  const [files, faults] = collectFaults(Object.fromEntries(tasks.entries()));
  if (files === undefined) throw new UserError(faults);
  return Object.values(files).filter((file) => file !== undefined);
};
