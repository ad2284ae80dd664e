import path from 'node:path';

import { describe, expect, test } from '@jest/globals';

import { readProject } from '../../plan/project';
import { record } from '../../plan/recorder';
import type { RecordedResource } from '../../plan/recording';
import { readStack } from '../../plan/stackFile';
import { runInLanguageHost } from './engine';

const fixture = path.join(__dirname, '../plan/fixtures/project');

describe('Pulumi’s own language entry point', () => {
  test('accepts the program and makes exactly the requests that the recorder sees in process', async () => {
    const stack = readStack(readProject(fixture), { stack: 'dev', environment: {} });
    const run = await runInLanguageHost(stack, { tsconfig: 'tsconfig.json' });
    expect(run.stderr).toBe('');
    expect(run.code).toBe(0);
    expect(run.messages).toEqual(['warning: one replica loses data on every upgrade']);
    const recording = await record(() => import('../plan/fixtures/project/index'), {
      project: 'fixture',
      stack: 'dev',
      config: stack.config,
      secretKeys: stack.secretKeys,
    });
    expect(sorted(run.resources)).toEqual(sorted(recording.resources));
  });

  test('reports a fault of the program without a stack trace, and fails', async () => {
    const stack = readStack(readProject(fixture), { stack: 'dev', environment: {} });
    const config = { ...stack.config, 'fixture:owner': '' };
    const run = await runInLanguageHost({ ...stack, config }, { tsconfig: 'tsconfig.json' });
    // 32 tells the CLI that the message has been shown already.
    expect(run.code).toBe(32);
    expect(run.messages).toEqual(['error: fixture:owner is empty; name who answers']);
  });
});

function sorted(resources: readonly RecordedResource[]): RecordedResource[] {
  return resources.toSorted((a, b) => (a.urn < b.urn ? -1 : 1));
}
