import { namespaces, releases } from '../../config/naming';
import { LOOPBACK } from '../loopback';
import { nodeExporterLabels } from './chartObjects';
import type { LocalWorkload } from './workload';

/** This machine as a node: its exporter as the chart's Service shows it. */
export const nodeExporterWorkload = (port: number): LocalWorkload => ({
  namespace: namespaces.nodes,
  service: { name: `${releases.stack}-prometheus-node-exporter`, labels: nodeExporterLabels },
  pod: {
    name: `${releases.stack}-prometheus-node-exporter-b4x9z`,
    labels: {},
    container: 'node-exporter',
    controller: { kind: 'DaemonSet', name: `${releases.stack}-prometheus-node-exporter` },
  },
  portName: 'http-metrics',
  host: LOOPBACK,
  port,
});
