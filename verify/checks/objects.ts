import {
  formatPath,
  isArray,
  isObject,
  textOf,
  valueAt,
  type Json,
  type JsonObject,
  type Path,
} from '../../plan/json';
import type { ExpectedObject } from '../expectation';
import { counted, outcome, type Finding } from '../model';
import type { Check } from './model';

/**
 * What of an object is compared. Not metadata, which others add to, and nothing of a Secret: the plan does not know its
 * values, and Alertmanager's configuration has a check of its own.
 */
const COMPARED = ['spec', 'data', 'rules'] as const;

/** The first place where the cluster does not have what the plan says; what the cluster adds (defaults) is no difference. */
export function firstDifference(plan: Json, live: Json | undefined, path: Path = []): Path | undefined {
  if (isArray(plan)) {
    if (!isArray(live) || live.length !== plan.length) return path;
    return firstOf(plan.map((item, index) => firstDifference(item, live[index], [...path, index])));
  }
  if (isObject(plan)) {
    if (!isObject(live)) return path;
    return firstOf(
      Object.entries(plan).map(([key, item]) => firstDifference(item, live[key], [...path, key])),
    );
  }
  return plan === live || (plan === null && live === undefined) ? undefined : path;
}

const firstOf = (paths: readonly (Path | undefined)[]): Path | undefined =>
  paths.find((path) => path !== undefined);

export function objectFindings(wanted: ExpectedObject, live: readonly JsonObject[]): Finding[] {
  const subject = `${wanted.kind} ${wanted.name}`;
  const found = live.find(
    (object) =>
      textOf(valueAt(object, ['metadata', 'name'])) === wanted.name &&
      valueAt(object, ['metadata', 'namespace']) === wanted.namespace,
  );
  if (found === undefined) return [{ subject, problem: 'does not exist', advice: 'Run pulumi up.' }];
  if (wanted.kind === 'Secret') return [];
  return COMPARED.flatMap((field) => {
    const planned = wanted.manifest[field];
    const path = planned === undefined ? undefined : firstDifference(planned, found[field], [field]);
    return path === undefined
      ? []
      : [
          {
            subject,
            problem: `is not as the plan has it: ${formatPath(path)}`,
            advice:
              'Somebody changed it, or this version was not deployed: pulumi preview --diff, then pulumi up.',
          },
        ];
  });
}

export const objectsCheck: Check = {
  name: 'objects',
  async run({ objects }, live) {
    const findings: Finding[] = [];
    for (const wanted of objects) {
      findings.push(...objectFindings(wanted, await live.objects(wanted, wanted.namespace)));
    }
    return outcome(counted(objects.length, 'object'), findings);
  },
};
