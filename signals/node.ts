import { signal, stackLabels } from './signal';

const perInstance = [...stackLabels, 'job', 'instance'] as const;

export const filesystemAvailable = signal({
  metric: 'node_filesystem_avail_bytes',
  kind: 'gauge',
  unit: 'bytes',
  labels: [...perInstance, 'device', 'fstype', 'mountpoint'],
  source: 'target',
  description: 'Space of a file system that is left for ordinary users.',
});

export const filesystemSize = signal({
  metric: 'node_filesystem_size_bytes',
  kind: 'gauge',
  unit: 'bytes',
  labels: [...perInstance, 'device', 'fstype', 'mountpoint'],
  source: 'target',
  description: 'Size of a file system.',
});

export const diskBusy = signal({
  metric: 'instance_device:node_disk_io_time_seconds:rate5m',
  kind: 'gauge',
  unit: 'ratio',
  labels: [...perInstance, 'device'],
  source: 'chart',
  description: 'Share of time in which a disk was busy.',
});

export const networkReceive = signal({
  metric: 'instance:node_network_receive_bytes_excluding_lo:rate5m',
  kind: 'gauge',
  unit: 'bytesPerSecond',
  labels: perInstance,
  source: 'chart',
  description: 'What a node receives from the network.',
});

export const networkTransmit = signal({
  metric: 'instance:node_network_transmit_bytes_excluding_lo:rate5m',
  kind: 'gauge',
  unit: 'bytesPerSecond',
  labels: perInstance,
  source: 'chart',
  description: 'What a node sends to the network.',
});

export const nodeSignals = [filesystemAvailable, filesystemSize, diskBusy, networkReceive, networkTransmit];
