import { z } from 'zod';
import { percent, whole } from '../common';
import { workload } from '../workload';
import { dependencyAlerts, dependencyKeys, outage } from './common';

const minimumRuns = whole(1, 1_000_000)
  .default(10)
  .describe('Runs of the task within 15 minutes below which a share says nothing.');

/** Celery with its queues, seen by danihodovic/celery-exporter through the events of the workers and the broker. */
export const celery = z.strictObject({
  kind: z.literal('celery').describe('Celery, with the celery-exporter of danihodovic.'),
  ...dependencyKeys,
  workers: workload
    .optional()
    .describe('The workload of the workers; when it is scaled to zero on purpose their absence is no fault.'),
  runtimeBucketsSeconds: z
    .array(z.number().positive())
    .min(2)
    // Those of the Python client library, which the exporter takes.
    .default([0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10])
    .describe('Upper bounds of the runtime buckets: `CE_BUCKETS` of the exporter.'),
  alerts: z
    .strictObject({
      ...dependencyAlerts,
      workersGone: outage(5, 'No worker takes tasks.'),
      queueBacklog: z
        .strictObject({
          tasks: whole(1, 100_000_000).default(500).describe('Tasks that may wait in one queue.'),
          forMinutes: whole(1, 1_440).default(15).describe('How long there are more before someone is told.'),
        })
        .prefault({})
        .describe('Tasks wait. Needs Redis or RabbitMQ as broker: of others the exporter knows no queue.'),
      taskFailing: z
        .strictObject({
          percent: percent.default(10).describe('Share of the runs of one task that fail, over 15 minutes.'),
          forMinutes: whole(1, 1_440)
            .default(5)
            .describe('How long it stays above that before someone is told.'),
          minimumRuns,
        })
        .prefault({})
        .describe('A task fails often.'),
      taskSlow: z
        .strictObject({
          p95Seconds: z
            .number()
            .positive()
            .describe(
              'Threshold of the 95th percentile of one task; must be one of `runtimeBucketsSeconds`.',
            ),
          forMinutes: whole(1, 1_440)
            .default(15)
            .describe('How long it stays above that before someone is told.'),
          minimumRuns,
        })
        .optional()
        .describe('A task takes long. Without it no duration is too long.'),
    })
    .prefault({})
    .describe('Thresholds; each has a default.'),
});
