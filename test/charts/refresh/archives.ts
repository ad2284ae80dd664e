import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { create } from 'tar';

/** A folder as text: names to contents, `Buffer` for files that are archives themselves. */
export type Files = Readonly<Record<string, string | Buffer>>;

/** A chart archive as `helm package` makes it: everything below one folder, gzipped. */
export const chartArchive = (folder: string, files: Files): Buffer => {
  const root = mkdtempSync(join(tmpdir(), 'chart-'));
  try {
    for (const [path, content] of Object.entries(files)) {
      const full = join(root, folder, path);
      mkdirSync(dirname(full), { recursive: true });
      writeFileSync(full, content);
    }
    return create({ gzip: true, cwd: root, sync: true }, [folder]).read() ?? Buffer.alloc(0);
  } finally {
    rmSync(root, { recursive: true });
  }
};

/** Chart.yaml with the least that a chart needs. */
export const chartYaml = (name: string, version: string, more = ''): string =>
  `apiVersion: v2\nname: ${name}\nversion: ${version}\nappVersion: v1.2.3\nkubeVersion: ">=1.25.0-0"\n${more}`;
