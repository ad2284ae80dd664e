import type { ApplicationContent } from '../config/schema/application';
import { select, signal, type Signal } from './signal';

type Workload = NonNullable<ApplicationContent['workload']>;
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

/** The sum over the pods of a workload of a signal per container. */
export const sumOverWorkload = (
  of: Signal<(typeof containerCpu)['labels'][number]>,
  namespace: string,
  { kind, name }: Workload,
): string => {
  const pods = select(podOwner, { namespace, workload: name, workload_type: kind.toLowerCase() });
  return `sum(${select(of, { namespace })} * on (pod) group_left () max by (pod) (${pods}))`;
};

export const workloadSignals = [
  deploymentReplicas,
  statefulSetReplicas,
  daemonSetPods,
  podOwner,
  containerCpu,
  containerMemory,
];
