import type { Application, HttpMapping } from '../config/schema/application';
import { bound } from '../signals/buckets';
import { failedStatus, httpSignals } from '../signals/http';
import { number, ratio, sumBy } from '../signals/promql';
import {
  durationBucketRate,
  errorRatio,
  errorRatioThreshold,
  failedRequestRate,
  latency,
  latencyThreshold,
  requestRate,
  requestRateByStatus,
  slowRequestRatio,
} from '../signals/recorded';
import { select } from '../signals/signal';
import { dashboardUids } from '../dashboards/uids';
import { bucketMissing, durationRecords, slowShare } from './durations';
import { asItIs, eventRecords } from './events';
import type { RuleContext } from './input';
import type { AlertRule, RecordingRule, RuleGroup } from './model';
import { recorder } from './record';
import { minutes, minutesText, plainText } from './text';

const trafficRules = (application: Application, http: HttpMapping, context: RuleContext): RecordingRule[] => {
  const record = recorder(application, context);
  const { minimumRequestsPerMinute, warningPercent, criticalPercent } = application.alerts.errorRate;
  const { all } = httpSignals(application.name, http);
  const of = { application: application.name };
  return [
    // The counter's series are read once: each of them costs as much as all else that is recorded of the requests.
    record(
      requestRateByStatus,
      sumBy(`rate(${all}[5m])`, { label: http.requests.statusLabel, name: 'status' }),
    ),
    ...eventRecords({
      record,
      of,
      recorded: { all: requestRate, failed: failedRequestRate, ratio: errorRatio },
      rates: {
        all: `sum(${select(requestRateByStatus, of)})`,
        failed: `sum(${select(requestRateByStatus, { ...of, status: failedStatus })})`,
      },
      reading: asItIs,
      minimumPerSecond: minimumRequestsPerMinute / 60,
    }),
    record(errorRatioThreshold, `vector(${ratio(warningPercent)})`, { level: 'warning' }),
    record(errorRatioThreshold, `vector(${ratio(criticalPercent)})`, { level: 'critical' }),
  ];
};

const durationRules = (application: Application, http: HttpMapping, context: RuleContext): RecordingRule[] =>
  durationRecords({
    record: recorder(application, context),
    of: { application: application.name },
    recorded: {
      bucketRate: durationBucketRate,
      percentile: latency,
      slowRatio: slowRequestRatio,
      threshold: latencyThreshold,
    },
    buckets: httpSignals(application.name, http).durations,
    reading: asItIs,
    thresholdSeconds: application.alerts.latency.p95Ms / 1_000,
    minimumPerSecond: 0,
  });

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
      expr: bucketMissing(durationBucketRate, of, p95Ms / 1_000),
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
