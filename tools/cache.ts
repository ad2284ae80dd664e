import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import path from 'node:path';
import { families, familyFolder, programs, type FamilyName, type ProgramName } from './programs';

/**
 * Folder for everything that Observatory builds, outside the repository:
 * `$OBSERVATORY_CACHE`, else `$XDG_CACHE_HOME/observatory`, else `~/.cache/observatory`.
 */
export function cacheFolder(environment: NodeJS.ProcessEnv = process.env): string {
  const own = environment['OBSERVATORY_CACHE'];
  if (own !== undefined && own !== '') return path.resolve(own, 'observatory');
  const shared = environment['XDG_CACHE_HOME'];
  const base = shared !== undefined && shared !== '' ? shared : path.join(homedir(), '.cache');
  return path.resolve(base, 'observatory');
}

/** Where the compiled program lies once it is built. The name changes with everything that goes into the build. */
export function cachedProgram(name: ProgramName, environment: NodeJS.ProcessEnv = process.env): string {
  const { family } = programs[name];
  const file = `${name}-${families[family].version}-${familyHash(family)}`;
  return path.join(cacheFolder(environment), 'bin', file);
}

/** Hash of a family's go.mod, go.sum, own sources, build settings and platform: 12 hexadecimal digits. */
export function familyHash(family: FamilyName): string {
  const hash = createHash('sha256');
  const { tags, variables, placeholder } = families[family];
  hash.update(JSON.stringify([process.platform, process.arch, tags, variables, placeholder ?? null]));
  const folder = familyFolder(family);
  for (const file of sourceFiles(folder))
    hash.update(`\0${file}\0`).update(readFileSync(path.join(folder, file)));
  return hash.digest('hex').slice(0, 12);
}

function sourceFiles(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => /(^|[\\/])go\.(mod|sum)$|\.go$/.test(file) && !file.endsWith('_test.go'))
    .sort();
}
