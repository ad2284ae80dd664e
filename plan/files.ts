import { stringify } from 'yaml';

import { contentsOf, type KubernetesObject, type Release } from './contents';
import { stableJson, textOf, type Json } from './json';
import type { Plan } from './model';
import { planText } from './plan';

/** Relative path → text. */
export type Files = ReadonlyMap<string, string>;

/** The folder that `--out` writes: everything a plan deploys, one file per thing, keys sorted. */
export function filesOf(plan: Plan): Files {
  const contents = contentsOf(plan.resources);
  const files = new Map<string, string>([['resources.json', planText(plan)]]);
  for (const object of contents.objects) place(files, objectFiles(object), yamlText(object.manifest));
  for (const release of contents.releases) {
    const { name, namespace } = release;
    const names = [file('values', `${name}.yaml`), file('values', `${namespace}-${name}.yaml`)];
    place(files, names, valuesText(release));
  }
  for (const { object, name, group } of contents.ruleGroups) {
    place(files, [file('rules', object, `${name}.yaml`)], yamlText({ groups: [group] }));
  }
  for (const { name, text } of contents.alertmanager) {
    place(files, ['alertmanager.yaml', file(`alertmanager-${name}.yaml`)], text);
  }
  for (const { uid, dashboard } of contents.dashboards) {
    place(files, [file('dashboards', `${uid}.json`)], stableJson(dashboard));
  }
  return files;
}

/** Adds a file under the first of `names` that is free, or else under the last one with a number. */
export function place(files: Map<string, string>, names: readonly string[], text: string): void {
  let name = names.find((candidate) => !files.has(candidate));
  for (let number = 2; name === undefined; number += 1) {
    const numbered = names.at(-1)?.replace(/(\.\w+)$/, `-${String(number)}$1`) ?? '';
    if (!files.has(numbered)) name = numbered;
  }
  files.set(name, text);
}

/** YAML with sorted keys, long lines unbroken, and words quoted that YAML 1.1 takes for booleans. */
export function yamlText(value: Json): string {
  return stringify(value, { sortMapEntries: true, lineWidth: 0, aliasDuplicateObjects: false });
}

/** A path from names that may hold characters which some file systems refuse (`system:node`). */
export function file(...names: readonly string[]): string {
  return names.map((name) => name.replace(/[^\w.-]/g, '_').replace(/^\.+/, '_')).join('/');
}

function objectFiles({ namespace, kind, name, manifest }: KubernetesObject): readonly [string, string] {
  const group = textOf(manifest['apiVersion']).split('/').slice(0, -1).join('');
  const folder = namespace ?? '_cluster';
  return [
    file('objects', folder, `${kind}-${name}.yaml`),
    file('objects', folder, `${kind}.${group}-${name}.yaml`),
  ];
}

function valuesText({ chart, repository, version, name, namespace, values }: Release): string {
  const header = [
    `# chart: ${chart}`,
    ...(repository === undefined ? [] : [`# repository: ${repository}`]),
    ...(version === undefined ? [] : [`# version: ${version}`]),
    `# release: ${name}`,
    `# namespace: ${namespace}`,
  ];
  return `${header.join('\n')}\n${yamlText(values)}`;
}
