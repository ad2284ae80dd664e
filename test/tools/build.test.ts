import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { UserError } from '../../config/errors';
import { ensureProgram, ensurePrograms } from '../../tools/build';
import { cachedProgram, cacheFolder } from '../../tools/cache';
import type { BuildEvent } from '../../tools/progress';
import { fakeGo, sandbox, type Sandbox } from './support/fakeGo';

let box: Sandbox;
const silent = (): void => undefined;

beforeEach(() => {
  box = sandbox();
});
afterEach(() => {
  box.remove();
});

const builds = (): string[] => box.goCalls().filter((call) => call.startsWith('build '));
const leftovers = (): string[] =>
  ['tmp', 'lock'].flatMap((name) => {
    const folder = path.join(box.cache, name);
    return existsSync(folder) ? readdirSync(folder) : [];
  });
const fault = async (work: Promise<unknown>): Promise<string> => {
  const error: unknown = await work.catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(UserError);
  return (error as UserError).message;
};

describe('a program on PATH', () => {
  test('is used when it is of the pinned version, without asking for Go', async () => {
    const file = box.install('promtool', 'echo "promtool, version 3.14.0 (branch: HEAD)"');
    expect(await ensureProgram('promtool', { environment: box.environment })).toBe(file);
    expect(box.goCalls()).toEqual([]);
  });

  test('is used when it prints its version on stderr', async () => {
    const file = box.install('amtool', 'echo "amtool, version 0.34.2" >&2');
    expect(await ensureProgram('amtool', { environment: box.environment })).toBe(file);
  });

  test.each([
    ['of another version', 'echo "promtool, version 3.13.0"'],
    ['that fails', 'echo "promtool, version 3.14.0"; exit 3'],
  ])('%s is left alone and the pinned one is built', async (_title, script) => {
    box.install('promtool', script);
    box.install('go', fakeGo());
    const file = await ensureProgram('promtool', { environment: box.environment, onProgress: silent });
    expect(file).toBe(cachedProgram('promtool', box.environment));
  });
});

describe('a build', () => {
  test('puts the program into the cache once; after that Go is not called', async () => {
    box.install('go', fakeGo());
    const options = { environment: box.environment, onProgress: silent };
    const file = await ensureProgram('operator', options);
    expect(file.startsWith(path.join(cacheFolder(box.environment), 'bin', 'operator-0.93.1-'))).toBe(true);
    expect(existsSync(file)).toBe(true);
    const calls = box.goCalls().length;
    expect(await ensureProgram('operator', options)).toBe(file);
    expect(box.goCalls()).toHaveLength(calls);
    expect(leftovers()).toEqual([]);
  });

  test('makes programs of one family together and families one after the other', async () => {
    box.install('go', fakeGo());
    const paths = await ensurePrograms(['promtool', 'operator', 'prometheus'], {
      environment: box.environment,
      onProgress: silent,
    });
    expect(Object.keys(paths).sort()).toEqual(['operator', 'prometheus', 'promtool']);
    expect(builds()).toHaveLength(2);
    expect(builds()[0]).toMatch(/ \.$/);
    expect(builds()[1]).toMatch(/cmd\/prometheus \S+cmd\/promtool$/);
  });

  test('happens once when two want the same program', async () => {
    box.install('go', fakeGo({ build: 'sleep 1; echo built > "$out/operator"' }));
    const events: BuildEvent[] = [];
    const options = { environment: box.environment, onProgress: (event: BuildEvent) => events.push(event) };
    const [first, second] = await Promise.all([
      ensureProgram('operator', options),
      ensureProgram('operator', options),
    ]);
    expect(first).toBe(second);
    expect(builds()).toHaveLength(1);
    expect(events.some((event) => event.phase === 'wait')).toBe(true);
  });

  test('tells what it does: start with an estimate, downloads, packages, end', async () => {
    box.install('go', fakeGo());
    const events: BuildEvent[] = [];
    await ensureProgram('operator', {
      environment: box.environment,
      onProgress: (event) => events.push(event),
    });
    expect(events[0]).toMatchObject({ phase: 'start', programs: ['operator'] });
    expect(events).toContainEqual(expect.objectContaining({ phase: 'download', modules: 1 }));
    expect(events).toContainEqual(expect.objectContaining({ phase: 'compile', packages: 1, of: 2 }));
    expect(events.at(-1)).toMatchObject({ phase: 'done' });
  });

  test('ignores GOFLAGS that would change the module graph, keeps the others, and needs no C compiler', async () => {
    box.install('go', `echo "GOFLAGS=$GOFLAGS CGO=$CGO_ENABLED WORK=$GOWORK" >> "$GO_LOG"\n${fakeGo()}`);
    await ensureProgram('operator', {
      environment: { ...box.environment, GOFLAGS: '-mod=mod -modcacherw -p=1' },
      onProgress: silent,
    });
    expect(box.goCalls()).toContain('GOFLAGS=-p=1 CGO=0 WORK=off');
  });

  test('removes what a killed build of the same program left behind', async () => {
    box.install('go', fakeGo({ build: 'exit 1' }));
    const options = { environment: box.environment, onProgress: silent };
    await ensureProgram('operator', options).catch(() => undefined);
    const key = path
      .basename(cachedProgram('operator', box.environment))
      .replace('operator-0.93.1-', 'operator-');
    writeFileSync(path.join(box.cache, 'tmp', `${key}-killed`), 'half a program');
    box.install('go', fakeGo());
    await ensureProgram('operator', options);
    expect(leftovers()).toEqual([]);
  });
});

