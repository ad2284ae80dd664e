import { longestAlertWindowDays } from '../../rules/slo/windows';
import {
  defaultBlockShare,
  expectedGb,
  largestBlockShare,
  retentionSizeGb,
  smallestMemoryMb,
} from '../capacity';
import type { MetricsConfig } from '../schema/stack';
import type { Invariant } from './model';

const programs = { metrics: 'Prometheus', alerting: 'Alertmanager', grafana: 'Grafana' } as const;

/** A window at the edge of the retention would be computed from half of its data. */
const windowReserve = 1.5;

const smallestVolumeGb = (blocksGb: number, share: number): number => Math.ceil(blocksGb / share);

const series = ({ retentionDays }: MetricsConfig): string =>
  `${String(retentionDays)} days of the expected series (metrics.expectedSeries)`;

export const metricsInvariants: readonly Invariant[] = [
  {
    holds: 'blocks leave room on the volume for the write-ahead log and compaction',
    key: 'metrics.retentionSizeGb',
    fault: ({ metrics }) => {
      const size = retentionSizeGb(metrics);
      const most = Math.floor(metrics.volumeSizeGb * largestBlockShare);
      return size <= most
        ? undefined
        : `${String(size)} GiB of blocks do not fit metrics.volumeSizeGb ${String(metrics.volumeSizeGb)}; write at most ${String(most)} (85 % of the volume), or enlarge the volume to ${String(smallestVolumeGb(size, largestBlockShare))}`;
    },
  },
  {
    holds: 'the expected series fit the volume',
    key: 'metrics.volumeSizeGb',
    fault: ({ metrics }) => {
      const needed = Math.ceil(expectedGb(metrics));
      if (metrics.retentionSizeGb !== undefined || needed <= retentionSizeGb(metrics)) return undefined;
      const volume = smallestVolumeGb(needed, defaultBlockShare);
      return `${series(metrics)} take about ${String(needed)} GiB, and blocks may take 80 % of ${String(metrics.volumeSizeGb)}; write at least ${String(volume)}, or keep fewer days or series`;
    },
  },
  {
    holds: 'the expected series fit the retention size, where that is given',
    key: 'metrics.retentionSizeGb',
    fault: ({ metrics }) => {
      const needed = Math.ceil(expectedGb(metrics));
      if (metrics.retentionSizeGb === undefined || needed <= metrics.retentionSizeGb) return undefined;
      const volume = smallestVolumeGb(needed, largestBlockShare);
      const enlarge =
        volume > metrics.volumeSizeGb ? ` and at least ${String(volume)} for metrics.volumeSizeGb` : '';
      return `${String(metrics.retentionSizeGb)} GiB do not hold ${series(metrics)}, which take about ${String(needed)}; write at least ${String(needed)}${enlarge}, or keep fewer days or series`;
    },
  },
  {
    holds: 'the longest SLO alert window fits the retention with a reserve of a half',
    key: 'metrics.retentionDays',
    fault: ({ metrics }) => {
      const needed = longestAlertWindowDays * windowReserve;
      return metrics.retentionDays >= needed
        ? undefined
        : `${String(metrics.retentionDays)} days are too few for SLO alerts that look back ${String(longestAlertWindowDays)} days; write at least ${String(Math.ceil(needed))}`;
    },
  },
  {
    holds: 'Prometheus has the memory for the expected series',
    key: 'metrics.resources.memoryLimitMb',
    fault: ({ metrics }) => {
      const needed = Math.ceil(smallestMemoryMb(metrics));
      return metrics.resources.memoryLimitMb >= needed
        ? undefined
        : `${String(metrics.resources.memoryLimitMb)} MiB cannot hold the expected series (metrics.expectedSeries, 4 KiB each); write at least ${String(needed)}, better twice that`;
    },
  },
  {
    holds: 'a probe ends before the next one starts',
    key: 'synthetics.timeoutSeconds',
    fault: ({ synthetics }) =>
      synthetics.timeoutSeconds < synthetics.intervalSeconds
        ? undefined
        : `${String(synthetics.timeoutSeconds)} s is not shorter than synthetics.intervalSeconds ${String(synthetics.intervalSeconds)}; write at most ${String(synthetics.intervalSeconds - 1)}`,
  },
  ...(['metrics', 'alerting', 'grafana'] as const).map((part): Invariant => ({
    holds: `the memory request of ${programs[part]} is within its limit`,
    key: `${part}.resources.memoryRequestMb`,
    fault: (config) => {
      const { memoryRequestMb, memoryLimitMb } = config[part].resources;
      return memoryRequestMb <= memoryLimitMb
        ? undefined
        : `${String(memoryRequestMb)} MiB is above ${part}.resources.memoryLimitMb ${String(memoryLimitMb)}; write at most ${String(memoryLimitMb)}, or raise the limit`;
    },
  })),
];
