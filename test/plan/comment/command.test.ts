import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, jest, test } from '@jest/globals';

import { runScript, temporaryFolder } from '../support';

// Every run is a process of its own, which takes long on a busy machine.
jest.setTimeout(240_000);

test('the comment is written for the stacks that plan and for those that do not, and the exit code says so', async () => {
  const file = path.join(temporaryFolder(), 'comment.md');
  const { code, err } = await runScript([
    'comment',
    ...['--diff', 'HEAD', '--stack', 'dev', '--stack', 'nowhere', '--out', file],
  ]);
  expect(err).toContain('dev against HEAD …');
  const text = readFileSync(file, 'utf8');
  expect(text).toContain('<!-- observatory: plan -->\n## What this changes, against HEAD\n\n### dev: ');
  expect(text).toContain('### nowhere: does not plan');
  expect(code).toBe(1);
});

test('without a version to compare with it says what to add', async () => {
  const { code, err } = await runScript(['comment']);
  expect([code, err.trim()]).toEqual([1, 'Against which version? Add --diff <ref>, for instance main.']);
});

test.each([
  [['--format', 'yaml'], '--format yaml: write text, json, markdown.'],
  [['--format', 'markdown'], '--format markdown shows what changes; add --diff <ref>.'],
])('plan %j is refused', async (args, says) => {
  const { code, err } = await runScript(['plan', '--stack', 'dev', ...args]);
  expect([code, err.trim()]).toEqual([1, says]);
});
