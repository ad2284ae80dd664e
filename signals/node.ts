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

export const filesystemReadOnly = signal({
  metric: 'node_filesystem_readonly',
  kind: 'gauge',
  unit: 'bool',
  labels: [...perInstance, 'device', 'fstype', 'mountpoint'],
  source: 'target',
  description: 'Whether a file system is mounted read-only.',
});

/** File systems on disks of the node: the others report the disk below them, memory, or a disk of somebody else. */
export const onDisk = {
  fstype: { matchesNot: 'tmpfs|ramfs|overlay|squashfs|erofs|iso9660|nfs.*|cifs|fuse.*|' },
} as const;

export const diskFree = signal({
  metric: 'instance_device:node_filesystem_avail:ratio',
  kind: 'gauge',
  unit: 'ratio',
  labels: [...stackLabels, 'instance', 'device'],
  source: 'rule',
  description: 'Share of a writable disk of a node that is left for ordinary users.',
});

export const nodeCpu = signal({
  metric: 'instance:node_cpu_utilisation:rate5m',
  kind: 'gauge',
  unit: 'ratio',
  labels: perInstance,
  source: 'chart',
  description: 'Share of the CPU of a node that is in use, waiting for a disk not counted.',
});

export const nodeMemory = signal({
  metric: 'instance:node_memory_utilisation:ratio',
  kind: 'gauge',
  unit: 'ratio',
  labels: perInstance,
  source: 'chart',
  description:
    'Share of the memory of a node that is in use; what the page cache can give back is not counted.',
});

export const nodeInfo = signal({
  metric: 'node_uname_info',
  kind: 'gauge',
  unit: 'bool',
  labels: [...perInstance, 'nodename'],
  source: 'target',
  description: 'System of a node; tells the name that belongs to an address.',
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

export const nodeSignals = [
  filesystemAvailable,
  filesystemSize,
  filesystemReadOnly,
  diskFree,
  nodeCpu,
  nodeMemory,
  nodeInfo,
  diskBusy,
  networkReceive,
  networkTransmit,
];
