import { gauge, load, restart, scaledToZero, within, type Labels, type Series } from './day';

interface Pods {
  readonly namespace: string;
  readonly kind: 'deployment' | 'statefulset';
  readonly name: string;
  /** Whether it is scaled to zero in the afternoon. */
  readonly sleeps?: boolean;
}

const metrics = {
  deployment: {
    replicas: 'kube_deployment_spec_replicas',
    generation: 'kube_deployment_status_observed_generation',
  },
  statefulset: {
    replicas: 'kube_statefulset_replicas',
    generation: 'kube_statefulset_status_observed_generation',
  },
} as const;

/** A workload of two pods that are replaced at the restart, a CPU limit of one, and 512 MiB each. */
export const workload = ({ namespace, kind, name, sleeps = false }: Pods): Series[] => {
  const asleep = (minute: number): boolean => sleeps && within(minute, scaledToZero);
  const pods = [0, 1].flatMap((index) => {
    const at = restart.from + index * restart.stepMinutes;
    return [
      { pod: `${name}-old-${String(index)}`, lives: (minute: number) => minute < at },
      { pod: `${name}-new-${String(index)}`, lives: (minute: number) => minute >= at && !asleep(minute) },
    ];
  });
  return [
    gauge(metrics[kind].replicas, { namespace, [kind]: name }, (minute) => (asleep(minute) ? 0 : 2)),
    gauge(metrics[kind].generation, { namespace, [kind]: name }, (minute) =>
      minute < restart.from
        ? 7
        : minute < scaledToZero.from || !sleeps
          ? 8
          : minute < scaledToZero.to
            ? 9
            : 10,
    ),
    ...pods.flatMap(({ pod, lives }) => {
      const container: Labels = { namespace, pod, container: name };
      const of = (value: (minute: number) => number) => (minute: number) =>
        lives(minute) ? value(minute) : undefined;
      return [
        gauge(
          'namespace_workload_pod:kube_pod_owner:relabel',
          { namespace, workload: name, workload_type: kind, pod },
          of(() => 1),
        ),
        gauge(
          'node_namespace_pod_container:container_cpu_usage_seconds_total:sum_rate5m',
          container,
          of((minute) => 0.1 + 0.6 * load(minute)),
        ),
        gauge(
          'node_namespace_pod_container:container_memory_working_set_bytes',
          container,
          of((minute) => (200 + 180 * load(minute)) * 1_048_576),
        ),
        gauge(
          'cluster:namespace:pod_cpu:active:kube_pod_container_resource_limits',
          container,
          of(() => 1),
        ),
        gauge(
          'cluster:namespace:pod_cpu:active:kube_pod_container_resource_requests',
          container,
          of(() => 0.25),
        ),
        gauge(
          'cluster:namespace:pod_memory:active:kube_pod_container_resource_limits',
          container,
          of(() => 512 * 1_048_576),
        ),
        gauge(
          'kube_pod_container_status_restarts_total',
          container,
          of(() => 0),
        ),
        // Weeks ago: the state stays, no restart joins it.
        gauge(
          'kube_pod_container_status_last_terminated_reason',
          { ...container, reason: 'OOMKilled' },
          of(() => 1),
        ),
      ];
    }),
  ];
};

/** Two nodes, well used at noon, each with a disk that is filled and cleaned. */
export const nodes = (): Series[] =>
  ['10.0.0.1:9100', '10.0.0.2:9100'].flatMap((instance) => {
    const labels: Labels = { cluster: 'prod-1', environment: 'prod', job: 'node-exporter', instance };
    const disk: Labels = { ...labels, device: '/dev/nvme0n1p1', fstype: 'ext4', mountpoint: '/' };
    return [
      gauge('instance:node_cpu_utilisation:rate5m', labels, (minute) => 0.15 + 0.6 * load(minute)),
      gauge('instance:node_memory_utilisation:ratio', labels, (minute) => 0.4 + 0.3 * load(minute)),
      gauge('node_filesystem_size_bytes', disk, () => 1e11),
      gauge('node_filesystem_avail_bytes', disk, (minute) => 4e10 - 2e7 * (minute % 720)),
      gauge('node_filesystem_readonly', disk, () => 0),
      gauge('node_uname_info', { ...labels, nodename: instance }, () => 1),
    ];
  });
