import { applicationLabels, signal, type Signal, type Unit } from './signal';

/** A series that rules/ records once per application. */
export const recorded = <const Label extends string = never>(
  metric: string,
  unit: Unit,
  description: string,
  labels: readonly Label[] = [],
): Signal<Label | (typeof applicationLabels)[number]> =>
  signal({
    metric,
    kind: 'gauge',
    unit,
    labels: [...applicationLabels, ...labels],
    source: 'rule',
    description,
  });

export const instancesAnswering = recorded(
  'application:instances_up:sum',
  'count',
  'Instances that answer their scrape; 0 when there are none, nothing when scaled to zero on purpose.',
);

export const requestRateByStatus = recorded(
  'application:http_requests_by_status:rate5m',
  'perSecond',
  'HTTP requests per second by the status of their answer.',
  ['status'],
);

export const requestRate = recorded(
  'application:http_requests:rate5m',
  'perSecond',
  'HTTP requests per second.',
);

export const failedRequestRate = recorded(
  'application:http_requests_errors:rate5m',
  'perSecond',
  'HTTP requests per second that ended in a 5xx answer; 0 when none did.',
);

export const errorRatio = recorded(
  'application:http_requests_errors:ratio_rate5m',
  'ratio',
  'Share of requests that ended in a 5xx answer. Traffic below the least that the application states counts as that much.',
);

export const errorRatioThreshold = recorded(
  'application:http_requests_errors:ratio_threshold',
  'ratio',
  'Share of failed requests above which an alert fires.',
  ['level'],
);

export const durationBucketRate = recorded(
  'application:http_request_duration_seconds_bucket:rate5m',
  'perSecond',
  'Requests per second by upper bound of their duration.',
  ['le'],
);

export const slowRequestRate = recorded(
  'application:http_requests_slow:rate5m',
  'perSecond',
  'HTTP requests per second that took longer than the threshold of an objective.',
  ['threshold'],
);

export const slowRequestRatio = recorded(
  'application:http_requests_slow:ratio_rate5m',
  'ratio',
  'Share of requests that took longer than the latency threshold of the application.',
);

export const latencyThreshold = recorded(
  'application:http_request_duration_seconds:p95_threshold',
  'seconds',
  'The 95th percentile above which an alert fires.',
);

/** Percentiles that are recorded: those of the requirements. */
export const percentiles = [50, 95, 99] as const;
export type Percentile = (typeof percentiles)[number];

/** One signal per percentile, each made once. */
export const perPercentile = <S extends Signal>(at: (percentile: Percentile) => S) => {
  const made: Readonly<Record<Percentile, S>> = { 50: at(50), 95: at(95), 99: at(99) };
  return (percentile: Percentile): S => made[percentile];
};

export const latency = perPercentile((percentile) =>
  recorded(
    `application:http_request_duration_seconds:p${String(percentile)}_rate5m`,
    'seconds',
    `Duration that ${String(percentile)} % of the requests stay below.`,
  ),
);

export const usualLatency = recorded(
  'application:http_request_duration_seconds:p95_usual',
  'seconds',
  'Usual 95th percentile: the median of the same hour of the last weeks.',
);

export const usualLatencyRatio = recorded(
  'application:http_request_duration_seconds:p95_usual_ratio',
  'ratio',
  'The 95th percentile as a share of its usual value.',
);

export const cpuUsage = recorded(
  'application:cpu_usage:cores',
  'cores',
  'CPU that an application uses: of its containers, else what its processes report themselves.',
);

export const memoryUsage = recorded(
  'application:memory_usage:bytes',
  'bytes',
  'Memory of an application: of its containers, else what its processes report themselves.',
);

export const cpuSaturation = recorded(
  'application:cpu_saturation:ratio',
  'ratio',
  'Share of the CPU that an application may use (limits of its containers, else their requests, else what its file states) that it uses.',
);

export const memorySaturation = recorded(
  'application:memory_saturation:ratio',
  'ratio',
  'Share of its memory limit that the fullest container (else instance) of an application uses.',
);

export const openFilesSaturation = recorded(
  'application:open_files_saturation:ratio',
  'ratio',
  'Share of the file descriptors that it may open that the fullest process of an application has open.',
);

export const workloadGeneration = recorded(
  'application:workload_generation:max',
  'count',
  'Version of the workload; a step is a deployment (or a change of its scale).',
);

export const recordedSignals: readonly Signal[] = [
  instancesAnswering,
  requestRateByStatus,
  requestRate,
  failedRequestRate,
  errorRatio,
  errorRatioThreshold,
  durationBucketRate,
  slowRequestRate,
  slowRequestRatio,
  latencyThreshold,
  ...percentiles.map(latency),
  usualLatency,
  usualLatencyRatio,
  cpuUsage,
  memoryUsage,
  workloadGeneration,
  cpuSaturation,
  memorySaturation,
  openFilesSaturation,
];
