import { LOOPBACK } from '../loopback';
import type { LocalWorkload } from '../stack/workload';

/**
 * How the demo application would lie in a cluster. content/applications/demo.yaml finds it by this, through the
 * relabelings of its monitor: what does not match is not scraped, here as there.
 */
export const demoWorkload = (port: number): LocalWorkload => ({
  namespace: 'demo',
  service: { name: 'demo', labels: { 'app.kubernetes.io/name': 'demo' } },
  pod: {
    name: 'demo-6c9f8b7d4-x2x7q',
    labels: { 'app.kubernetes.io/name': 'demo', 'pod-template-hash': '6c9f8b7d4' },
    container: 'demo',
    controller: { kind: 'ReplicaSet', name: 'demo-6c9f8b7d4' },
  },
  portName: 'http-metrics',
  host: LOOPBACK,
  port,
});
