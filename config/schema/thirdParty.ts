import { z } from 'zod';
import { dnsLabel, percent, whole } from './common';
import { metricRef } from './metricRef';

/** Traffic below which a share says nothing. */
const minimumRequestsPerMinute = z
  .number()
  .min(0)
  .default(2)
  .describe('Below this traffic a share of the calls says nothing.');

const requests = z
  .strictObject({
    total: metricRef.describe('Counter of all calls.'),
    failed: metricRef.describe('Counter of the calls that failed, timeouts included.'),
  })
  .describe('How the application counts its calls.');

const duration = metricRef
  .extend({
    bucketsSeconds: z
      .array(z.number().positive())
      .min(2)
      .describe('Upper bounds of its buckets. `alerts.slow.p95Ms` must be one of them.'),
  })
  .describe('Histogram of the time that a call takes, in seconds; `metric` without _bucket.');

const quota = z
  .strictObject({
    used: metricRef.optional().describe('Gauge of the calls used up, as the provider reports them.'),
    remaining: metricRef.optional().describe('Gauge of the calls left, as the provider reports them.'),
    windowMinutes: whole(1, 10_080)
      .optional()
      .describe(
        'Minutes over which `requests.total` is counted instead, for a provider that reports nothing; the window slides.',
      ),
    limit: metricRef.optional().describe('Gauge of the calls allowed.'),
    limitCalls: z.number().gt(0).optional().describe('Calls allowed, where no metric says it.'),
  })
  .describe(
    'How many calls the contract allows. Write one of `used`, `remaining` and `windowMinutes`, and one of `limit` and `limitCalls`. Where several instances report, the most pessimistic counts.',
  );

const circuitBreaker = z
  .strictObject({
    state: metricRef.describe('Gauge of its state, per instance.'),
    openValues: z
      .array(z.number())
      .min(1)
      .default([1])
      .describe('Values that mean open; add that of half-open where it should count as such.'),
  })
  .describe('Circuit breaker in front of the calls.');

const alerts = z
  .strictObject({
    failing: z
      .strictObject({
        percent: percent.default(20).describe('Share of calls that fail.'),
        forMinutes: whole(1, 60).default(5).describe('How long it stays above that before someone is told.'),
        minimumRequestsPerMinute,
      })
      .prefault({})
      .describe('Too many calls fail.'),
    unavailable: z
      .strictObject({
        overMinutes: whole(5, 1_440).default(15).describe('Minutes over which calls are counted.'),
        minimumRequests: z
          .number()
          .min(1)
          .default(3)
          .describe('Failed calls in this time below which nobody is told.'),
      })
      .prefault({})
      .describe('Not one call succeeds, be they ever so few; told after `failing.forMinutes`.'),
    slow: z
      .strictObject({
        p95Ms: z
          .number()
          .positive()
          .default(5_000)
          .describe('Threshold of the 95th percentile in milliseconds; must be a bucket bound.'),
        forMinutes: whole(1, 60).default(10).describe('How long it stays above that before someone is told.'),
        minimumRequestsPerMinute,
      })
      .prefault({})
      .describe('Calls take long. Needs `duration`.'),
    quota: z
      .strictObject({
        warningPercent: percent
          .lt(100)
          .default(90)
          .describe('Share of the quota above which someone is told.'),
      })
      .prefault({})
      .describe('The quota comes to its end. Needs `quota`.'),
    circuitBreaker: z
      .strictObject({
        forMinutes: whole(1, 60).default(1).describe('How long it is open before someone is told.'),
      })
      .prefault({})
      .describe('The circuit breaker is open. Needs `circuitBreaker`.'),
  })
  .prefault({})
  .describe('Thresholds; each has a default.');

/** An interface of somebody else that an application calls, as the application itself counts its calls. */
export const thirdParty = z
  .strictObject({
    displayName: z.string().min(1).describe('Name for people.'),
    requests,
    duration: duration.optional(),
    quota: quota.optional(),
    circuitBreaker: circuitBreaker.optional(),
    alerts,
  })
  .describe('An API of somebody else that the application calls.');

export type ThirdParty = z.infer<typeof thirdParty>;

export const thirdParties = z
  .record(dnsLabel, thirdParty)
  .describe('APIs of others that the application calls, by a name that becomes the label `third_party`.');
