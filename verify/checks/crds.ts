import { textOf, valueAt, type JsonObject } from '../../plan/json';
import type { Expectation } from '../expectation';
import { counted, outcome, type Finding } from '../model';
import type { Check } from './model';

const GROUP = 'monitoring.coreos.com';
/** What the operator itself needs besides the kinds of our objects. */
const ALWAYS = ['Prometheus', 'Alertmanager'];
/** The operator's own mark on its definitions. */
const VERSION = 'operator.prometheus.io/version';

const advice =
  'Set observatory:crds to install or adopt and run pulumi up; with `existing`, whoever brings them upgrades them first.';

/** Kinds that the plan needs definitions of. */
export const neededKinds = ({ objects }: Pick<Expectation, 'objects'>): string[] => [
  ...new Set([
    ...ALWAYS,
    ...objects.filter(({ apiVersion }) => apiVersion.startsWith(`${GROUP}/`)).map(({ kind }) => kind),
  ]),
];

const parts = (version: string): number[] => version.split('.').map(Number);

/** Whether `version` is older than `than`; both like 0.93.1. */
export function isOlder(version: string, than: string): boolean {
  const [one, other] = [parts(version), parts(than)];
  const differs = other.findIndex((part, index) => part !== (one[index] ?? 0));
  return differs >= 0 && (one[differs] ?? 0) < (other[differs] ?? 0);
}

export function crdFindings(expected: Expectation, definitions: readonly JsonObject[]): Finding[] {
  return neededKinds(expected).flatMap((kind) => {
    const found = definitions.find(
      (definition) =>
        valueAt(definition, ['spec', 'group']) === GROUP &&
        valueAt(definition, ['spec', 'names', 'kind']) === kind,
    );
    if (found === undefined) return [{ subject: kind, problem: 'the cluster does not know it', advice }];
    const version = textOf(valueAt(found, ['metadata', 'annotations', VERSION]));
    if (version === '') return [{ subject: kind, problem: `does not say its version (${VERSION})`, advice }];
    return isOlder(version, expected.operatorVersion)
      ? [
          {
            subject: kind,
            problem: `is of version ${version}, the operator of ${expected.operatorVersion}`,
            advice,
          },
        ]
      : [];
  });
}

export const crdsCheck: Check = {
  name: 'resource definitions',
  async run(expected, live) {
    const kind = { apiVersion: 'apiextensions.k8s.io/v1', kind: 'CustomResourceDefinition' };
    const findings = crdFindings(expected, await live.objects(kind));
    return outcome(`${counted(neededKinds(expected).length, 'kind')}, ${expected.operatorVersion}`, findings);
  },
};
