import type { HttpMapping } from '../config/schema/application';
import { everything } from './buckets';
import { select, signal, targetLabels, type Signal } from './signal';

/** The HTTP metrics of one application: names and labels are its own, see `http` in its file. */
export interface HttpSignals {
  readonly requests: Signal;
  /** `_bucket` series of the duration histogram. */
  readonly durationBuckets: Signal;
  /** Selector of all its requests. */
  readonly all: string;
  /** Selector of requests that the server failed: status 5xx. */
  readonly failed: string;
  /** Selector of the buckets of its durations. */
  readonly durations: string;
  /** Selector of the bucket that holds all of them. */
  readonly timed: string;
}

/** Answers that are the server's fault. */
export const failedStatus = { matches: '5..' } as const;

const optional = (label: string | undefined): readonly string[] => (label === undefined ? [] : [label]);

/** Rate, errors and duration of an application's HTTP requests. */
export const httpSignals = (application: string, { requests, duration }: HttpMapping): HttpSignals => {
  const counter: Signal = signal<string>({
    metric: requests.metric,
    kind: 'counter',
    unit: 'count',
    labels: [...targetLabels, requests.statusLabel, ...optional(requests.routeLabel)],
    source: 'target',
    description: 'HTTP requests that were answered.',
  });
  const buckets: Signal = signal<string>({
    metric: `${duration.metric}_bucket`,
    kind: 'histogram',
    unit: 'seconds',
    labels: [...targetLabels, 'le', ...optional(duration.routeLabel)],
    source: 'target',
    description: 'Time from a request to the end of its answer.',
  });
  return {
    requests: counter,
    durationBuckets: buckets,
    all: select(counter, { application }),
    failed: select(counter, { application, [requests.statusLabel]: failedStatus }),
    durations: select(buckets, { application }),
    timed: select(buckets, { application, le: everything }),
  };
};
