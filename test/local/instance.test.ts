import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { existsSync, mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { openControl } from '../../local/control';
import {
  claimInstance,
  findInstance,
  releaseInstance,
  theInstance,
  type Instance,
} from '../../local/instance';
import type { LoopbackServer } from '../../local/loopback';
import { stateFolders, type StateFolders } from '../../local/state';

let base: string;
let folders: StateFolders;
const servers: LoopbackServer[] = [];
beforeEach(() => {
  base = mkdtempSync(path.join(tmpdir(), 'observatory-test-'));
  folders = stateFolders({ OBSERVATORY_STATE: base });
});
afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.close()));
  rmSync(base, { recursive: true, force: true });
});

/** A run that answers. */
async function aRun(token: string): Promise<Instance> {
  const server = await openControl(token, () => Promise.resolve({ status: 200, body: {} }));
  servers.push(server);
  return { pid: process.pid, startedAt: Date.now(), url: server.url, token };
}

describe('the one run of a state folder', () => {
  it('is found by other terminals while it lives, and no more after it', async () => {
    const own = await aRun('a');
    await claimInstance(folders, own);
    expect(await findInstance(folders)).toEqual(own);
    releaseInstance(folders, own);
    expect(await findInstance(folders)).toBeUndefined();
  });

  it('refuses a second one, and says how to see and end the first', async () => {
    await claimInstance(folders, await aRun('a'));
    await expect(claimInstance(folders, await aRun('b'))).rejects.toMatchObject({
      name: 'UserError',
      message: expect.stringMatching(/^It runs already, since .* \(process \d+\)\.\nSee it: npm run status/),
    });
  });

  it('lets only one of two that start at the same moment through', async () => {
    const results = await Promise.allSettled(
      [await aRun('a'), await aRun('b')].map((own) => claimInstance(folders, own)),
    );
    expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  });

  it('takes the place of one that was killed, and removes what that left', async () => {
    const killed = await aRun('a');
    await claimInstance(folders, killed);
    mkdirSync(folders.run);
    writeFileSync(path.join(folders.run, 'left'), '');
    await servers[0]?.close();
    const own = await aRun('b');
    await claimInstance(folders, own);
    expect(await findInstance(folders)).toEqual(own);
    expect(existsSync(folders.run)).toBe(false);
  });

  it('does not take another program on the same port for a run', async () => {
    const own = await aRun('a');
    await claimInstance(folders, { ...own, token: 'the token of a run that is gone' });
    expect(await findInstance(folders)).toBeUndefined();
  });

  it('does not give up a place that another has taken', async () => {
    const first = await aRun('a');
    await claimInstance(folders, first);
    await servers[0]?.close();
    const second = await aRun('b');
    await claimInstance(folders, second);
    releaseInstance(folders, first);
    expect(await findInstance(folders)).toEqual(second);
  });

  it('lets only its owner read the token', async () => {
    await claimInstance(folders, await aRun('a'));
    expect(statSync(folders.instance).mode & 0o077).toBe(0);
  });

  it('says how to start one when there is none', async () => {
    await expect(theInstance(folders)).rejects.toThrow(/Nothing runs here .* npm start/);
  });
});

describe('the state folder', () => {
  it('follows OBSERVATORY_STATE, then XDG_STATE_HOME, then the home folder', () => {
    expect(stateFolders({ OBSERVATORY_STATE: '/a', XDG_STATE_HOME: '/b' }).root).toBe('/a/observatory');
    expect(stateFolders({ OBSERVATORY_STATE: '', XDG_STATE_HOME: '/b' }).root).toBe('/b/observatory');
    expect(stateFolders({}).root).toMatch(/\.local\/state\/observatory$/);
  });
});
