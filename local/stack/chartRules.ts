import type { JsonObject } from '../../plan/json';
import { objectAt } from './objects';

/*
 * The rules of the chart that the local run cannot do without. Charts are values only here, so they are repeated as
 * kube-prometheus-stack has them; none of those that the values switch off.
 */

const group = (name: string, rules: readonly JsonObject[]): JsonObject => ({
  groups: [{ name, rules: [...rules] }],
});

const record = (name: string, expr: string): JsonObject => ({ record: name, expr });

/** Always firing, so that its arrival at the dead man's switch proves the chain. */
const watchdog: JsonObject = {
  alert: 'Watchdog',
  expr: 'vector(1)',
  labels: { severity: 'none' },
  annotations: {},
};

const job = 'job="node-exporter"';
const network = `${job}, device!="lo"`;

const perNode = (metric: string): string => `sum without (device) (rate(${metric}{${network}}[5m]))`;

/** What alerts and dashboards read of nodes. */
const nodes: readonly JsonObject[] = [
  record(
    'instance:node_cpu_utilisation:rate5m',
    `1 - avg without (cpu) (sum without (mode) (rate(node_cpu_seconds_total{${job}, mode=~"idle|iowait|steal"}[5m])))`,
  ),
  record(
    'instance:node_memory_utilisation:ratio',
    `1 - node_memory_MemAvailable_bytes{${job}} / node_memory_MemTotal_bytes{${job}}`,
  ),
  record(
    'instance_device:node_disk_io_time_seconds:rate5m',
    `rate(node_disk_io_time_seconds_total{${job}, device=~"(/dev/)?(mmcblk.p.+|nvme.+|rbd.+|sd.+|vd.+|xvd.+|dm-.+|md.+|dasd.+)"}[5m])`,
  ),
  record(
    'instance:node_network_receive_bytes_excluding_lo:rate5m',
    perNode('node_network_receive_bytes_total'),
  ),
  record(
    'instance:node_network_transmit_bytes_excluding_lo:rate5m',
    perNode('node_network_transmit_bytes_total'),
  ),
];

/** File name → rules. */
export function chartRules(values: JsonObject): Record<string, JsonObject> {
  const defaults = objectAt(values, 'defaultRules');
  const off = (part: string): boolean =>
    defaults['create'] === false || objectAt(defaults, 'rules')[part] === false;
  const noWatchdog = off('general') || objectAt(defaults, 'disabled')['Watchdog'] === true;
  return {
    ...(noWatchdog ? {} : { 'chart-watchdog.yaml': group('general.rules', [watchdog]) }),
    ...(off('nodeExporterRecording') ? {} : { 'chart-nodes.yaml': group('node-exporter.rules', nodes) }),
  };
}
