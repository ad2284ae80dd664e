import { existsSync, mkdirSync } from 'node:fs';
import path from 'node:path';

import { UserError } from '../config/errors';
import { ensureProgram } from '../tools/build';
import { pullChart } from '../tools/pullCharts';
import { archiveName, renderCharts } from './charts';
import { contentsOf, type Release } from './contents';
import type { RenderedDifference } from './diff/model';
import { renderedDifference } from './diff/rendered';
import type { Plan } from './model';

/** One release in both plans. */
type Pair = readonly [before: Release, after: Release];
/** Gets the archive of a release into a folder; says why there is none. */
type Obtain = (release: Release, folder: string) => Promise<string | undefined>;

/** What the charts make of their values, of every release whose archives of both versions the folder has. */
export function renderAll(before: Plan, after: Plan, folder: string): Promise<RenderedDifference> {
  return rendered(before, after, folder, pairsOf(before, after), absent);
}

/**
 * What charts of another version make of their values. Archives that the folder lacks are fetched; nothing is, and no Helm
 * is needed, where no chart is of another version.
 */
export function renderChanged(before: Plan, after: Plan, folder: string): Promise<RenderedDifference> {
  const pairs = pairsOf(before, after).filter(([old, now]) => archiveName(old) !== archiveName(now));
  return rendered(before, after, folder, pairs, fetched);
}

function pairsOf(before: Plan, after: Plan): Pair[] {
  const old = new Map(contentsOf(before.resources).releases.map((release) => [release.name, release]));
  return contentsOf(after.resources).releases.flatMap((release): Pair[] => {
    const was = old.get(release.name);
    return was === undefined ? [] : [[was, release]];
  });
}

async function rendered(
  before: Plan,
  after: Plan,
  folder: string,
  pairs: readonly Pair[],
  obtain: Obtain,
): Promise<RenderedDifference> {
  const there = new Set<string>();
  const unknown: string[] = [];
  for (const pair of pairs) {
    const faults: string[] = [];
    for (const release of pair) {
      const fault = await obtain(release, folder);
      if (fault !== undefined) faults.push(fault);
    }
    const [, { name }] = pair;
    if (faults.length === 0) there.add(name);
    else unknown.push(`${name}: ${[...new Set(faults)].join('; ')}`);
  }
  if (there.size === 0) return { added: [], removed: [], changed: [], unknown };
  const render = (plan: Plan) => renderCharts(plan, folder, () => ensureProgram('helm'), there);
  try {
    return { ...renderedDifference(await render(before), await render(after)), unknown };
  } catch (error) {
    // The new chart refuses our values: that is what a reader must know first.
    if (!(error instanceof UserError)) throw error;
    return { added: [], removed: [], changed: [], unknown: [...unknown, error.message] };
  }
}

const absent: Obtain = (release, folder) =>
  Promise.resolve(
    existsSync(path.join(folder, archiveName(release))) ? undefined : `no archive ${archiveName(release)}`,
  );

const fetched: Obtain = async (release, folder) => {
  const missing = await absent(release, folder);
  const { repository, version } = release;
  if (missing === undefined || version === undefined || repository?.startsWith('oci://') !== true)
    return missing;
  mkdirSync(folder, { recursive: true });
  const fault = await pullChart(repository, version, folder);
  return fault === undefined ? undefined : `${missing}: ${fault.split('\n').at(-1) ?? fault}`;
};
