import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** Writes files that only this user can read, with their folders. */
export function writeFiles(files: ReadonlyMap<string, string>): void {
  for (const [file, content] of files) {
    mkdirSync(path.dirname(file), { recursive: true, mode: 0o700 });
    writeFileSync(file, content, { mode: 0o600 });
  }
}
