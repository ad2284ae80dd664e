import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

import { UserError } from '../config/errors';
import { accepts, typeName } from './configType';
import { parseGoYaml, type YamlFile } from './goYaml';
import { formatPath, isArray, isObject, sortKeys, type Json, type JsonObject, type Path } from './json';
import { passphraseDecrypter, passphraseOf, type Decrypt } from './passphrase';
import { fullKey, type Project } from './project';
import { shownPath } from './shown';

/** A secret that is in the stack file and could not be decrypted here. */
export interface LockedSecret {
  /** Full key path: `observatory:secrets.slack.default`. */
  readonly path: string;
  readonly line: number;
}

/** What a stack's program receives. */
export interface Stack {
  readonly name: string;
  readonly project: Project;
  /** Of the stack, as messages name it. */
  readonly file: string;
  /** Full key → text; objects and arrays as JSON with sorted keys, as the CLI hands them over. */
  readonly config: Readonly<Record<string, string>>;
  /** Keys that hold a secret anywhere. */
  readonly secretKeys: readonly string[];
  /** The decrypted values, which must not be shown. */
  readonly secrets: readonly string[];
  readonly locked: readonly LockedSecret[];
  readonly warnings: readonly string[];
}

export interface StackOptions {
  readonly stack: string;
  /** Instead of Pulumi.<stack>.yaml, relative to the working directory. */
  readonly configFile?: string;
  /** Where the passphrase is looked up. @default process.env */
  readonly environment?: NodeJS.ProcessEnv;
}

/** Stands for a secret whose value is not known here. */
export function secretPlaceholder(keyPath: string): string {
  return `<secret ${keyPath}>`;
}

/** The names of all stacks that have a file, sorted. */
export function stackNames(project: Project): string[] {
  return readdirSync(stackFolder(project))
    .flatMap((file) => /^Pulumi\.(.+)\.yaml$/.exec(file)?.[1] ?? [])
    .sort();
}

function stackFolder(project: Project): string {
  return path.join(project.folder, project.stackConfigDir ?? '');
}

/** Where the CLI looks for the configuration of a stack. */
export function stackFilePath(project: Project, { stack, configFile }: StackOptions): string {
  if (configFile !== undefined) return path.resolve(configFile);
  // A name may be qualified: <organisation>/<project>/<stack>.
  return path.join(stackFolder(project), `Pulumi.${stack.split('/').at(-1) ?? stack}.yaml`);
}

/**
 * Reads the configuration of a stack as the Pulumi CLI would: keys of the stack replace the project's
 * defaults whole, every declared key needs a value, declared types and `secret: true` are checked.
 * Secrets are decrypted when a passphrase is given, and replaced by `secretPlaceholder` otherwise.
 *
 * @throws UserError with file, line, key and remedy; several faults at once
 */
export function readStack(project: Project, options: StackOptions): Stack {
  const full = stackFilePath(project, options);
  const file = shownPath(full);
  if (!existsSync(full)) throw new UserError([absentStack(project, options, file)]);
  const yaml = parseGoYaml(readFileSync(full, 'utf8'), file);
  const root = yaml.value ?? {};
  if (!isObject(root))
    throw new UserError([`${file}:1: is no map. It needs "config:" with the keys below it.`]);
  const reader = new StackReader(project, yaml, decrypter(root, file, options.environment ?? process.env));
  reader.readConfig(root['config'] ?? {});
  const environments = root['environment'];
  reader.applyProject(options.stack, environments !== undefined);
  if (reader.faults.length > 0) throw new UserError(reader.faults);
  return {
    name: options.stack.split('/').at(-1) ?? options.stack,
    project,
    file,
    config: Object.fromEntries([...reader.values].map(([key, { text }]) => [key, text])),
    secretKeys: [...reader.values].filter(([, { secure }]) => secure).map(([key]) => key),
    secrets: reader.secrets,
    locked: reader.locked,
    warnings: [...fileWarnings(root, yaml), ...reader.warnings],
  };
}

function absentStack(project: Project, { stack, configFile }: StackOptions, file: string): string {
  if (configFile !== undefined) return `${file} does not exist. Correct --config-file.`;
  const names = stackNames(project);
  const there = names.length === 0 ? 'There is none yet' : `There are: ${names.join(', ')}`;
  return `There is no stack "${stack}" (${file} does not exist). ${there}.`;
}

/** Undefined when the secrets cannot be decrypted here. */
function decrypter(root: JsonObject, file: string, environment: NodeJS.ProcessEnv): Decrypt | undefined {
  const passphrase = passphraseOf(environment);
  const { encryptionsalt: salt, secretsprovider: provider } = root;
  const other = typeof provider === 'string' && provider !== '' && provider !== 'passphrase';
  if (passphrase === undefined || typeof salt !== 'string' || other) return undefined;
  return passphraseDecrypter(passphrase, salt, file);
}

const KNOWN = ['config', 'encryptedkey', 'encryptionsalt', 'environment', 'secretsprovider'];

