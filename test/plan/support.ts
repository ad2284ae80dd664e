import { execFileSync, spawn } from 'node:child_process';
import { createCipheriv, pbkdf2Sync, randomBytes } from 'node:crypto';
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { afterAll } from '@jest/globals';

export const root = path.resolve(__dirname, '../..');
export const fixture = path.join(__dirname, 'fixtures/project');

const folders: string[] = [];
afterAll(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

/** A new folder that is gone after the tests of the file. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(path.join(realpathSync(tmpdir()), 'observatory-test-'));
  folders.push(folder);
  return folder;
}

/** A copy of the fixture project that can load the packages of this checkout. */
export function copyOfFixture(): string {
  const folder = path.join(temporaryFolder(), 'project');
  cpSync(fixture, folder, { recursive: true });
  symlinkSync(path.join(root, 'node_modules'), path.join(folder, 'node_modules'));
  return folder;
}

/** Packs a chart into `<name>-<version>.tgz` of a folder. */
export function packChart(
  folder: string,
  name: string,
  version: string,
  files: Readonly<Record<string, string>>,
): void {
  const parent = temporaryFolder();
  const all = { 'Chart.yaml': `apiVersion: v2\nname: ${name}\nversion: ${version}\n`, ...files };
  for (const [file, text] of Object.entries(all)) {
    const place = path.join(parent, name, file);
    mkdirSync(path.dirname(place), { recursive: true });
    writeFileSync(place, text);
  }
  execFileSync('tar', ['czf', path.join(folder, `${name}-${version}.tgz`), '-C', parent, name]);
}

export interface Run {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** Runs `node scripts/run.mjs <args>` without any passphrase but a given one. */
export function runScript(
  args: readonly string[],
  options: {
    readonly env?: NodeJS.ProcessEnv;
    readonly onStart?: (kill: (signal: NodeJS.Signals) => void) => void;
  } = {},
): Promise<Run> {
  const env: NodeJS.ProcessEnv = { ...process.env, NO_COLOR: '1', ...options.env };
  for (const name of ['PULUMI_CONFIG_PASSPHRASE', 'PULUMI_CONFIG_PASSPHRASE_FILE']) {
    if (options.env?.[name] === undefined) Reflect.deleteProperty(env, name);
  }
  const child = spawn(process.execPath, [path.join(root, 'scripts/run.mjs'), ...args], { cwd: root, env });
  options.onStart?.((signal) => child.kill(signal));
  let [out, err] = ['', ''];
  child.stdout.setEncoding('utf8').on('data', (text: string) => (out += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (err += text));
  return new Promise((resolve) => {
    child.once('close', (code) => {
      resolve({ code, out, err });
    });
  });
}

/** Runs the plan of a project folder. */
export function runPlan(
  folder: string,
  args: readonly string[] = [],
  env: NodeJS.ProcessEnv = {},
): Promise<Run> {
  return runScript(['plan', '--program', folder, '--stack', 'dev', ...args], { env });
}

/** Relative path → bytes of every file below a folder. */
export function filesBelow(folder: string): Record<string, string> {
  const names = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)));
  return Object.fromEntries(
    names.sort().map((name) => [name, readFileSync(path.join(folder, name), 'utf8')]),
  );
}

/** Encrypts as `pulumi config set --secret` does with a passphrase; `salt` goes into the stack file. */
export function encryption(passphrase: string): { salt: string; encrypt: (plain: string) => string } {
  const salt = randomBytes(8);
  const key = pbkdf2Sync(passphrase, salt, 1_000_000, 32, 'sha256');
  const encrypt = (plain: string) => {
    const nonce = randomBytes(12);
    const cipher = createCipheriv('aes-256-gcm', key, nonce);
    const data = Buffer.concat([cipher.update(plain, 'utf8'), cipher.final(), cipher.getAuthTag()]);
    return `v1:${nonce.toString('base64')}:${data.toString('base64')}`;
  };
  return { salt: `v1:${salt.toString('base64')}:${encrypt('pulumi')}`, encrypt };
}
