import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';

import { beforeAll, describe, expect, jest, test } from '@jest/globals';

import { fixture, root, runScript, temporaryFolder, type Run } from './support';

// Every run is a process of its own, which takes long on a busy machine.
jest.setTimeout(120_000);

let repository: string;
let project: string;
let temporary: string;

const git = (...args: string[]) =>
  execFileSync('git', ['-c', 'user.name=t', '-c', 'user.email=t@example.com', ...args], {
    cwd: repository,
  }).toString();

function commit(): void {
  git('add', '--all');
  git('commit', '--quiet', '--message', 'change');
}

/** Worktrees are made below TMPDIR, so what is left behind is seen. */
function diff(
  args: readonly string[],
  onStart?: (kill: (signal: NodeJS.Signals) => void) => void,
): Promise<Run> {
  const env = {
    TMPDIR: temporary,
    npm_config_registry: 'http://127.0.0.1:9/',
    npm_config_fetch_retries: '0',
  };
  return runScript(['plan', '--program', project, '--stack', 'dev', ...args], {
    env,
    ...(onStart === undefined ? {} : { onStart }),
  });
}

function expectNothingLeft(): void {
  expect(readdirSync(temporary)).toEqual([]);
  expect(git('worktree', 'list', '--porcelain').match(/^worktree /gm)).toHaveLength(1);
}

function edit(file: string, change: (text: string) => string): void {
  const full = path.join(project, file);
  writeFileSync(full, change(readFileSync(full, 'utf8')));
}

beforeAll(() => {
  repository = temporaryFolder();
  temporary = temporaryFolder();
  // Not at the top of the repository, as in a monorepo.
  project = path.join(repository, 'infra');
  cpSync(fixture, project, { recursive: true });
  symlinkSync(path.join(root, 'node_modules'), path.join(project, 'node_modules'));
  writeFileSync(path.join(repository, '.gitignore'), 'node_modules\n');
  git('init', '--quiet', '--initial-branch', 'main');
  commit();
  git('tag', 'first');
});

describe('--diff against a git ref', () => {
  test('finds no change where there is none, with exit code 0', async () => {
    const { code, out, err } = await diff(['--diff', 'main']);
    expect([code, out, err]).toEqual([0, 'dev against main: no change\n', '']);
    expectNothingLeft();
  });

  test('runs the old program and shows what changes, with exit code 2', async () => {
    edit('index.ts', (text) =>
      text.replace("for: '5m'", "for: '10m'").replace('replicas: args.replicas', 'replicas: 2'),
    );
    const { code, out } = await diff(['--diff', 'first']);
    expect(code).toBe(2);
    expect(out).toBe(`dev against first: 0 added, 0 removed, 2 changed

Resources
  ~ Release prometheus  values
  ~ PrometheusRule rules-platform  spec.groups

Chart values
  ~ prometheus
      ~ prometheus.prometheusSpec.replicas: 1 → 2

Rules
  ~ alert TargetDown  (platform/targets)
      ~ for: 5m → 10m
`);
    expectNothingLeft();
  });

  test('gives the same as JSON, and the same against a folder that --out wrote', async () => {
    const folder = path.join(temporaryFolder(), 'old');
    git('stash', '--quiet');
    expect((await diff(['--out', folder])).code).toBe(0);
    git('stash', 'pop', '--quiet');
    const [ref, out] = [await diff(['--diff', 'first', '--json']), await diff(['--diff', folder, '--json'])];
    expect([ref.code, out.code]).toEqual([2, 2]);
    expect(out.out).toBe(ref.out);
    const changes = JSON.parse(ref.out) as { rules: { changed: { name: string }[] } };
    expect(changes.rules.changed.map(({ name }) => name)).toEqual(['TargetDown']);
  });

  test('takes the configuration file of the old version too', async () => {
    const file = path.join(repository, 'other.yaml');
    cpSync(path.join(project, 'Pulumi.dev.yaml'), file);
    commit();
    writeFileSync(file, readFileSync(file, 'utf8').replace('owner: platform', 'owner: core'));
    const { code, out } = await diff(['--config-file', file, '--diff', 'main']);
    expect(code).toBe(2);
    expect(out).toContain('~ context: platform-dev → core-dev');
    expect(out).toContain('~ owner: platform → core');
    git('checkout', '--quiet', 'other.yaml');
  });

  test('says what is wrong when the ref is none', async () => {
    const { code, err } = await diff(['--diff', 'absent']);
    expect([code, err]).toEqual([
      1,
      '--diff absent: neither a folder nor a git ref of this checkout. Name one that exists.\n',
    ]);
  });

  test('says what is wrong when the old version does not know the stack', async () => {
    cpSync(path.join(project, 'Pulumi.dev.yaml'), path.join(project, 'Pulumi.new.yaml'));
    const { code, err } = await runScript(
      ['plan', '--program', project, '--stack', 'new', '--diff', 'first'],
      { env: { TMPDIR: temporary } },
    );
    expect(code).toBe(1);
    expect(err).toBe(
      'The program of first does not plan:\nThere is no stack "new" (infra/Pulumi.new.yaml does not exist). There are: dev.\n',
    );
    expectNothingLeft();
  });

  test('needs a network only when the packages differ, and says so without one', async () => {
    const lock = (version: string) =>
      JSON.stringify({
        name: 'fixture',
        lockfileVersion: 3,
        packages: {
          '': { name: 'fixture', version, dependencies: { 'left-pad': version } },
          'node_modules/left-pad': {
            version,
            resolved: `http://127.0.0.1:9/left-pad-${version}.tgz`,
            integrity: 'sha512-AAAA',
          },
        },
      });
    const manifest = (version: string) =>
      JSON.stringify({
        name: 'fixture',
        private: true,
        main: 'index.ts',
        dependencies: { 'left-pad': version },
      });
    writeFileSync(path.join(project, 'package-lock.json'), lock('1.0.0'));
    writeFileSync(path.join(project, 'package.json'), manifest('1.0.0'));
    commit();
    writeFileSync(
      path.join(project, 'package-lock.json'),
      lock('1.0.0').replace('"fixture","version":"1.0.0"', '"renamed"'),
    );
    expect((await diff(['--diff', 'main'])).code).toBe(0);
    writeFileSync(path.join(project, 'package-lock.json'), lock('1.1.0'));
    const { code, err } = await diff(['--diff', 'main']);
    expect(code).toBe(1);
    expect(err).toContain('main wants other packages than this checkout (package-lock.json differs).');
    expect(err).toContain('the npm registry is not reachable');
    expect(err).toContain('--diff main: its packages could not be installed, see above.');
    expectNothingLeft();
    git('checkout', '--quiet', '.');
  }, 60_000);

  test.each(['SIGINT', 'SIGTERM'] as const)('leaves nothing behind after %s', async (signal) => {
    // The old program waits for ever, so that the signal always comes in the middle.
    edit(
      'index.ts',
      (text) =>
        `${text}\nsetInterval(() => undefined, 1000);\nexport const never = new Promise(() => undefined);\n`,
    );
    commit();
    edit('index.ts', (text) => text.replace(/\nsetInterval[\s\S]*$/, '\n'));
    const run = await diff(['--diff', 'main'], (kill) => {
      const poll = setInterval(() => {
        const [made] = readdirSync(temporary);
        if (made === undefined || !existsSync(path.join(temporary, made, 'tree/infra/node_modules'))) return;
        clearInterval(poll);
        setTimeout(() => {
          kill(signal);
        }, 1_500);
      }, 20);
    });
    expect(run.code).not.toBe(0);
    expect(run.out).toBe('');
    expectNothingLeft();
  });
});
