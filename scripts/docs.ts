import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { generatedDocs } from '../config/docs';
import { UserError } from '../config/errors';

const root = join(__dirname, '..');

const current = (path: string): string | undefined => {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
};

/**
 * `npm run docs`: writes docs/config.md and the editor schemas. `npm run docs -- --check` writes nothing.
 *
 * @returns with `--check` 1 when a file is not what would be written
 */
export const main = (args: readonly string[]): number => {
  const odd = args.filter((argument) => argument !== '--check');
  if (odd.length > 0)
    throw new UserError([`${odd.join(' ')} is unknown; npm run docs takes --check or nothing`]);
  const stale = [...generatedDocs()].filter(([file, text]) => current(join(root, file)) !== text);
  if (args.includes('--check')) {
    for (const [file] of stale) console.error(`${file} is out of date; write it with: npm run docs`);
    if (stale.length === 0) console.log('Generated documents are up to date.');
    return stale.length === 0 ? 0 : 1;
  }
  for (const [file, text] of stale) {
    const path = join(root, file);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
    console.log(`wrote ${file}`);
  }
  if (stale.length === 0) console.log('Nothing to write: generated documents are up to date.');
  return 0;
};
