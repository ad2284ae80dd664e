import type { Application } from '../../config/schema/application';
import { operationDefaults, type Operation } from '../../config/schema/operation';
import { bound, everything } from '../../signals/buckets';
import {
  failedOperationRate,
  operationDurationBucketRate,
  operationRate,
  slowOperationRate,
} from '../../signals/operations';
import { number } from '../../signals/promql';
import { select } from '../../signals/signal';
import { plainText } from '../text';
import type { Objective } from './model';

/** An operation that runs once a night has no series from a restart to the next night. */
const quietHours = 48;

const minimumPerMinute = ({ alerts }: Operation): number =>
  (alerts?.minimumPerHour ?? operationDefaults.minimumPerHour) / 60;

/** The objectives of one kind with the operations that they name. */
const named = <T>(
  { operations }: Application,
  objectives: Readonly<Record<string, T>> | undefined,
): readonly (readonly [string, T, Operation])[] =>
  Object.entries(objectives ?? {}).flatMap(([name, objective]) => {
    const operation = operations[name];
    return operation === undefined ? [] : [[name, objective, operation] as const];
  });

/** Share of operations that do not fail. */
export const success = (application: Application): Objective[] =>
  named(application, application.slos.success).map(([name, { objectivePercent }, operation]): Objective => {
    const of = { application: application.name, operation: name };
    const ended = select(operationDurationBucketRate, { ...of, le: everything });
    return {
      name: `success-${name}`,
      alert: 'SuccessBudgetBurn',
      application,
      objectivePercent,
      bad: select(failedOperationRate, of),
      events: select(operationRate, of),
      minimumPerMinute: minimumPerMinute(operation),
      badEvents: `${plainText(operation.displayName)} failed`,
      coverage: {
        metric: operation.total.metric,
        ...(operation.duration === undefined ? {} : { traffic: `max without (le, operation) (${ended})` }),
        quietHours,
      },
    };
  });

/** Share of operations that are faster than a threshold. */
export const operationLatency = (application: Application): Objective[] =>
  named(application, application.slos.operationLatency).map(
    ([name, { thresholdSeconds, objectivePercent }, operation]): Objective => {
      const of = { application: application.name, operation: name };
      const threshold = `${number(thresholdSeconds)}s`;
      const le = bound(thresholdSeconds);
      const events = select(operationDurationBucketRate, { ...of, le: everything });
      return {
        name: `latency-${name}-${threshold}`,
        alert: 'LatencyBudgetBurn',
        application,
        objectivePercent,
        records: (record) => [
          record(
            slowOperationRate,
            `${events} - on () ${select(operationDurationBucketRate, { ...of, le })}`,
            { operation: name, threshold },
          ),
        ],
        bad: select(slowOperationRate, { ...of, threshold }),
        events,
        minimumPerMinute: minimumPerMinute(operation),
        badEvents: `${plainText(operation.displayName)} took longer than ${number(thresholdSeconds)} s`,
        coverage: {
          metric: `${operation.duration?.metric ?? ''}_bucket{le="${le}"}`,
          traffic: `max without (operation) (${select(operationRate, of)})`,
          quietHours,
        },
      };
    },
  );
