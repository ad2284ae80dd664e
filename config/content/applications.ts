import { join } from 'node:path';
import { collectFaults } from '../collect';
import { parseLenient } from '../coerce';
import { UserError } from '../errors';
import { zodFaults, type Locate, type Path } from '../faults';
import { isPlainObject, mergeOverride, type PlainObject } from '../merge';
import { configKey } from '../resolve';
import { application as schema, applicationDefaults, type Application } from '../schema/application';
import type { StackConfig } from '../schema/stack';
import { suggest } from './suggest';
import { listYamlFolder, mapOf, nameFault, readEntries, type YamlFile } from './yamlFile';

/** An application and how to say where one of its keys was written. */
export interface LocatedApplication {
  readonly application: Application;
  readonly locate: Locate;
}

export interface ReadApplications {
  readonly selected: readonly LocatedApplication[];
  readonly unselected: readonly string[];
}

/** How many leading keys of the path a value holds. Below a list, a scalar or null all of them: it replaces what it overrides. */
const depthIn = (value: unknown, path: Path): number => {
  const [key, ...rest] = path;
  if (key === undefined) return 0;
  if (!isPlainObject(value)) return path.length;
  return Object.hasOwn(value, key) ? 1 + depthIn(value[String(key)], rest) : 0;
};

const readOne = (source: YamlFile, override: PlainObject | undefined): LocatedApplication => {
  const wrongName = nameFault(source);
  if (wrongName !== undefined) throw new UserError([wrongName]);
  const merged = mergeOverride(applicationDefaults, mapOf(source), override ?? {});
  // A key is looked for where it was written last: in the stack's override, then in the file. One that is missing is
  // looked for where more of its path is.
  const locate: Locate = (path) => {
    const depth = override === undefined ? 0 : depthIn(override, path);
    return depth > 0 && (depth === path.length || depth > source.depthOf(path))
      ? configKey(['applications', source.name, ...path])
      : source.locate(path);
  };
  const parsed = parseLenient(schema, merged);
  if (!parsed.success) throw new UserError(zodFaults(schema, merged, parsed.error, locate));
  return { application: { name: source.name, ...parsed.data }, locate };
};

const shownFile = (config: StackConfig, name: string): string =>
  join(config.content.path, 'applications', `${name}.yaml`);

/** An application may be called `constructor`. */
const overrideOf = ({ applications }: StackConfig, name: string): PlainObject | undefined =>
  Object.hasOwn(applications, name) ? applications[name] : undefined;

const selectionFaults = (
  config: StackConfig,
  known: readonly string[],
  chosen: ReadonlySet<string>,
): string[] => {
  const { applications } = config.content;
  const listed = applications === 'all' ? [] : applications;
  const missing = listed.flatMap((name, index) =>
    known.includes(name)
      ? []
      : [
          `${configKey(['content', 'applications', index])}: no file ${shownFile(config, name)}; ${suggest(name, known)}`,
        ],
  );
  const idle = Object.keys(config.applications).flatMap((name) => {
    if (chosen.has(name)) return [];
    const remedy = known.includes(name)
      ? 'is not selected by observatory:content.applications; add it there or remove the override'
      : `has no file ${shownFile(config, name)}; ${suggest(name, known)}`;
    return [`${configKey(['applications', name])}: ${remedy}`];
  });
  return [...missing, ...idle];
};

/**
 * applications/*.yaml as far as `content.applications` selects them, each with the stack's override merged over it.
 *
 * @throws UserError with every fault of every file and override
 */
export const readApplications = (folder: string, root: string, config: StackConfig): ReadApplications => {
  const { entries, faults } = listYamlFolder(folder, root);
  const names = entries.map(({ name }) => name);
  const selection = config.content.applications;
  const chosen = entries.filter(({ name }) => selection === 'all' || selection.includes(name));
  const chosenNames = new Set(chosen.map(({ name }) => name));
  const [read, wrong] = collectFaults({
    selected: () =>
      readEntries({ entries: chosen, faults }, (file) => readOne(file, overrideOf(config, file.name))),
  });
  const all = [...selectionFaults(config, names, chosenNames), ...wrong];
  if (read === undefined || all.length > 0) throw new UserError(all);
  return { selected: read.selected, unselected: names.filter((name) => !chosenNames.has(name)) };
};
