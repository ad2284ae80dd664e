import { LOOPBACK } from '../loopback';
import type { LocalWorkload } from '../stack/workload';

/** Namespace of everything of the demo. */
const NAMESPACE = 'demo';

/**
 * A part of the demo as it would lie in a cluster. content/applications/ finds it by this, through the relabelings of its
 * monitor: what does not match is not scraped, here as there.
 */
const workload = (name: string, portName: string, port: number): LocalWorkload => ({
  namespace: NAMESPACE,
  service: { name, labels: { 'app.kubernetes.io/name': name } },
  pod: {
    name: `${name}-6c9f8b7d4-x2x7q`,
    labels: { 'app.kubernetes.io/name': name, 'pod-template-hash': '6c9f8b7d4' },
    container: name,
    controller: { kind: 'ReplicaSet', name: `${name}-6c9f8b7d4` },
  },
  portName,
  host: LOOPBACK,
  port,
});

/** The shop: application `demo`. */
export const demoWorkload = (port: number): LocalWorkload => workload('demo', 'http-metrics', port);

/** Ports of the demo that Prometheus scrapes. */
export interface DemoPorts {
  readonly shop: number;
  readonly worker: number;
  readonly postgresExporter: number;
  readonly redisExporter: number;
}

export const demoWorkloads = (ports: DemoPorts): readonly LocalWorkload[] => [
  demoWorkload(ports.shop),
  workload('worker', 'http-metrics', ports.worker),
  workload('postgres-exporter', 'metrics', ports.postgresExporter),
  workload('redis-exporter', 'metrics', ports.redisExporter),
];
