import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';

import { describe, expect, test } from '@jest/globals';

import { root, runScript, temporaryFolder } from '../plan/support';

/** A checkout with nothing but the runner, one script, and a manifest of our choice. */
function checkout(
  script: string,
  { packages = {}, installed = packages }: { packages?: object; installed?: object } = {},
): string {
  const folder = temporaryFolder();
  cpSync(path.join(root, 'scripts/run.mjs'), path.join(folder, 'scripts/run.mjs'));
  cpSync(path.join(root, 'scripts/run'), path.join(folder, 'scripts/run'), { recursive: true });
  writeFileSync(path.join(folder, 'scripts/example.ts'), script);
  writeFileSync(
    path.join(folder, 'package.json'),
    JSON.stringify({ name: 'x', engines: { node: '>=20.20' } }),
  );
  writeFileSync(path.join(folder, 'package-lock.json'), JSON.stringify({ lockfileVersion: 3, packages }));
  mkdirSync(path.join(folder, 'node_modules'));
  symlinkSync(path.join(root, 'node_modules/@swc'), path.join(folder, 'node_modules/@swc'));
  for (const installedFolder of Object.keys(installed))
    mkdirSync(path.join(folder, installedFolder), { recursive: true });
  writeFileSync(
    path.join(folder, 'node_modules/.package-lock.json'),
    JSON.stringify({ packages: installed }),
  );
  return folder;
}

function run(folder: string, args: readonly string[] = ['example'], env: NodeJS.ProcessEnv = {}) {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [path.join(folder, 'scripts/run.mjs'), ...args],
    {
      cwd: folder,
      env: { ...process.env, ...env },
      encoding: 'utf8',
    },
  );
  return { code: status, out: stdout, err: stderr };
}

/** What an exported function of the runner's modules returns; they are ES modules, which jest cannot load. */
function answer(file: string, call: string): unknown {
  const code = `import('${path.join(root, 'scripts/run', file)}').then((m) => console.log(JSON.stringify(m.${call} ?? null)))`;
  return JSON.parse(execFileSync(process.execPath, ['-e', code], { encoding: 'utf8' }));
}

describe('node scripts/run.mjs', () => {
  test('runs a TypeScript script with its arguments and takes its exit code', () => {
    const folder = checkout(
      'export function main(args: readonly string[]): number {\n  console.log(args.join("+"), process.argv.length);\n  return 7;\n}\n',
    );
    expect(run(folder, ['example', 'a', '--b'])).toEqual({ code: 7, out: 'a+--b 4\n', err: '' });
  });

  test('runs a script without main by loading it, and leaves the exit code to it', () => {
    const folder = checkout('setTimeout(() => { process.exitCode = 3; }, 10);\nexport {};\n');
    expect(run(folder).code).toBe(3);
  });

  test('shows a fault of the input as its message, and any other with the position in the source', () => {
    const user = checkout(
      "export async function main(): Promise<void> {\n  throw Object.assign(new Error('correct this'), { name: 'UserError' });\n}\n",
    );
    expect(run(user)).toEqual({ code: 1, out: '', err: 'correct this\n' });
    const other = checkout(
      "interface Gone {\n  readonly a: number;\n}\n// a comment that the compiler drops\nexport function main(_: Gone): void {\n  throw new Error('boom', { cause: new Error('why') });\n}\n",
    );
    const { code, err } = run(other);
    expect(code).toBe(1);
    expect(err).toContain(`Error: boom\n    at main (${other}/scripts/example.ts:6:9)`);
    expect(err).toContain('Caused by Error: why');
  });

  test('does not pass over a promise that is never kept', () => {
    const folder = checkout('export const main = () => new Promise(() => undefined);\n');
    expect(run(folder)).toEqual({
      code: 1,
      out: '',
      err: 'The script ended before its work was done: something it waits for never happens.\n',
    });
  });

  test('names the scripts there are', async () => {
    expect(run(checkout(''), ['absent'])).toEqual({
      code: 1,
      out: '',
      err: 'There is no script "absent"; there are: example.\n',
    });
    expect((await runScript([])).err).toContain('There is no script ""; there are: ');
  });

  test('keeps compiled scripts outside the checkout, and works without a place for them', () => {
    const folder = checkout("export const main = () => console.log('ran');\n");
    const cache = temporaryFolder();
    const before = readdirSync(folder);
    expect(run(folder, ['example'], { OBSERVATORY_CACHE: cache }).out).toBe('ran\n');
    expect(run(folder, ['example'], { OBSERVATORY_CACHE: cache }).out).toBe('ran\n');
    expect(readdirSync(path.join(cache, 'observatory/typescript'))).toHaveLength(2);
    expect(readdirSync(folder)).toEqual(before);
    expect(run(folder, ['example'], { OBSERVATORY_CACHE: '/dev/null' }).out).toBe('ran\n');
  });

  test('says so when packages are missing and the registry is not reachable', () => {
    const packages = {
      'node_modules/left-pad': {
        version: '1.0.0',
        resolved: 'http://127.0.0.1:9/x.tgz',
        integrity: 'sha512-AAAA',
      },
    };
    const folder = checkout('', { packages, installed: {} });
    writeFileSync(
      path.join(folder, 'package.json'),
      JSON.stringify({ name: 'x', engines: { node: '>=20.20' }, dependencies: { 'left-pad': '1.0.0' } }),
    );
    const root = { name: 'x', dependencies: { 'left-pad': '1.0.0' } };
    writeFileSync(
      path.join(folder, 'package-lock.json'),
      JSON.stringify({ lockfileVersion: 3, packages: { '': root, ...packages } }),
    );
    const { code, err } = run(folder, ['example'], {
      npm_config_registry: 'http://127.0.0.1:9/',
      npm_config_fetch_retries: '0',
    });
    expect(code).toBe(1);
    expect(err).toContain('Installing the packages of package-lock.json (left-pad 1.0.0 is missing) …\n');
    expect(err).toContain('The packages could not be installed: the npm registry is not reachable.');
  });
});

