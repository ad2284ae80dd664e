import { alertLabels } from '../config/naming';
import type { MetricRef } from '../config/schema/metricRef';
import type { ThirdParty } from '../config/schema/thirdParty';
import { bound, everything } from './buckets';
import { referredSignal, selectReferred, type MetricMeaning } from './metricRef';
import { recorded } from './recorded';
import type { Signal } from './signal';

const total = { kind: 'counter', unit: 'count', description: 'Calls of an API of somebody else.' } as const;
const failed = { kind: 'counter', unit: 'count', description: 'Calls that failed.' } as const;
const duration = {
  kind: 'histogram',
  unit: 'seconds',
  labels: ['le'],
  description: 'Time that a call took.',
} as const;
const used = { kind: 'gauge', unit: 'count', description: 'Calls of the quota that are used up.' } as const;
const remaining = { kind: 'gauge', unit: 'count', description: 'Calls of the quota that are left.' } as const;
const limit = { kind: 'gauge', unit: 'count', description: 'Calls that the quota allows.' } as const;
const state = {
  kind: 'gauge',
  unit: 'count',
  description: 'State of a circuit breaker, as a number.',
} as const;

/** What an application tells about one third party: names and labels are its own. */
export interface ThirdPartySignals {
  readonly signals: readonly Signal[];
  /** Selectors. */
  readonly total: string;
  readonly failed: string;
  /** Buckets of all calls, and of those within the latency threshold. */
  readonly durations?: { readonly all: string; readonly fast: string };
  readonly used?: string;
  readonly remaining?: string;
  readonly limit?: string;
  readonly circuitBreaker?: string;
}

export const thirdPartySignals = (
  application: string,
  { requests, duration: histogram, quota, circuitBreaker, alerts }: ThirdParty,
): ThirdPartySignals => {
  const signals: Signal[] = [];
  const selector = (ref: MetricRef, meaning: MetricMeaning) => {
    const of = referredSignal(ref, meaning);
    signals.push(of);
    return (further?: Readonly<Record<string, string>>) => selectReferred(application, ref, of, further);
  };
  const buckets = histogram === undefined ? undefined : selector(histogram, duration);
  return {
    signals,
    total: selector(requests.total, total)(),
    failed: selector(requests.failed, failed)(),
    ...(buckets === undefined
      ? {}
      : {
          durations: {
            all: buckets({ le: everything }),
            fast: buckets({ le: bound(alerts.slow.p95Ms / 1_000) }),
          },
        }),
    ...(quota?.used === undefined ? {} : { used: selector(quota.used, used)() }),
    ...(quota?.remaining === undefined ? {} : { remaining: selector(quota.remaining, remaining)() }),
    ...(quota?.limit === undefined ? {} : { limit: selector(quota.limit, limit)() }),
    ...(circuitBreaker === undefined ? {} : { circuitBreaker: selector(circuitBreaker.state, state)() }),
  };
};

const label = [alertLabels.thirdParty] as const;

export const thirdPartyRequestRate = recorded(
  'application:third_party_requests:rate5m',
  'perSecond',
  'Calls per second of an API of somebody else.',
  label,
);

export const thirdPartyErrorRatio = recorded(
  'application:third_party_requests_failed:ratio_rate5m',
  'ratio',
  'Share of the calls of an API of somebody else that failed; nothing without calls.',
  label,
);

export const thirdPartySlowRatio = recorded(
  'application:third_party_requests_slow:ratio_rate5m',
  'ratio',
  'Share of the calls of an API of somebody else that took longer than the latency threshold.',
  label,
);

export const thirdPartyQuotaUsed = recorded(
  'application:third_party_quota_used:ratio',
  'ratio',
  'Share of the quota of an API of somebody else that is used up.',
  label,
);

export const thirdPartyRecordedSignals: readonly Signal[] = [
  thirdPartyRequestRate,
  thirdPartyErrorRatio,
  thirdPartySlowRatio,
  thirdPartyQuotaUsed,
];
