import type { Application, HttpMapping } from '../config/schema/application';
import { bound, everything } from '../signals/buckets';
import { httpSignals } from '../signals/http';
import { number, ratio } from '../signals/promql';
import {
  durationBucketRate,
  errorRatio,
  errorRatioThreshold,
  failedRequestRate,
  latency,
  latencyThreshold,
  percentiles,
  requestRate,
  slowRequestRatio,
} from '../signals/recorded';
import { select } from '../signals/signal';
import { dashboardUids } from '../dashboards/uids';
import type { RuleContext } from './input';
import type { AlertRule, RecordingRule, RuleGroup } from './model';
import { recorder } from './record';
import { minutes, minutesText, plainText } from './text';

/** Share of requests that may be slower than a 95th percentile. */
const slowShare = 0.05;

const trafficRules = (application: Application, http: HttpMapping, context: RuleContext): RecordingRule[] => {
  const record = recorder(application, context);
  const signals = httpSignals(application.name, http);
  const of = { application: application.name };
  const all = select(requestRate, of);
  const failed = select(failedRequestRate, of);
  const { minimumRequestsPerMinute, warningPercent, criticalPercent } = application.alerts.errorRate;
  // A quiet hour must not make a rate of one request, and an outage of a quiet service must not hide behind a limit.
  const denominator =
    minimumRequestsPerMinute > 0
      ? `clamp_min(${all}, ${number(minimumRequestsPerMinute / 60)})`
      : `(${all} > 0)`;
  return [
    record(requestRate, `sum(rate(${signals.all}[5m]))`),
    // A status that has not occurred yet has no series: then none failed.
    record(failedRequestRate, `sum(rate(${signals.failed}[5m])) or on () 0 * ${all}`),
    record(errorRatio, `${failed} / on () ${denominator}`),
    record(errorRatioThreshold, `vector(${ratio(warningPercent)})`, { level: 'warning' }),
    record(errorRatioThreshold, `vector(${ratio(criticalPercent)})`, { level: 'critical' }),
  ];
};

const durationRules = (
  application: Application,
  http: HttpMapping,
  context: RuleContext,
): RecordingRule[] => {
  const record = recorder(application, context);
  const of = { application: application.name };
  const thresholdSeconds = application.alerts.latency.p95Ms / 1_000;
  const total = select(durationBucketRate, { ...of, le: everything });
  const fast = select(durationBucketRate, { ...of, le: bound(thresholdSeconds) });
  return [
    record(durationBucketRate, `sum by (le) (rate(${httpSignals(application.name, http).durations}[5m]))`),
    // The comparison drops the NaN of an hour without requests.
    ...percentiles.map((percentile) =>
      record(
        latency(percentile),
        `histogram_quantile(${ratio(percentile)}, ${select(durationBucketRate, of)}) >= 0`,
      ),
    ),
    // Exact where the percentile is a guess within its bucket: p95 > 500 ms means that over 5 % took longer than 500 ms.
    record(slowRequestRatio, `(${total} - on () ${fast}) / on () (${total} > 0)`),
    record(latencyThreshold, `vector(${number(thresholdSeconds)})`),
  ];
};

const errorAlerts = ({ name, team, displayName, alerts }: Application): AlertRule[] => {
  const shown = plainText(displayName);
  const { warningPercent, criticalPercent, forMinutes } = alerts.errorRate;
  const failing = select(errorRatio, { application: name });
  const shared = {
    for: minutes(forMinutes),
    team,
    application: name,
    dashboard: dashboardUids.systemHealth,
  } as const;
  return [
    {
      ...shared,
      alert: 'HighErrorRate',
      expr: `${failing} > ${ratio(warningPercent)}`,
      priority: 'P2',
      summary: `${shown}: {{ $value | humanizePercentage }} of the requests fail`,
      description: `More than ${String(warningPercent)} % of the requests to ${shown} have ended in a 5xx answer for ${minutesText(forMinutes)}: {{ $value | humanizePercentage }} over the last 5 minutes. Above ${String(criticalPercent)} % someone is paged.`,
    },
    {
      ...shared,
      alert: 'CriticalErrorRate',
      expr: `${failing} > ${ratio(criticalPercent)}`,
      priority: 'P1',
      summary: `${shown}: {{ $value | humanizePercentage }} of the requests fail`,
      description: `More than ${String(criticalPercent)} % of the requests to ${shown} have ended in a 5xx answer for ${minutesText(forMinutes)}: {{ $value | humanizePercentage }} over the last 5 minutes. Many users cannot work.`,
    },
  ];
};

const latencyAlerts = ({ name, team, displayName, alerts, http }: Application): AlertRule[] => {
  const shown = plainText(displayName);
  const { p95Ms, forMinutes, minimumRequestsPerMinute } = alerts.latency;
  const of = { application: name };
  const threshold = bound(p95Ms / 1_000);
  return [
    {
      alert: 'HighLatency',
      expr: `${select(slowRequestRatio, of)} > ${number(slowShare)} and on () ${select(requestRate, of)} * 60 >= ${number(minimumRequestsPerMinute)}`,
      for: minutes(forMinutes),
      priority: 'P2',
      team,
      application: name,
      summary: `${shown}: p95 is above ${String(p95Ms)} ms`,
      description: `{{ $value | humanizePercentage }} of the requests to ${shown} take longer than ${String(p95Ms)} ms, for ${minutesText(forMinutes)}; ${number(slowShare * 100)} % may. Users notice.`,
      dashboard: dashboardUids.systemHealth,
    },
    {
      alert: 'LatencyBucketMissing',
      expr: `max without (le) (${select(durationBucketRate, of)}) > 0 unless on () ${select(durationBucketRate, { ...of, le: threshold })}`,
      for: '15m',
      priority: 'P3',
      team,
      application: name,
      summary: `${shown}: its histogram has no bucket of ${String(p95Ms)} ms`,
      description: `${plainText(http?.duration.metric ?? '')} of ${shown} has no bucket le="${threshold}", although its file declares one, so HighLatency cannot fire for it.`,
      dashboard: dashboardUids.systemHealth,
    },
  ];
};

/** Rate, errors and duration of an application's HTTP requests. */
export const httpGroups = (application: Application, context: RuleContext): RuleGroup[] => {
  const { http, name, team } = application;
  if (http === undefined) return [];
  return [
    {
      name: `${name}.http`,
      team,
      rules: [
        ...trafficRules(application, http, context),
        ...durationRules(application, http, context),
        ...errorAlerts(application),
        ...latencyAlerts(application),
      ],
    },
  ];
};
