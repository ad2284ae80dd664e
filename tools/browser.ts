import { accessSync, constants } from 'node:fs';
import path from 'node:path';
import { UserError } from '../config/errors';

/** Names of Chromium and its siblings on PATH, the free one first. */
const names = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome', 'microsoft-edge'];

const isProgram = (file: string): boolean => {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
};

/**
 * The browser that pages are opened in: `$CHROME_PATH`, else the first of Chromium's family on PATH.
 *
 * @throws UserError when there is none, or when $CHROME_PATH is no program
 */
export function findBrowser(environment: NodeJS.ProcessEnv = process.env): string {
  const given = environment['CHROME_PATH'];
  if (given !== undefined && given !== '') {
    if (isProgram(given)) return given;
    throw new UserError([`CHROME_PATH=${given} is no program; set it to the file of Chromium or Chrome.`]);
  }
  const folders = (environment['PATH'] ?? '').split(path.delimiter).filter((folder) => folder !== '');
  const found = names.flatMap((name) => folders.map((folder) => path.join(folder, name))).find(isProgram);
  if (found !== undefined) return found;
  throw new UserError([
    'No browser was found: install Chromium (Debian, Ubuntu: apt-get install chromium), or set CHROME_PATH to the file of Chrome.',
  ]);
}
