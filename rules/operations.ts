import type { Application } from '../config/schema/application';
import { operationDefaults, type Operation } from '../config/schema/operation';
import { dashboardUids } from '../dashboards/uids';
import { bound } from '../signals/buckets';
import {
  failedOperationRate,
  operationDuration,
  operationDurationBucketRate,
  operationDurationThreshold,
  operationFailureRatio,
  operationFailureThreshold,
  operationRate,
  operationSignals,
  slowOperationRatio,
} from '../signals/operations';
import { number, ratio } from '../signals/promql';
import { select } from '../signals/signal';
import { bucketMissing, durationRecords, slowShare } from './durations';
import { averagedOver, eventRecords } from './events';
import type { RuleContext } from './input';
import type { AlertRule, RecordingRule, RuleGroup } from './model';
import { recorder } from './record';
import { minutes, minutesText, plainText } from './text';

/** One operation of an application, its thresholds complete. */
interface Named {
  readonly application: Application;
  readonly name: string;
  readonly operation: Operation;
  readonly thresholds: typeof operationDefaults & NonNullable<Operation['alerts']>;
}

const records = (
  { application, name, operation, thresholds }: Named,
  context: RuleContext,
): RecordingRule[] => {
  const { all, failed, durations } = operationSignals(application.name, operation);
  const shared = {
    record: recorder(application, context, { operation: name }),
    of: { application: application.name, operation: name },
    reading: averagedOver(thresholds.windowMinutes),
    minimumPerSecond: thresholds.minimumPerHour / 3_600,
  };
  return [
    ...eventRecords({
      ...shared,
      recorded: { all: operationRate, failed: failedOperationRate, ratio: operationFailureRatio },
      rates: { all: `sum(rate(${all}[5m]))`, failed: `sum(rate(${failed}[5m]))` },
    }),
    shared.record(operationFailureThreshold, `vector(${ratio(thresholds.failurePercent)})`),
    ...(durations === undefined
      ? []
      : durationRecords({
          ...shared,
          recorded: {
            bucketRate: operationDurationBucketRate,
            percentile: operationDuration,
            slowRatio: slowOperationRatio,
            threshold: operationDurationThreshold,
          },
          buckets: durations,
          thresholdSeconds: thresholds.p95Seconds,
        })),
  ];
};

const failing = ({ application, name, operation, thresholds }: Named): AlertRule => {
  const { failurePercent, windowMinutes, forMinutes, priority } = thresholds;
  const [shown, what] = [plainText(application.displayName), plainText(operation.displayName)];
  return {
    alert: 'OperationFailing',
    expr: `${select(operationFailureRatio, { application: application.name, operation: name })} > ${ratio(failurePercent)}`,
    for: minutes(forMinutes),
    priority,
    team: application.team,
    application: application.name,
    labels: { operation: name },
    summary: `${shown}: {{ $value | humanizePercentage }} of ${what} fail`,
    description: `More than ${number(failurePercent)} % of ${what} of ${shown} have failed for ${minutesText(forMinutes)}: {{ $value | humanizePercentage }} over the last ${minutesText(windowMinutes)}. Users wait for something that does not come.`,
    dashboard: dashboardUids.business,
  };
};

const slow = ({ application, name, operation, thresholds }: Named): AlertRule[] => {
  const { p95Seconds, windowMinutes, forMinutes, priority } = thresholds;
  const { duration } = operation;
  if (duration === undefined || p95Seconds === undefined) return [];
  const [shown, what] = [plainText(application.displayName), plainText(operation.displayName)];
  const of = { application: application.name, operation: name };
  const shared = {
    team: application.team,
    application: application.name,
    labels: { operation: name },
    dashboard: dashboardUids.business,
  } as const;
  return [
    {
      ...shared,
      alert: 'OperationSlow',
      expr: `${select(slowOperationRatio, of)} > ${number(slowShare)}`,
      for: minutes(forMinutes),
      priority,
      summary: `${shown}: p95 of ${what} is above ${number(p95Seconds)} s`,
      description: `{{ $value | humanizePercentage }} of ${what} of ${shown} took longer than ${number(p95Seconds)} s over the last ${minutesText(windowMinutes)}; ${number(slowShare * 100)} % may. This has lasted for ${minutesText(forMinutes)}.`,
    },
    {
      ...shared,
      alert: 'LatencyBucketMissing',
      expr: bucketMissing(operationDurationBucketRate, of, p95Seconds),
      for: '15m',
      priority: 'P3',
      summary: `${shown}: the histogram of ${what} has no bucket of ${number(p95Seconds)} s`,
      description: `${plainText(duration.metric)} of ${shown} has no bucket le="${bound(p95Seconds)}", although its file declares one, so OperationSlow cannot fire for it.`,
    },
  ];
};

/** Operations that users wait for: how many, how many of them fail, how long they take. */
export const operationGroups = (application: Application, context: RuleContext): RuleGroup[] =>
  Object.entries(application.operations).map(([name, operation]) => {
    const named: Named = {
      application,
      name,
      operation,
      thresholds: { ...operationDefaults, ...operation.alerts } as Named['thresholds'],
    };
    return {
      name: `${application.name}.operation-${name}`,
      team: application.team,
      rules: [...records(named, context), failing(named), ...slow(named)],
    };
  });