describe('a build that cannot be', () => {
  test('for want of Go says what to install and what to do instead', async () => {
    const message = await fault(
      ensureProgram('promtool', { environment: { ...box.environment, PATH: path.join(box.folder, 'bin') } }),
    );
    expect(message).toMatch(/No Go toolchain found: it compiles promtool 3\.14\.0 on first use/);
    expect(message).toMatch(
      /Install Go 1\.26 or newer from https:\/\/go\.dev\/dl, or put promtool 3\.14\.0 on PATH/,
    );
  });

  test('does not offer PATH for our own program', async () => {
    const environment = { ...box.environment, PATH: path.join(box.folder, 'bin') };
    expect(await fault(ensureProgram('operator', { environment }))).not.toContain('on PATH');
  });

  test('because Go is too old says which it is and which it must be', async () => {
    box.install('go', fakeGo({ version: '1.25.9' }));
    const message = await fault(ensureProgram('promtool', { environment: box.environment }));
    expect(message).toMatch(/too old for promtool 3\.14\.0: it is 1\.25\.9\. Install Go 1\.26 or newer/);
  });

  test('for want of a network says so', async () => {
    const line =
      'go: github.com/x/y@v1: Get "https://mirror.example.org/x": dial tcp: lookup mirror: no such host';
    box.install('go', fakeGo({ build: `echo '${line}' >&2; exit 1` }));
    const environment = { ...box.environment, GOPROXY: 'https://mirror.example.org' };
    const message = await fault(ensureProgram('promtool', { environment, onProgress: silent }));
    expect(message).toContain('No network to download the Go modules of promtool 3.14.0');
    expect(message).toContain('GOPROXY: https://mirror.example.org');
    expect(message).toContain(line);
  });

  test('shows the first lines of the compiler that say something', async () => {
    const build = `echo '# example.org/module' >&2; echo './a.go:3:1: undefined: b' >&2; seq 1 100 | sed 's/^/line: /' >&2; exit 1`;
    box.install('go', fakeGo({ build }));
    const message = await fault(
      ensureProgram('operator', { environment: box.environment, onProgress: silent }),
    );
    expect(message).toMatch(
      /^Building operator 0\.93\.1 failed:\n {2}# example\.org\/module\n {2}\.\/a\.go:3:1/,
    );
    expect(message.split('\n').length).toBeLessThan(20);
    expect(leftovers()).toEqual([]);
  });

  test('because it is interrupted ends what Go started and leaves no half file', async () => {
    const marker = path.join(box.folder, 'compiler-ended-by-itself');
    box.install('go', fakeGo({ build: `echo half > "$out/operator"; sleep 20; touch ${marker}` }));
    const controller = new AbortController();
    const began = Date.now();
    const message = fault(
      ensureProgram('operator', {
        environment: box.environment,
        signal: controller.signal,
        onProgress: (event) => {
          if (event.phase === 'compile' && event.packages > 0) controller.abort();
        },
      }),
    );
    expect(await message).toBe('Building operator 0.93.1 was interrupted.');
    expect(Date.now() - began).toBeLessThan(10_000);
    expect(existsSync(marker)).toBe(false);
    expect(existsSync(cachedProgram('operator', box.environment))).toBe(false);
    expect(leftovers()).toEqual([]);
  });
});
