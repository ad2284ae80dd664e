import type { Application } from '../../config/schema/application';
import { bound, everything } from '../../signals/buckets';
import { number } from '../../signals/promql';
import { durationBucketRate, failedRequestRate, requestRate, slowRequestRate } from '../../signals/recorded';
import { select } from '../../signals/signal';
import type { Objective } from './model';

/** A night without a single request, after a restart that took the series of the day before with it. */
const quietHours = 12;

/** Share of requests that do not end in a 5xx answer. */
export const availability = (application: Application): Objective[] => {
  const { name, slos, http, alerts } = application;
  if (slos.availability === undefined || http === undefined) return [];
  const of = { application: name };
  return [
    {
      name: 'availability',
      alert: 'AvailabilityBudgetBurn',
      application,
      objectivePercent: slos.availability.objectivePercent,
      bad: select(failedRequestRate, of),
      events: select(requestRate, of),
      minimumPerMinute: alerts.errorRate.minimumRequestsPerMinute,
      badEvents: 'requests failed',
      coverage: {
        metric: http.requests.metric,
        traffic: `max without (le) (${select(durationBucketRate, { ...of, le: everything })})`,
        quietHours,
      },
    },
  ];
};

/** Share of requests that are faster than a threshold. */
export const latency = (application: Application): Objective[] => {
  const { name, slos, http, alerts } = application;
  if (http === undefined) return [];
  return (slos.latency ?? []).map(({ thresholdMs, objectivePercent }): Objective => {
    const threshold = `${number(thresholdMs)}ms`;
    const le = bound(thresholdMs / 1_000);
    const events = select(durationBucketRate, { application: name, le: everything });
    return {
      name: `latency-${threshold}`,
      alert: 'LatencyBudgetBurn',
      application,
      objectivePercent,
      records: (record) => [
        record(
          slowRequestRate,
          `${events} - on () ${select(durationBucketRate, { application: name, le })}`,
          { threshold },
        ),
      ],
      bad: select(slowRequestRate, { application: name, threshold }),
      events,
      minimumPerMinute: alerts.latency.minimumRequestsPerMinute,
      badEvents: `requests took longer than ${number(thresholdMs)} ms`,
      coverage: {
        metric: `${http.duration.metric}_bucket{le="${le}"}`,
        traffic: select(requestRate, { application: name }),
        quietHours,
      },
    };
  });
};
