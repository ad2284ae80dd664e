import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';

import { parseAllDocuments } from 'yaml';

import { UserError } from '../config/errors';
import { interruptible } from '../tools/interrupt';
import { contentsOf, type Release } from './contents';
import { file, place, yamlText } from './files';
import { isObject, textOf, type Json, type JsonObject } from './json';
import { MASK } from './mask';
import type { Plan } from './model';
import { shownPath } from './shown';

export interface RenderedCharts {
  /** Names of the releases that were rendered. */
  readonly releases: readonly string[];
  /** `manifests/<release>/…` → YAML. */
  readonly files: ReadonlyMap<string, string>;
}

/** Bytes that `helm template` may print: large charts with CRDs make some megabytes. */
const MOST_OUTPUT = 256 * 1024 * 1024;

/**
 * Renders the releases of a plan with Helm, from archives `<chart>-<version>.tgz`. Secrets are not known to
 * a plan, so the values hold `[secret]` in their place, and what a chart generates is hidden.
 *
 * @param ensureHelm path of the pinned program
 * @param only names of releases; absent: all
 * @throws UserError when the folder is none, or Helm refuses values
 */
export async function renderCharts(
  plan: Plan,
  folder: string,
  ensureHelm: () => Promise<string>,
  only?: ReadonlySet<string>,
): Promise<RenderedCharts> {
  if (!existsSync(folder))
    throw new UserError([
      `--charts: ${shownPath(folder)} does not exist; npm run charts:pull -- ${shownPath(folder)} makes it.`,
    ]);
  const { releases } = contentsOf(plan.resources);
  const available = new Set(readdirSync(folder));
  const renderable = releases.filter(
    (release) => available.has(archiveName(release)) && only?.has(release.name) !== false,
  );
  const files = new Map<string, string>();
  if (renderable.length === 0) return { releases: [], files };
  const helm = await ensureHelm();
  await interruptible('Rendering the charts', async (signal) => {
    const temporary = mkdtempSync(path.join(tmpdir(), 'observatory-charts-'));
    try {
      for (const release of renderable) {
        const text = await template(
          helm,
          release,
          path.join(folder, archiveName(release)),
          temporary,
          signal,
        );
        addManifests(files, release, text);
      }
    } finally {
      rmSync(temporary, { recursive: true, force: true });
    }
  });
  return { releases: renderable.map(({ name }) => name), files };
}

/** What the archive of a release must be called. */
export function archiveName({ chart, version }: Release): string {
  return `${chart}-${version ?? ''}.tgz`;
}

async function template(
  helm: string,
  { name, namespace, values, skipCrds }: Release,
  archive: string,
  temporary: string,
  signal: AbortSignal,
): Promise<string> {
  const valuesFile = path.join(temporary, `${name}.yaml`);
  writeFileSync(valuesFile, yamlText(values));
  const args = ['template', name, archive, '--namespace', namespace, '--values', valuesFile];
  // Helm reads and keeps nothing of the user's: neither repositories nor a cluster.
  const env = {
    PATH: process.env['PATH'],
    HOME: temporary,
    HELM_CACHE_HOME: temporary,
    KUBECONFIG: '/dev/null',
  };
  try {
    const { stdout } = await promisify(execFile)(helm, [...args, ...(skipCrds ? [] : ['--include-crds'])], {
      env,
      signal,
      maxBuffer: MOST_OUTPUT,
    });
    return stdout;
  } catch (error) {
    if (signal.aborted) throw error;
    const reason = (error as { stderr?: string }).stderr ?? String(error);
    throw new UserError([
      `Helm does not render ${path.basename(archive)} with the values of ${name}:\n${reason.trim()}`,
    ]);
  }
}

function addManifests(files: Map<string, string>, release: Release, text: string): void {
  for (const document of parseAllDocuments(text)) {
    const manifest = document.toJS() as Json;
    if (!isObject(manifest)) continue;
    const metadata = isObject(manifest['metadata']) ? manifest['metadata'] : {};
    const hook = isObject(metadata['annotations']) && 'helm.sh/hook' in metadata['annotations'];
    const folder = ['manifests', release.name, ...(hook ? ['hooks'] : [])];
    const name = `${textOf(manifest['kind'])}-${textOf(metadata['name'])}.yaml`;
    place(files, [file(...folder, name)], yamlText(withoutGenerated(manifest)));
  }
}

/** A chart may generate passwords and certificates: secret, and different in every run. */
function withoutGenerated(manifest: JsonObject): JsonObject {
  if (manifest['kind'] !== 'Secret') return manifest;
  const hidden = (value: Json | undefined): JsonObject =>
    Object.fromEntries(Object.keys(isObject(value) ? value : {}).map((key) => [key, MASK]));
  return {
    ...manifest,
    ...(manifest['data'] === undefined ? {} : { data: hidden(manifest['data']) }),
    ...(manifest['stringData'] === undefined ? {} : { stringData: hidden(manifest['stringData']) }),
  };
}
