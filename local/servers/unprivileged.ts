import { execFileSync } from 'node:child_process';
import { statSync } from 'node:fs';
import path from 'node:path';

/** A user of this machine, by its numbers. */
export interface User {
  readonly uid: number;
  readonly gid: number;
}

/** Whom to run as what refuses to run as root; undefined when this process is not root's. */
export function unprivileged(): User | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const number = (option: string): number =>
    Number(execFileSync('id', [option, 'nobody'], { encoding: 'utf8' }).trim());
  return { uid: number('-u'), gid: number('-g') };
}

/** Whether everybody may go through every folder on the way to a file: root's home is closed. */
export function reachable(file: string): boolean {
  const folder = path.dirname(file);
  const open = (statSync(folder).mode & 0o001) !== 0;
  return open && (folder === path.dirname(folder) || reachable(folder));
}
