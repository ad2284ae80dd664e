import { namespaces } from '../../config/naming';
import { isArray, isObject, textOf, valueAt, type Json, type JsonObject } from '../../plan/json';
import { counted, outcome, type Finding } from '../model';
import { isOutdated, reasonOf } from './conditions';
import type { Check } from './model';

const items = (value: Json | undefined): readonly JsonObject[] =>
  (isArray(value) ? value : []).filter(isObject);

/** What the operator says about one object of ours that it should have taken. */
export function acceptanceFindings(object: JsonObject): Finding[] {
  const subject = `${textOf(object['kind'])} ${textOf(valueAt(object, ['metadata', 'name']))}`;
  const accepted = items(valueAt(object, ['status', 'bindings']))
    .flatMap(({ conditions }) => items(conditions))
    .filter(({ type }) => type === 'Accepted');
  if (accepted.some((condition) => isOutdated(condition, object))) {
    return [
      {
        subject,
        problem: 'the operator has not looked at its newest version',
        advice: `See that the operator runs: kubectl -n ${namespaces.stack} logs deployment/kps-operator`,
      },
    ];
  }
  return accepted
    .filter(({ status }) => status !== 'True')
    .map((condition) => ({
      subject,
      problem: `the operator refuses it: ${reasonOf(condition)}`,
      // Of a rule the status says “invalid rule” and no more.
      advice: `kubectl -n ${namespaces.stack} logs deployment/kps-operator says where it is at fault. Correct it and run pulumi up; until then the whole object is without effect.`,
    }));
}

export const acceptedCheck: Check = {
  name: 'operator accepts',
  async run({ objects }, live) {
    const ours = objects.filter(({ apiVersion }) => apiVersion.startsWith('monitoring.coreos.com/'));
    const findings: Finding[] = [];
    let judged = 0;
    for (const wanted of ours) {
      const all = await live.objects(wanted, wanted.namespace);
      const found = all.find((object) => valueAt(object, ['metadata', 'name']) === wanted.name);
      if (found === undefined) continue;
      if (items(valueAt(found, ['status', 'bindings'])).length > 0) judged += 1;
      findings.push(...acceptanceFindings({ ...found, kind: wanted.kind }));
    }
    if (judged === 0) {
      return { notChecked: 'the operator has written no status (feature StatusForConfigurationResources)' };
    }
    return outcome(`${String(judged)} of ${counted(ours.length, 'custom resource')} judged`, findings);
  },
};
