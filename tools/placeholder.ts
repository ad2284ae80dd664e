import { copyFile, mkdir, readFile, readdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { runGo, type Go, type GoCall, type GoResult } from './go';
import { families, type FamilyName } from './programs';

const PAGE = `<!doctype html>
<title>No web interface</title>
<p>This build has no web interface. Its API is complete, for example <a href="api/v2/alerts">api/v2/alerts</a>.</p>
`;

/**
 * Copies the sources of a family's module to `folder` and adds the page that they embed but the published module
 * lacks. The module cache itself cannot be changed, not even by Go's `-overlay`.
 *
 * @returns the path of a go.mod that uses the copy, or the failed call of Go
 */
export async function copyWithPlaceholder(
  go: Go,
  family: FamilyName,
  placeholder: string,
  folder: string,
  call: GoCall,
): Promise<string | GoResult> {
  const { module } = families[family];
  const download = await runGo(go, ['mod', 'download', module], call);
  if (!download.ok) return download;
  const listed = await runGo(go, ['list', '-m', '-f', '{{.Dir}}', module], call);
  if (!listed.ok) return listed;

  const sources = path.join(folder, 'source');
  await copyTree(listed.stdout.trim(), sources);
  const page = path.join(sources, placeholder);
  await mkdir(path.dirname(page), { recursive: true });
  await writeFile(page, placeholder.endsWith('.gz') ? gzipSync(PAGE) : PAGE);

  const modfile = path.join(folder, 'copy.mod');
  const pinned = await readFile(path.join(call.folder, 'go.mod'), 'utf8');
  await writeFile(modfile, `${pinned}\nreplace ${module} => ${JSON.stringify(sources)}\n`);
  await copyFile(path.join(call.folder, 'go.sum'), path.join(folder, 'copy.sum'));
  return modfile;
}

/** Copies files only: folders of the module cache are read-only, those of the copy must not be. */
async function copyTree(from: string, to: string): Promise<void> {
  for (const entry of await readdir(from, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const file = path.join(entry.parentPath, entry.name);
    const target = path.join(to, path.relative(from, file));
    await mkdir(path.dirname(target), { recursive: true });
    await copyFile(file, target);
  }
}
