import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { z } from 'zod';
import { UserError } from '../config/errors';
import { withLock } from '../tools/lock';
import { callControl } from './control';
import { parseJson } from './loopback';
import type { StateFolders } from './state';

const instance = z.object({ pid: z.int(), startedAt: z.number(), url: z.string(), token: z.string() });

/** A run that is alive: its process, and where and with which token it listens to commands. */
export type Instance = z.infer<typeof instance>;

/** Path that every run answers with 200, also while it is starting. */
export const PING = '/ping';

/**
 * Makes `own` the one run of this state folder; what an earlier run left when it was killed is removed.
 * @throws UserError when another one is alive
 */
export function claimInstance(folders: StateFolders, own: Instance): Promise<void> {
  mkdirSync(folders.root, { recursive: true, mode: 0o700 });
  return withLock(folders.lock, async () => {
    const other = await findInstance(folders);
    if (other !== undefined) throw new UserError([runsAlready(other)]);
    rmSync(folders.run, { recursive: true, force: true });
    const temporary = `${folders.instance}.${String(own.pid)}`;
    writeFileSync(temporary, JSON.stringify(own), { mode: 0o600 });
    renameSync(temporary, folders.instance);
  });
}

/** Gives the place up, unless another run has it by now. */
export function releaseInstance(folders: StateFolders, own: Instance): void {
  if (readInstance(folders)?.token === own.token) rmSync(folders.instance, { force: true });
}

/** The run that is alive, if any: one that answers with its token, not just a process with its number. */
export async function findInstance(folders: StateFolders): Promise<Instance | undefined> {
  const found = readInstance(folders);
  if (found === undefined) return undefined;
  try {
    const { status } = await callControl(found, PING);
    return status === 200 ? found : undefined;
  } catch {
    return undefined;
  }
}

/**
 * As `findInstance`, for commands that need one.
 * @throws UserError when none is alive
 */
export async function theInstance(folders: StateFolders): Promise<Instance> {
  const found = await findInstance(folders);
  if (found === undefined) {
    throw new UserError([
      `Nothing runs here (state folder ${folders.root}). Start it in another terminal: npm start`,
    ]);
  }
  return found;
}

function readInstance({ instance: file }: StateFolders): Instance | undefined {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
  return instance.safeParse(parseJson(text)).data;
}

function runsAlready({ pid, startedAt }: Instance): string {
  const since = new Date(startedAt).toLocaleTimeString('en-GB');
  return [
    `It runs already, since ${since} (process ${String(pid)}).`,
    'See it: npm run status. End it: Ctrl-C in its terminal.',
    'A second one beside it needs a state folder of its own: OBSERVATORY_STATE=<folder> npm start',
  ].join('\n');
}
