import { longestAlertWindowDays } from '../../rules/slo/windows';
import { expectedGb, largestBlockShare, retentionSizeGb, smallestMemoryMb } from '../capacity';
import type { Invariant } from './model';

/** A window at the edge of the retention would be computed from half of its data. */
const windowReserve = 1.5;

const rounded = (gb: number): string => String(Math.ceil(gb));

export const metricsInvariants: readonly Invariant[] = [
  {
    holds: 'blocks leave room on the volume for the write-ahead log and compaction',
    key: 'metrics.retentionSizeGb',
    fault: ({ metrics }) => {
      const size = retentionSizeGb(metrics);
      const most = Math.floor(metrics.volumeSizeGb * largestBlockShare);
      return size <= most || metrics.volumeSizeGb === 1
        ? undefined
        : `${String(size)} GiB of blocks do not fit metrics.volumeSizeGb ${String(metrics.volumeSizeGb)}; write at most ${String(most)} (85 % of the volume) or enlarge the volume`;
    },
  },
  {
    holds: 'the expected series fit the retention size',
    key: 'metrics.volumeSizeGb',
    fault: ({ metrics }) => {
      const needed = expectedGb(metrics);
      const size = retentionSizeGb(metrics);
      return needed <= size
        ? undefined
        : `${String(metrics.retentionDays)} days of the expected series (metrics.expectedSeries) take about ${rounded(needed)} GiB, blocks may take ${String(size)}; write a volume of at least ${rounded(needed / 0.8)}, or keep fewer days or series`;
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
        : `${String(synthetics.timeoutSeconds)} s is not shorter than synthetics.intervalSeconds ${String(synthetics.intervalSeconds)}; write less`,
  },
  ...(['metrics', 'alerting', 'grafana'] as const).map((part): Invariant => ({
    holds: `the memory request of ${part} is within its limit`,
    key: `${part}.resources.memoryRequestMb`,
    fault: (config) => {
      const { memoryRequestMb, memoryLimitMb } = config[part].resources;
      return memoryRequestMb <= memoryLimitMb
        ? undefined
        : `${String(memoryRequestMb)} MiB is above ${part}.resources.memoryLimitMb ${String(memoryLimitMb)}; lower the request or raise the limit`;
    },
  })),
];
