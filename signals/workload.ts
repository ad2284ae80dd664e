import type { Workload } from '../config/schema/workload';
import { select, signal, type Signal } from './signal';

type WorkloadKind = Workload['kind'];

const desired = (metric: string, label: string): Signal =>
  signal<string>({
    metric,
    kind: 'gauge',
    unit: 'count',
    labels: ['cluster', 'environment', 'namespace', label],
    source: 'target',
    description: 'Pods that a workload is meant to have. From kube-state-metrics.',
  });

export const deploymentReplicas = desired('kube_deployment_spec_replicas', 'deployment');
export const statefulSetReplicas = desired('kube_statefulset_replicas', 'statefulset');
export const daemonSetPods = desired('kube_daemonset_status_desired_number_scheduled', 'daemonset');

const desiredPods: Readonly<Record<WorkloadKind, { readonly of: Signal; readonly label: string }>> = {
  Deployment: { of: deploymentReplicas, label: 'deployment' },
  StatefulSet: { of: statefulSetReplicas, label: 'statefulset' },
  DaemonSet: { of: daemonSetPods, label: 'daemonset' },
};

/** Selector of the number of pods that a workload is meant to have; 0 when it is switched off on purpose. */
export const desiredPodsOf = (namespace: string, { kind, name }: Workload): string =>
  select(desiredPods[kind].of, { namespace, [desiredPods[kind].label]: name });

const observed = (metric: string, label: string): Signal =>
  signal<string>({
    metric,
    kind: 'gauge',
    unit: 'count',
    labels: ['cluster', 'environment', 'namespace', label],
    source: 'target',
    description:
      'Version of a workload that its controller acts on; each change of it counts. From kube-state-metrics.',
  });

export const deploymentGeneration = observed('kube_deployment_status_observed_generation', 'deployment');
export const statefulSetGeneration = observed('kube_statefulset_status_observed_generation', 'statefulset');
export const daemonSetGeneration = observed('kube_daemonset_status_observed_generation', 'daemonset');

const generations: Readonly<Record<WorkloadKind, Signal>> = {
  Deployment: deploymentGeneration,
  StatefulSet: statefulSetGeneration,
  DaemonSet: daemonSetGeneration,
};

/** Selector of the version of a workload that its controller acts on. */
export const observedGenerationOf = (namespace: string, { kind, name }: Workload): string =>
  select(generations[kind], { namespace, [desiredPods[kind].label]: name });

export const podOwner = signal({
  metric: 'namespace_workload_pod:kube_pod_owner:relabel',
  kind: 'gauge',
  unit: 'count',
  labels: ['cluster', 'namespace', 'workload', 'workload_type', 'pod'],
  source: 'chart',
  description: 'Which workload a pod belongs to.',
});

export const containerCpu = signal({
  metric: 'node_namespace_pod_container:container_cpu_usage_seconds_total:sum_rate5m',
  kind: 'gauge',
  unit: 'cores',
  labels: ['cluster', 'namespace', 'pod', 'container', 'node'],
  source: 'chart',
  description: 'CPU that a container uses.',
});

export const containerMemory = signal({
  metric: 'node_namespace_pod_container:container_memory_working_set_bytes',
  kind: 'gauge',
  unit: 'bytes',
  labels: ['cluster', 'namespace', 'pod', 'container', 'node'],
  source: 'chart',
  description: 'Memory of a container that cannot be reclaimed; what the limit is compared with.',
});

const containerResource = (metric: string, description: string) =>
  signal({
    metric,
    kind: 'gauge',
    unit: metric.includes('_cpu:') ? 'cores' : 'bytes',
    labels: ['cluster', 'namespace', 'pod', 'container', 'node'],
    source: 'chart',
    description,
  });

export const cpuLimit = containerResource(
  'cluster:namespace:pod_cpu:active:kube_pod_container_resource_limits',
  'CPU that a container may use at most.',
);

export const cpuRequest = containerResource(
  'cluster:namespace:pod_cpu:active:kube_pod_container_resource_requests',
  'CPU that is reserved for a container.',
);

export const memoryLimit = containerResource(
  'cluster:namespace:pod_memory:active:kube_pod_container_resource_limits',
  'Memory at which a container is killed.',
);

export const containerRestarts = signal({
  metric: 'kube_pod_container_status_restarts_total',
  kind: 'counter',
  unit: 'count',
  labels: ['cluster', 'environment', 'namespace', 'pod', 'container'],
  source: 'target',
  description: 'Restarts of a container within its pod. From kube-state-metrics.',
});

export const lastTermination = signal({
  metric: 'kube_pod_container_status_last_terminated_reason',
  kind: 'gauge',
  unit: 'bool',
  labels: ['cluster', 'namespace', 'pod', 'container', 'reason'],
  source: 'target',
  description: 'Why a container ended last. From kube-state-metrics.',
});

/** What an expression with a label `pod` says of the pods of a workload. */
export const ofWorkload = (expr: string, namespace: string, { kind, name }: Workload): string => {
  const pods = select(podOwner, { namespace, workload: name, workload_type: kind.toLowerCase() });
  return `${expr} * on (pod) group_left () max by (pod) (${pods})`;
};

/** The sum over the pods of a workload of a signal per container. */
export const sumOverWorkload = (
  of: Signal<(typeof containerCpu)['labels'][number]>,
  namespace: string,
  workload: Workload,
): string => `sum(${ofWorkload(select(of, { namespace }), namespace, workload)})`;

export const workloadSignals = [
  deploymentReplicas,
  statefulSetReplicas,
  daemonSetPods,
  deploymentGeneration,
  statefulSetGeneration,
  daemonSetGeneration,
  podOwner,
  containerCpu,
  containerMemory,
  cpuLimit,
  cpuRequest,
  memoryLimit,
  containerRestarts,
  lastTermination,
];
