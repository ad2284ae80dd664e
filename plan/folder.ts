import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';

import { UserError } from '../config/errors';
import type { Files } from './files';
import type { Plan } from './model';
import { parsePlan } from './plan';
import { shownPath } from './shown';

/** Says that everything beside it was written by us, and may be replaced. */
const MARKER = '.observatory-plan';
const MARKER_TEXT = 'Written by "npm run plan"; the next run with --out replaces this folder whole.\n';

/**
 * Replaces a folder by `files`.
 *
 * @throws UserError when it holds something that plan did not write
 */
export function writeFolder(folder: string, files: Files): void {
  checkReplaceable(folder);
  mkdirSync(folder, { recursive: true });
  // First, so that what an interrupted run leaves behind can be replaced too.
  writeFileSync(path.join(folder, MARKER), MARKER_TEXT);
  for (const name of readdirSync(folder)) {
    if (name !== MARKER) rmSync(path.join(folder, name), { recursive: true, force: true });
  }
  const made = new Set<string>();
  for (const [file, text] of files) {
    const full = path.join(folder, file);
    const parent = path.dirname(full);
    if (!made.has(parent)) mkdirSync(parent, { recursive: true });
    made.add(parent);
    writeFileSync(full, text);
  }
}

/** Fails before any work is done for a folder that will not be replaced. */
export function checkReplaceable(folder: string): void {
  if (!existsSync(folder)) return;
  const shown = shownPath(folder);
  if (!statSync(folder).isDirectory()) throw new UserError([`--out: ${shown} is a file. Name a folder.`]);
  const names = readdirSync(folder);
  if (names.length > 0 && !names.includes(MARKER)) {
    throw new UserError([
      `--out: ${shown} holds something that plan did not write. Name an empty or new folder, or empty this one.`,
    ]);
  }
}

/** Whether plan wrote this folder. */
export function isPlanFolder(folder: string): boolean {
  return existsSync(path.join(folder, MARKER));
}

/**
 * The plan that an earlier `--out` wrote.
 *
 * @throws UserError when the folder is none of these
 */
export function readFolder(folder: string): Plan {
  const file = path.join(folder, 'resources.json');
  if (!isPlanFolder(folder) || !existsSync(file)) {
    throw new UserError([`--diff: ${shownPath(folder)} was not written by plan --out. Name one that was.`]);
  }
  return parsePlan(readFileSync(file, 'utf8'), shownPath(file));
}
