import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';

import { UserError } from '../config/errors';
import { accepts, CONFIG_TYPES, typeName, type ConfigType } from './configType';
import { parseGoYaml, type YamlFile } from './goYaml';
import { isArray, isObject, type Json, type JsonObject } from './json';
import { shownPath } from './shown';

/** One key that Pulumi.yaml declares. */
export interface DeclaredKey {
  /** With its namespace: `observatory:metrics`. */
  readonly key: string;
  readonly type?: ConfigType;
  readonly secret: boolean;
  /** `default` of a key of the project, `value` of a key of a provider. */
  readonly value?: Json;
  readonly line: number;
}

/** What Pulumi.yaml says, as far as it decides what a program receives. */
export interface Project {
  readonly name: string;
  readonly folder: string;
  /** As messages name it: relative to the working directory. */
  readonly file: string;
  /** Folder of the stack files, when it is not the project's. */
  readonly stackConfigDir?: string;
  /** Module to run, relative to the project; Pulumi's default is package.json's `main`. */
  readonly main?: string;
  readonly keys: readonly DeclaredKey[];
}

/**
 * Reads Pulumi.yaml with the checks of the CLI.
 *
 * @throws UserError with file, line and key
 */
export function readProject(folder: string): Project {
  const full = path.join(folder, 'Pulumi.yaml');
  const file = shownPath(full);
  if (!existsSync(full)) {
    throw new UserError([`${file} does not exist: ${folder} is no Pulumi project. Run the command in one.`]);
  }
  const yaml = parseGoYaml(readFileSync(full, 'utf8'), file);
  const root = isObject(yaml.value) ? yaml.value : {};
  const { name, main, stackConfigDir } = root;
  if (typeof name !== 'string' || name === '') {
    throw new UserError([`${file}: the project has no name. Add "name: <name>".`]);
  }
  const faults: string[] = [];
  const config = root['config'] ?? {};
  const declared = isObject(config) ? Object.entries(config) : [];
  if (!isObject(config)) faults.push(`${file}:${String(yaml.lineOf(['config']))}: config is no map of keys.`);
  const keys = declared.map(([key, declaration]) => declaredKey(name, key, declaration, yaml, faults));
  if (faults.length > 0) throw new UserError(faults);
  return {
    name,
    folder,
    file,
    ...(typeof main === 'string' ? { main } : {}),
    ...(typeof stackConfigDir === 'string' ? { stackConfigDir } : {}),
    keys,
  };
}

/** `<namespace>:<name>`; a key without namespace is the project's. Undefined when it is neither. */
export function fullKey(project: string, key: string): string | undefined {
  const parts = key.split(':');
  if (parts.length === 1) return `${project}:${key}`;
  if (parts.length === 2) return key;
  const [namespace = '', middle, name = ''] = parts;
  return parts.length === 3 && middle === 'config' ? `${namespace}:${name}` : undefined;
}

function declaredKey(
  project: string,
  name: string,
  declaration: Json,
  yaml: YamlFile,
  faults: string[],
): DeclaredKey {
  const line = yaml.lineOf(['config', name]);
  const fault = (message: string) =>
    faults.push(`${yaml.file}:${String(line)}: config key ${name}: ${message}`);
  const key = fullKey(project, name);
  if (key === undefined || /[.[]/.test(name)) {
    fault('is not of the form <namespace>:<name>. Rename it.');
    return { key: name, secret: false, line };
  }
  const own = key.startsWith(`${project}:`);
  const full = expanded(declaration, own);
  if (full === undefined) {
    fault('declares neither a value nor a type. Write a type, a default, or a map with these.');
    return { key, secret: false, line };
  }
  const type = configType(full);
  if (typeof type === 'string') fault(type);
  const { default: fallback = null, value = null, secret } = full;
  if (fallback !== null && value !== null) fault('has both a default and a value. Keep one of them.');
  if (!own && type !== undefined) fault('belongs to another namespace and cannot have a type. Remove it.');
  if (!own && fallback !== null) fault('belongs to another namespace: write value instead of default.');
  if (!own && value === null) fault('belongs to another namespace and needs a value.');
  if (own && typeof type === 'object' && fallback !== null && !accepts(type, fallback)) {
    fault(`the default is not of the type ${typeName(type)}. Correct one of them.`);
  }
  const given = fallback ?? value;
  return {
    key,
    ...(typeof type === 'object' ? { type } : {}),
    secret: secret === true,
    ...(given === null ? {} : { value: given }),
    line,
  };
}

/** A bare value is a default for a key of the project, and a value for one of a provider. */
function expanded(declaration: Json, own: boolean): JsonObject | undefined {
  if (isObject(declaration)) return declaration;
  const bare = isArray(declaration) || ['string', 'boolean'].includes(typeof declaration);
  if (!bare && !(typeof declaration === 'number' && Number.isInteger(declaration))) return undefined;
  return own ? { default: declaration } : { value: declaration };
}

/** The declared type, undefined without one, or what is wrong with it. */
function configType({ type, items }: JsonObject): ConfigType | string | undefined {
  if (type === undefined) return undefined;
  if (typeof type !== 'string' || !CONFIG_TYPES.includes(type)) {
    return `the type ${JSON.stringify(type)} is none of ${CONFIG_TYPES.join(', ')}.`;
  }
  const kind = type as ConfigType['type'];
  if (kind !== 'array') return { type: kind };
  const element = isObject(items) ? configType(items) : undefined;
  if (element === undefined) return 'an array needs "items: {type: …}".';
  return typeof element === 'string' ? element : { type: kind, items: element };
}
