import { parse } from 'yaml';

import type { RenderedCharts } from '../charts';
import { isObject, type Json, type JsonObject } from '../json';
import type { RenderedDifference } from './model';
import { changesOf } from './values';

/** Marks that every version of a chart puts on every object: they say nothing more than the version does. */
const MARKS = /^(helm\.sh\/chart|chart|app\.kubernetes\.io\/version|checksum\/.+)$/;

/** What the charts of two plans make of their values, where both were rendered. */
export function renderedDifference(before: RenderedCharts, after: RenderedCharts): RenderedDifference {
  const releases = after.releases.filter((name) => before.releases.includes(name));
  const [old, now] = [manifestsOf(before, releases), manifestsOf(after, releases)];
  return {
    added: [...now.keys()].filter((name) => !old.has(name)).sort(),
    removed: [...old.keys()].filter((name) => !now.has(name)).sort(),
    changed: [...now]
      .flatMap(([name, manifest]) => {
        const changes = old.has(name) ? changesOf(old.get(name), manifest) : [];
        return changes.length === 0 ? [] : [{ name, changes }];
      })
      .sort((a, b) => (a.name < b.name ? -1 : 1)),
    unknown: [],
  };
}

/** `kps/Deployment-kps-operator` → its manifest. */
function manifestsOf({ files }: RenderedCharts, releases: readonly string[]): ReadonlyMap<string, Json> {
  return new Map(
    [...files].flatMap(([file, text]) => {
      const [, release = '', ...name] = file.replace(/\.yaml$/, '').split('/');
      return releases.includes(release)
        ? [[[release, ...name].join('/'), unmarked(parse(text) as Json)] as const]
        : [];
    }),
  );
}

function unmarked(value: Json): Json {
  if (Array.isArray(value)) return (value as readonly Json[]).map(unmarked);
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]): [string, Json] => {
      if ((key !== 'labels' && key !== 'annotations') || !isObject(inner)) return [key, unmarked(inner)];
      return [key, withoutMarks(inner)];
    }),
  );
}

function withoutMarks(labels: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(labels).filter(([key]) => !MARKS.test(key)));
}
