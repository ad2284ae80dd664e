import type { LocalWorkload } from './workload';

/** Roles of Kubernetes discovery that have a stand-in; monitors of the operator use no other. */
export const roles = ['endpoints', 'endpointslice', 'pod', 'service'] as const;
export type Role = (typeof roles)[number];

export const isRole = (role: unknown): role is Role => (roles as readonly unknown[]).includes(role);

const META = '__meta_kubernetes_';

/** As Prometheus makes a label name of anything: `app.kubernetes.io/name` → `app_kubernetes_io_name`. */
const sanitise = (name: string): string => name.replaceAll(/[^a-zA-Z0-9_]/g, '_');

const labelsOf = (object: string, labels: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(labels).flatMap(([name, value]) => [
      [`${META}${object}_label_${sanitise(name)}`, value],
      [`${META}${object}_labelpresent_${sanitise(name)}`, 'true'],
    ]),
  );

const serviceLabels = ({ service }: LocalWorkload): Record<string, string> => ({
  [`${META}service_name`]: service.name,
  ...labelsOf('service', service.labels),
});

const podLabels = ({ pod, host, port, portName }: LocalWorkload): Record<string, string> => ({
  [`${META}pod_name`]: pod.name,
  [`${META}pod_ip`]: host,
  [`${META}pod_ready`]: 'true',
  [`${META}pod_phase`]: 'Running',
  [`${META}pod_node_name`]: 'local',
  [`${META}pod_container_name`]: pod.container,
  [`${META}pod_container_port_name`]: portName,
  [`${META}pod_container_port_number`]: String(port),
  [`${META}pod_container_port_protocol`]: 'TCP',
  [`${META}pod_controller_kind`]: pod.controller.kind,
  [`${META}pod_controller_name`]: pod.controller.name,
  ...labelsOf('pod', pod.labels),
});

const byRole: Readonly<Record<Role, (workload: LocalWorkload) => Record<string, string>>> = {
  service: (workload) => ({
    ...serviceLabels(workload),
    [`${META}service_port_name`]: workload.portName,
    [`${META}service_port_number`]: String(workload.port),
    [`${META}service_type`]: 'ClusterIP',
  }),
  pod: podLabels,
  endpoints: (workload) => ({
    ...serviceLabels(workload),
    ...podLabels(workload),
    ...labelsOf('endpoints', workload.service.labels),
    [`${META}endpoints_name`]: workload.service.name,
    [`${META}endpoint_port_name`]: workload.portName,
    [`${META}endpoint_port_protocol`]: 'TCP',
    [`${META}endpoint_ready`]: 'true',
    [`${META}endpoint_address_target_kind`]: 'Pod',
    [`${META}endpoint_address_target_name`]: workload.pod.name,
  }),
  endpointslice: (workload) => ({
    ...serviceLabels(workload),
    ...podLabels(workload),
    ...labelsOf('endpointslice', workload.service.labels),
    [`${META}endpointslice_name`]: `${workload.service.name}-local`,
    [`${META}endpointslice_port`]: String(workload.port),
    [`${META}endpointslice_port_name`]: workload.portName,
    [`${META}endpointslice_port_protocol`]: 'TCP',
    [`${META}endpointslice_address_type`]: 'IPv4',
    [`${META}endpointslice_endpoint_conditions_ready`]: 'true',
    [`${META}endpointslice_endpoint_conditions_serving`]: 'true',
    [`${META}endpointslice_endpoint_conditions_terminating`]: 'false',
    [`${META}endpointslice_address_target_kind`]: 'Pod',
    [`${META}endpointslice_address_target_name`]: workload.pod.name,
  }),
};

/** What Kubernetes discovery says about a workload, besides its address. */
export function metaLabels(role: Role, workload: LocalWorkload): Record<string, string> {
  return { [`${META}namespace`]: workload.namespace, ...byRole[role](workload) };
}
