import { statfs } from 'node:fs/promises';
import { UserError } from '../config/errors';

const MB = 1024 * 1024;
/** Prometheus reserves a chunk file of 128 MB and a segment of its log as large; the rest is for what a day of samples takes. */
const NEEDED_MB = 400;
/** Below this a run ends while what it has stored is still whole. */
const LEAST_MB = 50;
const LOOK_MS = 5_000;

/** How much is free below a folder, in MB. */
export type FreeMb = (folder: string) => Promise<number>;

const freeMb: FreeMb = async (folder) => {
  const { bavail, bsize } = await statfs(folder);
  return Math.floor((bavail * bsize) / MB);
};

/** @throws UserError when there is too little to begin with */
export async function refuseFullDisk(folder: string, free: FreeMb = freeMb): Promise<void> {
  const left = await free(folder);
  if (left >= NEEDED_MB) return;
  throw new UserError([
    `The disk of ${folder} has ${String(left)} MB left; Prometheus needs ${String(NEEDED_MB)} MB to begin with.\n` +
      'Make room, or keep the state elsewhere: OBSERVATORY_STATE=<folder> npm start',
  ]);
}

/**
 * Looks again and again how much is left, and calls `onFull` once when it is too little to go on.
 * @returns stops it
 */
export function watchDisk(
  folder: string,
  onFull: (fault: UserError) => void,
  { free = freeMb, everyMs = LOOK_MS }: { readonly free?: FreeMb; readonly everyMs?: number } = {},
): () => void {
  const timer = setInterval(() => {
    void free(folder).then(
      (left) => {
        if (left >= LEAST_MB) return;
        clearInterval(timer);
        onFull(
          new UserError([
            `The disk of ${folder} is full (${String(left)} MB left), so the run has ended before samples are lost.\n` +
              'What Prometheus has stored is kept. Make room and start again: npm start',
          ]),
        );
      },
      () => undefined,
    );
  }, everyMs);
  return () => {
    clearInterval(timer);
  };
}

const told: Readonly<Record<string, string>> = {
  ENOSPC: 'the disk is full. Make room',
  EDQUOT: 'your quota of the disk is used up. Make room',
  EROFS: 'the disk can only be read. Choose another folder',
  EACCES: 'it may not be written by you. Change its owner, or choose another folder',
  EPERM: 'it may not be written by you. Change its owner, or choose another folder',
};

/** A refusal of the disk as a message for the user; any other error as it is. */
export function diskFault(error: unknown, folder: string): unknown {
  if (!(error instanceof Error) || !('code' in error) || error.name === 'UserError') return error;
  const what = told[String(error.code)];
  if (what === undefined) return error;
  const place = 'path' in error ? String(error.path) : folder;
  return new UserError([`${place}: ${what}: OBSERVATORY_STATE=<folder> npm start`]);
}
