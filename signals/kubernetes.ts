import { signal, stackLabels, type Signal, type Unit } from './signal';

const fromCluster = <const Label extends string>(
  metric: string,
  kind: Signal['kind'],
  unit: Unit,
  labels: readonly Label[],
  description: string,
) => signal({ metric, kind, unit, labels: [...stackLabels, ...labels], source: 'target', description });

export const nodeCondition = fromCluster(
  'kube_node_status_condition',
  'gauge',
  'bool',
  ['node', 'condition', 'status'],
  'Whether a condition of a node has a status. From kube-state-metrics.',
);

export const podPhase = fromCluster(
  'kube_pod_status_phase',
  'gauge',
  'count',
  ['namespace', 'pod', 'phase'],
  'Phase of a pod. From kube-state-metrics.',
);

export const containerWaiting = fromCluster(
  'kube_pod_container_status_waiting_reason',
  'gauge',
  'count',
  ['namespace', 'pod', 'container', 'reason'],
  'Why a container waits. From kube-state-metrics.',
);

export const unavailableReplicas = fromCluster(
  'kube_deployment_status_replicas_unavailable',
  'gauge',
  'count',
  ['namespace', 'deployment'],
  'Pods that a deployment lacks. From kube-state-metrics.',
);

export const volumeAvailable = fromCluster(
  'kubelet_volume_stats_available_bytes',
  'gauge',
  'bytes',
  ['namespace', 'persistentvolumeclaim'],
  'Space left on a volume. From the kubelet.',
);

export const volumeCapacity = fromCluster(
  'kubelet_volume_stats_capacity_bytes',
  'gauge',
  'bytes',
  ['namespace', 'persistentvolumeclaim'],
  'Size of a volume. From the kubelet.',
);

const network = (metric: string, description: string) =>
  fromCluster(metric, 'counter', 'bytes', ['namespace', 'pod', 'interface'], description);

export const podReceived = network(
  'container_network_receive_bytes_total',
  'What a pod received from the network. From cAdvisor.',
);

export const podSent = network(
  'container_network_transmit_bytes_total',
  'What a pod sent to the network. From cAdvisor.',
);

export const kubernetesSignals: readonly Signal[] = [
  nodeCondition,
  podPhase,
  containerWaiting,
  unavailableReplicas,
  volumeAvailable,
  volumeCapacity,
  podReceived,
  podSent,
];