describe('what is installed is what package-lock.json says', () => {
  const pad = { version: '1.0.0', integrity: 'sha512-AAAA' };
  const other = { version: '1.1.0', integrity: 'sha512-BBBB' };

  test.each([
    ['all there', { 'node_modules/left-pad': pad }, { 'node_modules/left-pad': pad }, null],
    ['the project itself does not matter', { '': { version: '2' } }, {}, null],
    ['an optional package of another platform', { 'node_modules/a': { ...pad, optional: true } }, {}, null],
    ['one missing', { 'node_modules/left-pad': pad }, {}, 'left-pad 1.0.0 is missing'],
    [
      'another version',
      { 'node_modules/a/node_modules/@s/b': pad },
      { 'node_modules/a/node_modules/@s/b': other },
      '@s/b is 1.1.0, should be 1.0.0',
    ],
  ])('%s', (_title, packages, installed, reason) => {
    expect(answer('packages.mjs', `outdated('${checkout('', { packages, installed })}')`)).toBe(reason);
  });

  test('one whose folder is gone, though npm lists it', () => {
    const folder = checkout('', { packages: { 'node_modules/left-pad': pad } });
    rmSync(path.join(folder, 'node_modules/left-pad'), { recursive: true });
    expect(answer('packages.mjs', `outdated('${folder}')`)).toBe('left-pad 1.0.0 is missing');
  });

  test('nothing installed', () => {
    const folder = checkout('');
    const empty = temporaryFolder();
    cpSync(path.join(folder, 'package-lock.json'), path.join(empty, 'package-lock.json'));
    expect(answer('packages.mjs', `outdated('${empty}')`)).toBe('none are installed');
  });

  test('this checkout', () => {
    expect(answer('packages.mjs', `outdated('${root}')`)).toBeNull();
  });
});

test.each([
  ['20.20.0', null],
  ['20.21.3', null],
  ['22.0.0', null],
  [
    '20.19.9',
    'Node 20.19.9 is too old: this project needs 20.20 or newer (see .nvmrc), from https://nodejs.org.',
  ],
  [
    '18.20.8',
    'Node 18.20.8 is too old: this project needs 20.20 or newer (see .nvmrc), from https://nodejs.org.',
  ],
])('Node %s: %s', (version, fault) => {
  expect(JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8'))).toMatchObject({
    engines: { node: '>=20.20' },
  });
  expect(answer('node.mjs', `nodeFault('${root}', '${version}')`)).toBe(fault);
});
