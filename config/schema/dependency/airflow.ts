import { z } from 'zod';
import { text, whole } from '../common';
import { workload } from '../workload';
import { dependencyAlerts, dependencyKeys, outage } from './common';

const dagId = text(/^[\w.-]+$/, 'the id of a DAG: letters, digits, dashes, dots and underscores', 250);

const regularDag = z.strictObject({
  successEveryMinutes: whole(5, 20_160).describe(
    'Minutes within which a run must have succeeded: its schedule, its duration and some patience.',
  ),
});

/** Airflow, seen by prometheus/statsd_exporter with the mapping of docs/airflow.md. */
export const airflow = z.strictObject({
  kind: z
    .literal('airflow')
    .describe('Airflow, with the statsd_exporter of Prometheus and the mapping of docs/airflow.md.'),
  ...dependencyKeys,
  scheduler: workload
    .optional()
    .describe('The workload of the scheduler; when it is scaled to zero on purpose its silence is no fault.'),
  dags: z
    .record(dagId, regularDag)
    .default({})
    .describe(
      'DAGs that must succeed regularly, by their id. A retention shorter than their time sees too little.',
    ),
  alerts: z
    .strictObject({
      ...dependencyAlerts,
      schedulerStalled: outage(5, 'The scheduler has sent no heartbeat for five minutes.'),
      taskFailures: z
        .strictObject({
          perHour: whole(0, 1_000_000)
            .default(5)
            .describe('Task instances that may fail within an hour; a retry is no failure.'),
        })
        .prefault({})
        .describe('Task instances fail.'),
      importErrors: outage(10, 'A file of DAGs cannot be imported.'),
      poolStarving: outage(15, 'Tasks wait for a free slot of their pool.'),
    })
    .prefault({})
    .describe('Thresholds; each has a default.'),
});
