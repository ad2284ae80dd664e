import { namespaces } from '../../../config/naming';
import type { StackConfig } from '../../../config/schema/stack';
import { containerResources, placement } from '../../podSettings';

/** `prometheus-node-exporter.*`: on every node, in a namespace of its own because it needs the host's. */
export const nodeExporterValues = (): Record<string, unknown> => ({
  namespaceOverride: namespaces.nodes,
  resources: containerResources({ cpuRequestMilli: 20, memoryRequestMb: 32, memoryLimitMb: 128 }),
  // A node that is tainted for special work is a node that can break all the same.
  tolerations: [{ operator: 'Exists' }],
});

/** `kube-state-metrics.*`. About 100 MiB per 100 nodes; more objects need an override. */
export const kubeStateMetricsValues = ({ scheduling }: StackConfig): Record<string, unknown> => ({
  ...placement(scheduling),
  // By default it may list every Secret and ConfigMap of the cluster, and nothing of ours reads what it says of them.
  collectorsExclude: ['secrets', 'configmaps'],
  resources: containerResources({ cpuRequestMilli: 20, memoryRequestMb: 128, memoryLimitMb: 512 }),
});
