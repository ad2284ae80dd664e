import { spawn } from 'node:child_process';
import path from 'node:path';

/** Tells the guard process what to end and to remove should this process die without doing so. */
export interface Guard {
  readonly pid: number;
  add(group: number): void;
  remove(group: number): void;
  /** One more folder to remove. */
  folder(folder: string): void;
  /** The guard goes; call when everything has ended in order. */
  release(): Promise<void>;
}

/** @param folder removed when this process dies; not by `release` */
export function startGuard(folder: string): Guard {
  const child = spawn(process.execPath, [path.join(__dirname, 'guardProcess.mjs')], {
    // A session of its own: Ctrl-C in the terminal must not end it before its time.
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
    env: {},
  });
  const ended = new Promise<void>((resolve) => {
    child.once('close', () => {
      resolve();
    });
    child.once('error', () => {
      resolve();
    });
  });
  // A guard that somebody killed must not take the run with it.
  child.stdin.on('error', () => undefined);
  const tell = (line: string): void => {
    child.stdin.write(`${line}\n`);
  };
  const guardFolder = (guarded: string): void => {
    tell(`folder ${guarded}`);
  };
  guardFolder(folder);
  return {
    pid: child.pid ?? 0,
    add: (group) => {
      tell(`add ${String(group)}`);
    },
    remove: (group) => {
      tell(`remove ${String(group)}`);
    },
    folder: guardFolder,
    release: () => {
      child.stdin.end('done\n');
      return ended;
    },
  };
}
