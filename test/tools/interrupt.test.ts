import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { spawn } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fakeGo, sandbox, type Sandbox } from './support/fakeGo';

const root = path.join(__dirname, '..', '..');
let box: Sandbox;

beforeEach(() => {
  box = sandbox();
});
afterEach(() => {
  box.remove();
});

test.each(['SIGINT', 'SIGTERM'] as const)(
  '%s ends a build that a script waits for, with nothing left',
  async (name) => {
    const late = path.join(box.folder, 'compiled-on');
    box.install('go', fakeGo({ build: `sleep 5; touch ${late}; echo built > "$out/operator"` }));
    const script = spawn(process.execPath, ['scripts/run.mjs', 'tool', 'operator'], {
      cwd: root,
      env: { ...process.env, ...box.environment },
      stdio: 'ignore',
    });
    const ended = new Promise<string>((resolve) => {
      script.once('exit', (code, signal) => {
        resolve(signal ?? String(code));
      });
    });
    while (!box.goCalls().some((call) => call.startsWith('build '))) await sleep(50);
    script.kill(name);
    expect(await ended).toBe(name);
    const tmp = path.join(box.cache, 'tmp');
    expect(existsSync(tmp) ? readdirSync(tmp) : []).toEqual([]);
    expect(readdirSync(path.join(box.cache, 'lock'))).toEqual([]);
    await sleep(5_500);
    expect(existsSync(late)).toBe(false);
    expect(existsSync(path.join(box.cache, 'bin'))).toBe(false);
  },
);
