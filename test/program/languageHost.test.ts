import path from 'node:path';

import { describe, expect, jest, test } from '@jest/globals';

import type { EvaluateOptions, Evaluation } from '../../plan/evaluate';
import { readProject } from '../../plan/project';
import { record } from '../../plan/recorder';
import type { RecordedResource } from '../../plan/recording';
import { readStack } from '../../plan/stackFile';
import { runInLanguageHost } from './engine';

const root = path.join(__dirname, '../..');
const fixture = path.join(__dirname, '../plan/fixtures/project');

// Each run is a process of its own that loads the whole SDK, which takes long on a busy machine.
jest.setTimeout(240_000);

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

  test.each(['dev', 'prod'])('accepts stack %s, with the settings that `pulumi up` uses', async (name) => {
    const options = { folder: root, stack: name, environment: {} };
    const { stack, recording } = await evaluated(options);
    const run = await runInLanguageHost(stack, {
      tsconfig: 'tsconfig.pulumi.json',
      environment: { OBSERVATORY_MISSING_SECRETS: 'placeholder' },
    });
    expect(run.stderr).toBe('');
    expect(run.code).toBe(0);
    expect(run.messages).toEqual(recording.logs.map(({ severity, message }) => `${severity}: ${message}`));
    expect(sorted(run.resources)).toEqual(sorted(recording.resources));
  });

  test('refuses stack prod without its secrets, with one message that says how to set them', async () => {
    const stack = readStack(readProject(root), { stack: 'prod', environment: {} });
    const run = await runInLanguageHost(stack, { tsconfig: 'tsconfig.pulumi.json' });
    expect(run.code).toBe(32);
    const errors = run.messages.filter((message) => message.startsWith('error: '));
    expect(errors).toHaveLength(1);
    expect(errors[0]).toContain('pulumi config set --secret --path observatory:secrets.pagerduty.default');
    expect(errors[0]).not.toMatch(/^\s+at /m);
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

/** Evaluates with modules of its own: a program runs when it is loaded, and is loaded only once. */
async function evaluated(options: EvaluateOptions): Promise<Evaluation> {
  let evaluation: Evaluation | undefined;
  await jest.isolateModulesAsync(async () => {
    const { evaluate } = await import('../../plan/evaluate');
    evaluation = await evaluate(options);
  });
  if (evaluation === undefined) throw new Error('not evaluated');
  return evaluation;
}

function sorted(resources: readonly RecordedResource[]): RecordedResource[] {
  return resources.toSorted((a, b) => (a.urn < b.urn ? -1 : 1));
}
