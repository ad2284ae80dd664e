import { readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, extname, join, relative } from 'node:path';
import { UserError } from '../errors';
import { collectFaults } from '../collect';
import { isPlainObject, type PlainObject } from '../merge';
import { dnsLabel } from '../schema/common';
import { dotted, type Locate, type Path } from '../faults';
import { parseYaml } from './parseYaml';

/** A `.yaml` file of a content folder, not read yet. */
export interface YamlEntry {
  /** The file's name without extension: the name of the application or team. */
  readonly name: string;
  /** @throws UserError when the file cannot be read or is no YAML */
  readonly read: () => YamlFile;
}

export interface YamlFolder {
  readonly entries: readonly YamlEntry[];
  /** What would be skipped in silence although its author evidently means it. */
  readonly faults: readonly string[];
}

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
  throw new UserError([`${file}:1: ${found}; write its keys as docs/config.md lists them`]);
};

const reasonOf = (error: unknown): string =>
  typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : String(error);

const readText = (path: string, file: string): string => {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    throw new UserError([`${file}: cannot be read (${reasonOf(error)}); remove it or make it readable`]);
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
  if (!stat.isDirectory())
    throw new UserError([`${shown}: is a file; remove or rename it, a folder belongs here`]);
  return readdirSync(folder)
    .filter((name) => !name.startsWith('.'))
    .sort();
};

/** A link that leads nowhere is none. */
const isFolder = (path: string): boolean => statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;

const skippedFault = (path: string, file: string): string | undefined => {
  if (isFolder(path))
    return `${file}: is a folder, which is not read; remove it and move its files one level up`;
  return /^\.ya?ml$/i.test(extname(path)) ? `${file}: is not read; rename it to end in .yaml` : undefined;
};

/**
 * Every `.yaml` file of a folder, by name; none where there is no such folder.
 *
 * @throws UserError when the folder is a file
 */
export const listYamlFolder = (folder: string, root: string): YamlFolder => {
  const paths = namesIn(folder, relative(root, folder)).map((name) => join(folder, name));
  const isRead = (path: string): boolean => path.endsWith('.yaml') && !isFolder(path);
  return {
    entries: paths
      .filter(isRead)
      .map((path) => ({ name: basename(path, '.yaml'), read: () => readFile(path, root) })),
    faults: paths
      .filter((path) => !isRead(path))
      .map((path) => skippedFault(path, relative(root, path)))
      .filter((fault) => fault !== undefined),
  };
};

/**
 * The entries of a folder, each made into something.
 *
 * @throws UserError with every fault of every file
 */
export const readEntries = <T>(
  { entries, faults }: YamlFolder,
  make: (file: YamlFile) => T,
): readonly T[] => {
  const tasks = entries.map(({ read }, index) => [`#${String(index)}`, () => make(read())] as const);
  const [made, wrong] = collectFaults(Object.fromEntries(tasks));
  if (made === undefined || faults.length > 0) throw new UserError([...faults, ...wrong]);
  return Object.values(made);
};

/**
 * Every `.yaml` file of a folder, as it stands.
 *
 * @throws UserError with every fault of every file
 */
export const readYamlFolder = (folder: string, root: string): readonly YamlFile[] =>
  readEntries(listYamlFolder(folder, root), (file) => file);
