import { describe, expect, it } from '@jest/globals';
import { swapDiscovery } from '../../../local/stack/discovery';
import type { LocalWorkload } from '../../../local/stack/workload';

const workload: LocalWorkload = {
  namespace: 'demo',
  service: { name: 'demo', labels: { 'app.kubernetes.io/name': 'demo' } },
  pod: {
    name: 'demo-0',
    labels: { tier: 'web' },
    container: 'demo',
    controller: { kind: 'StatefulSet', name: 'demo' },
  },
  portName: 'http',
  host: '127.0.0.1',
  port: 8080,
};

const keep = {
  source_labels: ['__meta_kubernetes_service_label_app_kubernetes_io_name'],
  regex: 'demo',
  action: 'keep',
};
const job = (discovery: unknown) => ({
  scrape_configs: [{ job_name: 'j', kubernetes_sd_configs: [discovery], relabel_configs: [keep] }],
});
const swap = (discovery: unknown, workloads = [workload]) =>
  swapDiscovery(job(discovery) as never, workloads, '/sd');

describe('the swap of service discovery', () => {
  it('reads a file instead of Kubernetes and leaves the rest of the job alone', () => {
    const { config, files } = swap({ role: 'endpointslice', namespaces: { names: ['demo'] } });
    expect(config).toEqual({
      scrape_configs: [
        {
          job_name: 'j',
          file_sd_configs: [{ files: ['/sd/endpointslice-demo.json'] }],
          relabel_configs: [keep],
        },
      ],
    });
    expect([...files.keys()]).toEqual(['/sd/endpointslice-demo.json']);
  });

  it('gives the meta labels that Kubernetes discovery gives, by which monitors select', () => {
    const { files } = swap({ role: 'endpointslice' });
    const [group] = files.get('/sd/endpointslice.json') ?? [];
    expect(group?.targets).toEqual(['127.0.0.1:8080']);
    expect(group?.labels).toMatchObject({
      __meta_kubernetes_namespace: 'demo',
      __meta_kubernetes_service_name: 'demo',
      __meta_kubernetes_service_label_app_kubernetes_io_name: 'demo',
      __meta_kubernetes_service_labelpresent_app_kubernetes_io_name: 'true',
      __meta_kubernetes_endpointslice_port_name: 'http',
      __meta_kubernetes_endpointslice_address_target_kind: 'Pod',
      __meta_kubernetes_endpointslice_address_target_name: 'demo-0',
      __meta_kubernetes_pod_label_tier: 'web',
      __meta_kubernetes_pod_phase: 'Running',
    });
  });

  it.each([
    ['endpoints', '__meta_kubernetes_endpoint_port_name'],
    ['pod', '__meta_kubernetes_pod_container_port_name'],
    ['service', '__meta_kubernetes_service_port_name'],
  ])('names the port for the role %s too', (role, label) => {
    const [group] = [...swap({ role }).files.values()].flat();
    expect(group?.labels[label]).toBe('http');
  });

  it('shows a job only the namespaces that it may look into', () => {
    const { files } = swap({ role: 'pod', namespaces: { names: ['other'] } });
    expect(files.get('/sd/pod-other.json')).toEqual([]);
  });

  it('swaps the discovery of Alertmanagers as well', () => {
    const config = { alerting: { alertmanagers: [{ kubernetes_sd_configs: [{ role: 'endpoints' }] }] } };
    expect(swapDiscovery(config, [workload], '/sd').config).toEqual({
      alerting: { alertmanagers: [{ file_sd_configs: [{ files: ['/sd/endpoints.json'] }] }] },
    });
  });

  it('refuses a role that it cannot stand in for', () => {
    expect(() => swap({ role: 'node' })).toThrow('no stand-in for Kubernetes discovery of role "node"');
  });
});