function fileWarnings(root: JsonObject, yaml: YamlFile): string[] {
  return Object.entries(root).flatMap(([key, value]) => {
    const where = `${yaml.file}:${String(yaml.lineOf([key]))}`;
    if (key === 'environment') {
      const names = isArray(value) ? ` (${value.map(String).join(', ')})` : '';
      return [`${where}: environments${names} are resolved by Pulumi Cloud; what they set is missing here`];
    }
    return KNOWN.includes(key) ? [] : [`${where}: ${key} is no key of a stack file; the CLI ignores it`];
  });
}

interface Value {
  /** What the program receives. */
  readonly text: string;
  /** For the check of the declared type: text for a scalar. */
  readonly content: Json;
  readonly secure: boolean;
  /** The whole value is a secret that could not be decrypted, so its type is not known. */
  readonly locked: boolean;
  readonly line: number;
}

class StackReader {
  readonly values = new Map<string, Value>();
  readonly secrets: string[] = [];
  readonly locked: LockedSecret[] = [];
  readonly warnings: string[] = [];
  readonly faults: string[] = [];

  constructor(
    readonly project: Project,
    readonly yaml: YamlFile,
    readonly decrypt: Decrypt | undefined,
  ) {}

  readConfig(config: Json): void {
    if (!isObject(config)) {
      this.#fault(['config'], 'config is no map. Write the keys below it.');
      return;
    }
    for (const [name, value] of Object.entries(config)) {
      const key = fullKey(this.project.name, name);
      if (key === undefined) {
        this.#fault(['config', name], `${name} is not of the form <namespace>:<name>. Rename it.`);
      } else if (this.values.has(key)) {
        this.#fault(['config', name], `${key} is there twice, with and without its namespace. Keep one.`);
      } else this.values.set(key, this.#value(key, name, value));
    }
  }

  /** Adds the project's defaults, then checks what is required. */
  applyProject(stack: string, hasEnvironment: boolean): void {
    for (const { key, type, secret, value, line } of this.project.keys) {
      const given = this.values.get(key);
      if (given === undefined && value !== undefined) {
        const content = isObject(value) || isArray(value) ? value : scalarText(value);
        const text = typeof content === 'string' ? content : JSON.stringify(sortKeys(content));
        this.values.set(key, { text, content, secure: false, locked: false, line });
      }
      const now = this.values.get(key);
      if (now === undefined) {
        if (!key.startsWith(`${this.project.name}:`)) continue;
        const hint = hasEnvironment ? ' (an environment may set it, which is not known here)' : '';
        this.faults.push(
          `${this.yaml.file}: ${key} is missing${hint}. Set it: pulumi config set ${key} <value> --stack ${stack}`,
        );
        continue;
      }
      if (type === undefined) continue;
      const where = given === undefined ? this.project.file : this.yaml.file;
      const place = `${where}:${String(now.line)}: ${key}`;
      if (secret && !now.secure) {
        this.faults.push(
          `${place} must be encrypted. Set it: pulumi config set --secret ${key} --stack ${stack}`,
        );
      }
      if (!now.locked && !accepts(type, now.content)) {
        this.faults.push(`${place} must be of the type ${typeName(type)}. Correct the value.`);
      }
    }
  }

  #value(key: string, name: string, value: Json): Value {
    const line = this.yaml.lineOf(['config', name]);
    if (value === null) {
      this.warnings.push(`${this.yaml.file}:${String(line)}: ${key} has no value; the program receives ""`);
    }
    const before = this.secrets.length + this.locked.length;
    const lockedBefore = this.locked.length;
    const content = this.#unlock(key, ['config', name], value);
    const secure = this.secrets.length + this.locked.length > before;
    const structured = isObject(content) || isArray(content);
    const text = structured ? JSON.stringify(sortKeys(content)) : scalarText(content);
    const locked = !structured && this.locked.length > lockedBefore;
    return { text, content: structured ? content : text, secure, locked, line };
  }

  /** Replaces every `{secure: …}` by its plain value or a placeholder. */
  #unlock(key: string, at: Path, value: Json): Json {
    if (isArray(value)) return value.map((item, index) => this.#unlock(key, [...at, index], item));
    if (!isObject(value)) return value;
    const ciphertext = value['secure'];
    if (typeof ciphertext === 'string' && Object.keys(value).length === 1) {
      return this.#plain(key, at, ciphertext);
    }
    const entries = Object.entries(value);
    return Object.fromEntries(entries.map(([name, item]) => [name, this.#unlock(key, [...at, name], item)]));
  }

  #plain(key: string, at: Path, ciphertext: string): string {
    const keyPath = formatPath([key, ...at.slice(2)]);
    if (this.decrypt === undefined) {
      this.locked.push({ path: keyPath, line: this.yaml.lineOf(at) });
      return secretPlaceholder(keyPath);
    }
    try {
      const plain = this.decrypt(ciphertext);
      this.secrets.push(plain);
      return plain;
    } catch {
      this.#fault(at, `${keyPath} cannot be decrypted with this stack's key. Set it again with --secret.`);
      return '';
    }
  }

  #fault(at: Path, message: string): void {
    this.faults.push(`${this.yaml.file}:${String(this.yaml.lineOf(at))}: ${message}`);
  }
}

/** A scalar reaches the program as text; null as the empty one. */
function scalarText(value: Json): string {
  if (value === null) return '';
  return typeof value === 'string' ? value : JSON.stringify(value);
}
