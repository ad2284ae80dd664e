import { parse } from 'yaml';
import { isObject, textOf, valueAt, type Json } from '../../plan/json';
import type { Expectation } from '../expectation';
import { outcome, type Finding } from '../model';
import type { Check } from './model';

/** What says which cluster this is. */
export interface Identity {
  /** Uid of the namespace kube-system. */
  readonly uid: string;
  /** External labels of Prometheus. */
  readonly labels: Readonly<Record<string, string>>;
}

const advice =
  'This is another cluster than the stack’s, or another stack was deployed here: see cluster.* of the stack.';

export function identityFindings({ cluster }: Expectation, live: Identity): Finding[] {
  const pairs: (readonly [string, string | undefined, string | undefined])[] = [
    ['kube-system uid', cluster.uid, live.uid],
    ['label cluster', cluster.name, live.labels['cluster']],
    ['label environment', cluster.environment, live.labels['environment']],
  ];
  return pairs.flatMap(([subject, wanted, there]) =>
    wanted === undefined || wanted === there
      ? []
      : [{ subject, problem: `is ${there ?? 'not set'}, the stack says ${wanted}`, advice }],
  );
}

export const clusterCheck: Check = {
  name: 'cluster',
  async run(expected, live) {
    const spaces = await live.objects({ apiVersion: 'v1', kind: 'Namespace' });
    const system = spaces.find((space) => valueAt(space, ['metadata', 'name']) === 'kube-system');
    const findings: Finding[] = [];
    for (const { api } of await live.prometheus()) {
      const config = parse(await api.configuration()) as Json;
      const labels = valueAt(config, ['global', 'external_labels']);
      findings.push(
        ...identityFindings(expected, {
          uid: textOf(valueAt(system, ['metadata', 'uid'])),
          labels: Object.fromEntries(
            Object.entries(isObject(labels) ? labels : {}).map(([name, value]) => [name, textOf(value)]),
          ),
        }),
      );
    }
    return outcome(`${expected.cluster.name}, ${expected.cluster.environment}`, findings);
  },
};
