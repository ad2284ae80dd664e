import type { Application } from '../config/schema/application';
import type { Operation } from '../config/schema/operation';
import { referredSignal, selectReferred } from './metricRef';
import { percentiles, perPercentile, recorded } from './recorded';
import type { Signal } from './signal';

/** The metrics of one operation: names and labels are the application's own. */
export interface OperationSignals {
  readonly signals: readonly Signal[];
  /** Selector of all that ended. */
  readonly all: string;
  readonly failed: string;
  /** Selector of the buckets of their durations. */
  readonly durations: string | undefined;
}

export const operationSignals = (
  application: string,
  { total, failed, duration }: Operation,
): OperationSignals => {
  const counted = referredSignal(total, {
    kind: 'counter',
    unit: 'count',
    description: 'Operations that ended, failed ones included.',
  });
  const lost = referredSignal(failed, {
    kind: 'counter',
    unit: 'count',
    description: 'Operations that failed.',
  });
  const took =
    duration === undefined
      ? undefined
      : referredSignal(duration, {
          kind: 'histogram',
          unit: 'seconds',
          labels: ['le'],
          description: 'Time that an operation took.',
        });
  return {
    signals: [counted, lost, ...(took === undefined ? [] : [took])],
    all: selectReferred(application, total, counted),
    failed: selectReferred(application, failed, lost),
    durations:
      duration === undefined || took === undefined ? undefined : selectReferred(application, duration, took),
  };
};

export const operationSignalsOf = ({ name, operations }: Application): readonly Signal[] =>
  Object.values(operations).flatMap((operation) => operationSignals(name, operation).signals);

const perOperation = ['operation'] as const;

export const operationRate = recorded(
  'application:operations:rate5m',
  'perSecond',
  'Operations per second that ended.',
  perOperation,
);

export const failedOperationRate = recorded(
  'application:operations_failed:rate5m',
  'perSecond',
  'Operations per second that failed; 0 when none did.',
  perOperation,
);

export const operationFailureRatio = recorded(
  'application:operations_failed:ratio',
  'ratio',
  'Share of operations that failed within the window of their alerts. Fewer than the application states count as that many.',
  perOperation,
);

export const operationFailureThreshold = recorded(
  'application:operations_failed:ratio_threshold',
  'ratio',
  'Share of failed operations above which an alert fires.',
  perOperation,
);

export const operationDurationBucketRate = recorded(
  'application:operation_duration_seconds_bucket:rate5m',
  'perSecond',
  'Operations per second by upper bound of their duration.',
  [...perOperation, 'le'],
);

export const slowOperationRate = recorded(
  'application:operations_slow:rate5m',
  'perSecond',
  'Operations per second that took longer than the threshold of an objective.',
  [...perOperation, 'threshold'],
);

export const slowOperationRatio = recorded(
  'application:operations_slow:ratio',
  'ratio',
  'Share of operations that took longer than their threshold, within the window of their alerts.',
  perOperation,
);

export const operationDurationThreshold = recorded(
  'application:operation_duration_seconds:p95_threshold',
  'seconds',
  'The 95th percentile above which an alert fires.',
  perOperation,
);

export const operationDuration = perPercentile((percentile) =>
  recorded(
    `application:operation_duration_seconds:p${String(percentile)}`,
    'seconds',
    `Duration that ${String(percentile)} % of the operations stay below, within the window of their alerts.`,
    perOperation,
  ),
);

export const recordedOperationSignals: readonly Signal[] = [
  operationRate,
  failedOperationRate,
  operationFailureRatio,
  operationFailureThreshold,
  operationDurationBucketRate,
  slowOperationRate,
  slowOperationRatio,
  operationDurationThreshold,
  ...percentiles.map(operationDuration),
];
