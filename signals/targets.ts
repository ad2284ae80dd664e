import { alertLabels, jobs, seriesLabels } from '../config/naming';
import { select, signal, stackLabels, targetLabels } from './signal';

export const up = signal({
  metric: 'up',
  kind: 'gauge',
  unit: 'bool',
  labels: [...targetLabels, seriesLabels.dependency],
  source: 'target',
  description: 'Whether the last scrape of a target succeeded. Written by Prometheus itself.',
});

export const probeSuccess = signal({
  metric: 'probe_success',
  kind: 'gauge',
  unit: 'bool',
  labels: [...targetLabels, alertLabels.probe],
  source: 'target',
  description: 'Whether the last request of a probe succeeded: it was answered in time, with a 2xx status.',
});

export const probeDuration = signal({
  metric: 'probe_duration_seconds',
  kind: 'gauge',
  unit: 'seconds',
  labels: [...targetLabels, alertLabels.probe],
  source: 'target',
  description: 'How long the last request of a probe took.',
});

export const probeCertificateExpiry = signal({
  metric: 'probe_ssl_earliest_cert_expiry',
  kind: 'gauge',
  unit: 'seconds',
  labels: [...targetLabels, alertLabels.probe],
  source: 'target',
  description:
    'When the first certificate of the chain that a probe was shown ends, in seconds since 1970. Present for https only.',
});

/** What an application's own targets have: those of its dependencies' exporters carry the name of the dependency. */
const own = { [seriesLabels.dependency]: '' };

/**
 * `up` of an application's own instances. Its probes are targets of the blackbox exporter and carry the same labels, and so
 * do the exporters of its dependencies.
 */
export const instancesUp = (application: string): string =>
  select(up, { application, ...own, job: { not: jobs.blackbox } });

/** `up` of the exporters of a dependency. */
export const exportersUp = (application: string, dependency: string): string =>
  select(up, { application, dependency });

export const targetSignals = [up, probeSuccess, probeDuration, probeCertificateExpiry];

/** Metrics that every Prometheus client library exposes about its own process. */
const processLabels = [
  ...stackLabels,
  seriesLabels.application,
  seriesLabels.namespace,
  seriesLabels.dependency,
  'instance',
] as const;

export const processCpu = signal({
  metric: 'process_cpu_seconds_total',
  kind: 'counter',
  unit: 'seconds',
  labels: processLabels,
  source: 'target',
  description: 'CPU time that the process used.',
});

export const processMemory = signal({
  metric: 'process_resident_memory_bytes',
  kind: 'gauge',
  unit: 'bytes',
  labels: processLabels,
  source: 'target',
  description: 'Memory of the process.',
});

export const processOpenFiles = signal({
  metric: 'process_open_fds',
  kind: 'gauge',
  unit: 'count',
  labels: processLabels,
  source: 'target',
  description: 'File descriptors that the process has open: files, sockets, pipes.',
});

export const processMaxFiles = signal({
  metric: 'process_max_fds',
  kind: 'gauge',
  unit: 'count',
  labels: processLabels,
  source: 'target',
  description: 'File descriptors that the process may have open.',
});

export const processStart = signal({
  metric: 'process_start_time_seconds',
  kind: 'gauge',
  unit: 'seconds',
  labels: processLabels,
  source: 'target',
  description: 'When the process was started, in seconds since 1970.',
});

/** A metric of the processes of an application itself: an exporter reports its own process, which is another. */
export const ofOwnProcesses = (of: typeof processCpu, application: string): string =>
  select(of, { application, ...own });

export const processSignals = [processCpu, processMemory, processOpenFiles, processMaxFiles, processStart];
