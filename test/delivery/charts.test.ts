import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { parse } from 'yaml';

/*
 * What charts.yml does after the refresh, with the very lines of its steps: a patch is made in one clone and committed from
 * another, which has the right to write.
 */

const file = join(__dirname, '../../.github/workflows/charts.yml');
const { jobs } = parse(readFileSync(file, 'utf8')) as {
  jobs: Record<string, { steps: { run?: string }[] }>;
};
const scriptOf = (job: string, begins: string): string =>
  jobs[job]?.steps.map(({ run = '' }) => run).find((run) => run.startsWith(begins)) ?? 'exit 9';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'observatory-charts-'));
  shell(
    '.',
    'git init -q --bare origin; git clone -q origin refresh 2>/dev/null; git -C refresh checkout -q -b renovate/x',
  );
  write('refresh', 'charts/known/a.json', 'old\n');
  write('refresh', '.github/workflows/deploy.yml', 'ours\n');
  shell(
    'refresh',
    'git add .; git -c user.name=t -c user.email=t@example.com commit -qm first; git push -q -u origin HEAD',
  );
  shell('.', 'git clone -q -b renovate/x origin commit');
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

const shell = (where: string, script: string): number => {
  const { status, stderr } = spawnSync('bash', ['-eo', 'pipefail', '-c', script], {
    cwd: join(folder, where),
    encoding: 'utf8',
    env: { PATH: process.env['PATH'], HOME: folder, RUNNER_TEMP: join(folder, 'refresh') },
  });
  if (status !== 0) throw new Error(stderr);
  return status;
};
const write = (where: string, name: string, text: string): void => {
  const place = join(folder, where, name);
  mkdirSync(dirname(place), { recursive: true });
  writeFileSync(place, text);
};
const onBranch = (what: string): string =>
  spawnSync('git', ['-C', join(folder, 'origin'), 'show', `renovate/x:${what}`], { encoding: 'utf8' }).stdout;
const lastCommit = (): string =>
  spawnSync('git', ['-C', join(folder, 'origin'), 'log', '-1', '--format=%ae %s', 'renovate/x'], {
    encoding: 'utf8',
  }).stdout.trim();

const refreshAndCommit = (): void => {
  shell('refresh', scriptOf('refresh', 'git diff'));
  shell('commit', scriptOf('commit', 'git apply'));
};

test('what the refresh has written is committed, as one whom Renovate ignores', () => {
  write('refresh', 'charts/known/a.json', 'new\n');
  refreshAndCommit();
  expect(onBranch('charts/known/a.json')).toBe('new\n');
  const [author = ''] = lastCommit().split(' ');
  const { gitIgnoredAuthors } = JSON.parse(readFileSync(join(__dirname, '../../renovate.json'), 'utf8')) as {
    gitIgnoredAuthors: string[];
  };
  expect(gitIgnoredAuthors).toEqual([author]);
});

test('where nothing is new nothing is committed', () => {
  refreshAndCommit();
  expect(lastCommit()).toBe('t@example.com first');
});

test('what else a patch holds is left out', () => {
  write('refresh', 'charts/known/a.json', 'new\n');
  write('refresh', '.github/workflows/deploy.yml', 'theirs\n');
  refreshAndCommit();
  expect(onBranch('charts/known/a.json')).toBe('new\n');
  expect(onBranch('.github/workflows/deploy.yml')).toBe('ours\n');
});
