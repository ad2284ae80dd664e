import type { Application } from '../config/schema/application';
import { dependenciesOf } from '../config/schema/dependency';
import { alertThresholdSignals } from './alertThresholds';
import { airflowSignals } from './airflow';
import { celerySignals } from './celery';
import { nginxSignals } from './nginx';
import { connectionSignals, postgresqlSignals } from './postgresql';
import { querySignals, querySignalsRecorded } from './queries';
import { redisSignals } from './redis';
import type { Signal } from './signal';

/** What exporters of dependencies expose, and what is recorded of it. */
export const dependencySignals: readonly Signal[] = [
  ...postgresqlSignals,
  ...redisSignals,
  ...nginxSignals,
  ...celerySignals,
  ...airflowSignals,
  ...querySignalsRecorded,
  ...alertThresholdSignals,
];

/** What an application itself says about its dependencies: names are its own. */
export const dependencySignalsOf = (application: Application): readonly Signal[] =>
  dependenciesOf(application).flatMap((dependency) =>
    dependency.kind === 'postgresql'
      ? [
          ...connectionSignals(application.name, dependency).signals,
          ...(dependency.queries === undefined
            ? []
            : [querySignals(application.name, dependency.queries).signal]),
        ]
      : [],
  );
