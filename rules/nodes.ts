import { seriesLabels } from '../config/naming';
import type { NodeThresholds } from '../config/schema/nodes';
import { dashboardUids } from '../dashboards/uids';
import {
  diskFree,
  filesystemAvailable,
  filesystemReadOnly,
  filesystemSize,
  nodeCpu,
  nodeInfo,
  nodeMemory,
  onDisk,
} from '../signals/node';
import { number, ratio } from '../signals/promql';
import { select } from '../signals/signal';
import type { AlertRule, RecordingRule, RuleGroup } from './model';
import { minutes, minutesText } from './text';

const { cluster, environment } = seriesLabels;

/** Without the pod of the exporter, whose restart would end an alert and begin another. */
const perNode = (selector: string): string => `max by (${cluster}, ${environment}, instance) (${selector})`;

/** The name that people know, beside the address that metrics carry. */
const node = `{{ with printf "${nodeInfo.metric}{instance='%s'}" $labels.instance | query }}{{ . | first | label "nodename" }}{{ else }}{{ $labels.instance }}{{ end }}`;

/** A disk that is mounted in several places is one disk. */
const disks = (): RecordingRule => ({
  record: diskFree.metric,
  expr: `min by (${cluster}, ${environment}, instance, device) (${select(filesystemAvailable, onDisk)} / ${select(filesystemSize, onDisk)} unless ${select(filesystemReadOnly)} == 1)`,
});

const share = '{{ $value | humanizePercentage }}';

const alerts = (
  thresholds: NodeThresholds,
): Pick<AlertRule, 'alert' | 'expr' | 'priority' | 'summary' | 'description'>[] => {
  const { cpuPercent, memoryPercent, memoryCriticalPercent, diskFreePercent, diskFreeCriticalPercent } =
    thresholds;
  const lasting = `for more than ${minutesText(thresholds.forMinutes)}`;
  const above = (percent: number): string => `> ${ratio(percent)}`;
  const below = (percent: number): string => `< ${ratio(percent)}`;
  const disk = '{{ $labels.device }}';
  return [
    {
      alert: 'NodeCpuHigh',
      expr: `${perNode(select(nodeCpu))} ${above(cpuPercent)}`,
      priority: 'P3',
      summary: `Node ${node}: ${share} of the CPU are in use`,
      description: `Node ${node} ({{ $labels.instance }}) uses ${share} of its CPU, above ${number(cpuPercent)} % ${lasting}. What runs there waits for a turn; new pods find less than they requested.`,
    },
    {
      alert: 'NodeMemoryHigh',
      expr: `${perNode(select(nodeMemory))} ${above(memoryPercent)}`,
      priority: 'P3',
      summary: `Node ${node}: ${share} of the memory are in use`,
      description: `Node ${node} ({{ $labels.instance }}) uses ${share} of its memory, above ${number(memoryPercent)} % ${lasting}. What the page cache can give back is not counted.`,
    },
    {
      alert: 'NodeMemoryNearlyExhausted',
      expr: `${perNode(select(nodeMemory))} ${above(memoryCriticalPercent)}`,
      priority: 'P2',
      summary: `Node ${node} is about to run out of memory: ${share} are in use`,
      description: `Node ${node} ({{ $labels.instance }}) uses ${share} of its memory, above ${number(memoryCriticalPercent)} % ${lasting}. Soon the kubelet evicts pods, or the kernel kills processes of its own choice.`,
    },
    {
      alert: 'NodeDiskAlmostFull',
      expr: `${select(diskFree)} ${below(diskFreePercent)}`,
      priority: 'P2',
      summary: `Node ${node}: ${share} of ${disk} are free`,
      description: `Disk ${disk} of node ${node} ({{ $labels.instance }}) has ${share} free, below ${number(diskFreePercent)} % ${lasting}. The kubelet removes images and evicts pods to make room.`,
    },
    {
      alert: 'NodeDiskNearlyExhausted',
      expr: `${select(diskFree)} ${below(diskFreeCriticalPercent)}`,
      priority: 'P1',
      summary: `Node ${node}: only ${share} of ${disk} are free`,
      description: `Disk ${disk} of node ${node} ({{ $labels.instance }}) has ${share} free, below ${number(diskFreeCriticalPercent)} % ${lasting}. Evicting pods did not help. When it is full, nothing there starts and logs are lost.`,
    },
  ];
};

/** CPU, memory and disks of the machines, which are the platform team's. */
export const nodeGroups = (thresholds: NodeThresholds | undefined, platformTeam: string): RuleGroup[] =>
  thresholds === undefined
    ? []
    : [
        {
          name: 'nodes',
          team: platformTeam,
          rules: [
            disks(),
            ...alerts(thresholds).map((alert): AlertRule => ({
              ...alert,
              for: minutes(thresholds.forMinutes),
              team: platformTeam,
              dashboard: dashboardUids.systemHealth,
            })),
          ],
        },
      ];
