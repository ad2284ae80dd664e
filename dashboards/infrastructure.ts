import {
  containerWaiting,
  nodeCondition,
  podPhase,
  podReceived,
  podSent,
  unavailableReplicas,
  volumeAvailable,
  volumeCapacity,
} from '../signals/kubernetes';
import { diskBusy, diskFree, networkReceive, networkTransmit, nodeCpu, nodeMemory } from '../signals/node';
import { select } from '../signals/signal';
import { containerCpu, containerMemory, containerRestarts } from '../signals/workload';
import { awsRows } from './aws';
import { board, type DashboardsInput, type Row } from './lib/board';
import { stat } from './lib/stat';
import { table } from './lib/table';
import { timeSeries } from './lib/timeSeries';
import { chosen } from './lib/variables';
import type { DashboardFile } from './model';
import { dashboardUids, folders } from './uids';

const here = chosen.environment;
/** Lines that are still told apart. */
const shown = 10;
const top = (series: string): string => `topk(${String(shown)}, ${series})`;

const health: Row = {
  title: 'Kubernetes',
  panels: [
    stat({
      title: 'Nodes',
      description:
        'Whether each node is ready. A node that is not takes its pods with it after five minutes.',
      unit: 'bool',
      width: 'half',
      queries: [
        {
          expr: `max by (node) (${select(nodeCondition, { ...here, condition: 'Ready', status: 'true' })})`,
          legend: '{{node}}',
        },
      ],
      colours: ['red', [1, 'green']],
      words: { '0': 'NOT READY', '1': 'ready' },
    }),
    stat({
      title: 'Pods by phase',
      description: 'Pending for long: no room, or no image. Failed: look at the pod before it is gone.',
      unit: 'count',
      width: 'half',
      queries: [{ expr: `sum by (phase) (${select(podPhase, here)})`, legend: '{{phase}}' }],
      colours: ['blue'],
    }),
    timeSeries({
      title: 'Restarts in the last hour',
      description: 'Containers that restart, the ten worst. KubePodCrashLooping tells when it does not end.',
      unit: 'count',
      width: 'half',
      queries: [
        {
          expr: top(`sum by (namespace, pod) (increase(${select(containerRestarts, here)}[1h])) > 0`),
          legend: '{{namespace}} {{pod}}',
        },
      ],
    }),
    table({
      title: 'What does not run',
      description: 'Deployments that lack pods, and containers that wait, with the reason.',
      width: 'half',
      rows: { namespace: 'Namespace', deployment: 'Deployment', pod: 'Pod', reason: 'Reason' },
      columns: [
        {
          title: 'Pods missing',
          unit: 'count',
          expr: `max by (namespace, deployment) (${select(unavailableReplicas, here)}) > 0`,
        },
        {
          title: 'Waiting',
          unit: 'count',
          expr: `sum by (namespace, pod, reason) (${select(containerWaiting, here)}) > 0`,
        },
      ],
    }),
  ],
};

const nodes: Row = {
  title: 'Nodes',
  panels: [
    timeSeries({
      title: 'CPU in use',
      description:
        'Share of the CPU of each node in use. NodeCpuHigh tells above the threshold of the stack.',
      unit: 'ratio',
      width: 'third',
      queries: [{ expr: `max by (instance) (${select(nodeCpu, here)})`, legend: '{{instance}}' }],
    }),
    timeSeries({
      title: 'Memory in use',
      description:
        'Share of the memory of each node that is in use. NodeMemoryHigh tells above the threshold of the stack.',
      unit: 'ratio',
      width: 'third',
      queries: [{ expr: `max by (instance) (${select(nodeMemory, here)})`, legend: '{{instance}}' }],
    }),
    timeSeries({
      title: 'Disk space used',
      description: 'Share of each disk that is full. NodeDiskAlmostFull tells above 90 %.',
      unit: 'ratio',
      width: 'third',
      queries: [{ expr: `1 - ${select(diskFree, here)}`, legend: '{{instance}} {{device}}' }],
    }),
    timeSeries({
      title: 'Disk busy',
      description: 'Share of time in which a disk was busy. Near 100 %, everything on the node waits.',
      unit: 'ratio',
      width: 'third',
      queries: [{ expr: select(diskBusy, here), legend: '{{instance}} {{device}}' }],
    }),
    timeSeries({
      title: 'Network received',
      description: 'Bytes per second that each node receives.',
      unit: 'bytesPerSecond',
      width: 'third',
      queries: [{ expr: select(networkReceive, here), legend: '{{instance}}' }],
    }),
    timeSeries({
      title: 'Network sent',
      description: 'Bytes per second that each node sends.',
      unit: 'bytesPerSecond',
      width: 'third',
      queries: [{ expr: select(networkTransmit, here), legend: '{{instance}}' }],
    }),
  ],
};

const containers: Row = {
  title: 'Containers',
  panels: [
    timeSeries({
      title: 'CPU by namespace',
      description: 'Cores that the containers of each namespace use; the ten largest.',
      unit: 'cores',
      width: 'half',
      queries: [{ expr: top(`sum by (namespace) (${select(containerCpu)})`), legend: '{{namespace}}' }],
    }),
    timeSeries({
      title: 'Memory by namespace',
      description: 'Memory of the containers of each namespace that cannot be reclaimed; the ten largest.',
      unit: 'bytes',
      width: 'half',
      queries: [{ expr: top(`sum by (namespace) (${select(containerMemory)})`), legend: '{{namespace}}' }],
    }),
    timeSeries({
      title: 'Received by namespace',
      description: 'Bytes per second that the pods of each namespace receive; the ten largest.',
      unit: 'bytesPerSecond',
      width: 'half',
      queries: [
        { expr: top(`sum by (namespace) (rate(${select(podReceived, here)}[5m]))`), legend: '{{namespace}}' },
      ],
    }),
    timeSeries({
      title: 'Sent by namespace',
      description: 'Bytes per second that the pods of each namespace send; the ten largest.',
      unit: 'bytesPerSecond',
      width: 'half',
      queries: [
        { expr: top(`sum by (namespace) (rate(${select(podSent, here)}[5m]))`), legend: '{{namespace}}' },
      ],
    }),
  ],
};

const storage: Row = {
  title: 'Storage',
  panels: [
    timeSeries({
      title: 'Volumes by fullness',
      description:
        'Share of each volume that is used; the ten fullest. KubePersistentVolumeFillingUp tells in time.',
      unit: 'ratio',
      width: 'full',
      queries: [
        {
          expr: top(
            `1 - max by (namespace, persistentvolumeclaim) (${select(volumeAvailable, here)}) / max by (namespace, persistentvolumeclaim) (${select(volumeCapacity, here)})`,
          ),
          legend: '{{namespace}} {{persistentvolumeclaim}}',
        },
      ],
    }),
  ],
};

/** For the platform team: the cluster below the applications. */
export const infrastructure = (input: DashboardsInput): DashboardFile =>
  board(
    {
      uid: dashboardUids.infrastructure,
      title: 'Infrastructure',
      folder: folders.overview,
      description: 'Whether the cluster and its nodes carry what runs on them.',
      scope: 'environment',
      rows: [health, nodes, containers, storage, ...awsRows(input.aws)],
    },
    input,
  );
