import { namespaces } from '../../config/naming';
import { isArray, isObject, textOf, valueAt, type Json, type JsonObject } from '../../plan/json';
import type { Live } from '../live';
import { counted, outcome, type Finding } from '../model';
import { isOutdated, reasonOf } from './conditions';
import type { Check } from './model';

const OPERATED = [
  { apiVersion: 'monitoring.coreos.com/v1', kind: 'Prometheus' },
  { apiVersion: 'monitoring.coreos.com/v1', kind: 'Alertmanager' },
] as const;
const WORKLOADS = ['StatefulSet', 'Deployment', 'DaemonSet'].map((kind) => ({ apiVersion: 'apps/v1', kind }));

const numberAt = (value: Json, ...path: readonly string[]): number | undefined => {
  const found = valueAt(value, path);
  return typeof found === 'number' ? found : undefined;
};

const nameOf = (object: JsonObject): string => textOf(valueAt(object, ['metadata', 'name']));

/** Pods that a workload wants and has ready. */
export function workloadFindings(kind: string, object: JsonObject): Finding[] {
  const wanted =
    kind === 'DaemonSet'
      ? numberAt(object, 'status', 'desiredNumberScheduled')
      : (numberAt(object, 'spec', 'replicas') ?? 1);
  const ready = numberAt(object, 'status', kind === 'DaemonSet' ? 'numberReady' : 'readyReplicas') ?? 0;
  const current =
    numberAt(object, 'status', 'observedGeneration') === numberAt(object, 'metadata', 'generation');
  if (ready === wanted && current) return [];
  const namespace = textOf(valueAt(object, ['metadata', 'namespace']));
  return [
    {
      subject: `${kind} ${nameOf(object)}`,
      problem: current
        ? `${String(ready)} of ${counted(wanted ?? 0, 'pod')} ready`
        : 'its newest form is not rolled out yet',
      advice: `kubectl -n ${namespace} describe ${kind.toLowerCase()} ${nameOf(object)}; kubectl -n ${namespace} get events`,
    },
  ];
}

/** Prometheus and Alertmanager as the operator reports them. */
export function operatedFindings(kind: string, object: JsonObject): Finding[] {
  const conditions = valueAt(object, ['status', 'conditions']);
  const list = (isArray(conditions) ? conditions : []).filter(isObject);
  return ['Reconciled', 'Available'].flatMap((type) => {
    const condition = list.find((one) => one['type'] === type);
    const outdated = condition !== undefined && isOutdated(condition, object);
    if (condition?.['status'] === 'True' && !outdated) return [];
    const why = condition === undefined || outdated ? 'the operator has not said so' : reasonOf(condition);
    return [
      {
        subject: `${kind} ${nameOf(object)}`,
        problem: `not ${type.toLowerCase()}: ${why}`,
        advice: `kubectl -n ${namespaces.stack} logs deployment/kps-operator`,
      },
    ];
  });
}

async function operated(live: Live): Promise<Finding[]> {
  const findings = OPERATED.map(async (kind) => {
    const objects = await live.objects(kind, namespaces.stack);
    if (objects.length > 0) return objects.flatMap((object) => operatedFindings(kind.kind, object));
    return [{ subject: kind.kind, problem: 'does not exist', advice: 'Run pulumi up.' }];
  });
  return (await Promise.all(findings)).flat();
}

export const workloadsCheck: Check = {
  name: 'workloads',
  async run(_expected, live) {
    const findings = await operated(live);
    let count = 0;
    for (const namespace of Object.values(namespaces)) {
      for (const kind of WORKLOADS) {
        const objects = await live.objects(kind, namespace);
        count += objects.length;
        findings.push(...objects.flatMap((object) => workloadFindings(kind.kind, object)));
      }
    }
    return outcome(counted(count, 'workload'), findings);
  },
};
