import { z } from 'zod';
import { dnsLabel } from './common';

const objectivePercent = z.number().min(50).lt(100);

const ratio = z.strictObject({
  objectivePercent: objectivePercent.describe('Share that must be good, e.g. 99.9.'),
});

/** Promises to users, each with an error budget. */
export const slos = z
  .strictObject({
    availability: ratio
      .optional()
      .describe('Share of requests that do not end in a 5xx answer. Needs `http`.'),
    latency: z
      .array(
        z.strictObject({
          thresholdMs: z
            .number()
            .positive()
            .describe('How long a request may take, in milliseconds; must be a bucket bound.'),
          objectivePercent: objectivePercent.describe('Share of requests that must be faster, e.g. 95.'),
        }),
      )
      .min(1)
      .optional()
      .describe(
        'Share of requests that are faster than a threshold; one objective per threshold. Needs `http`.',
      ),
    success: z
      .record(dnsLabel, ratio)
      .meta({ words: 'a map from names of operations to objectives' })
      .optional()
      .describe('Share of operations that do not fail, by name of the operation.'),
    operationLatency: z
      .record(
        dnsLabel,
        z.strictObject({
          thresholdSeconds: z
            .number()
            .positive()
            .describe('How long one may take, in seconds; must be a bucket bound.'),
          objectivePercent: objectivePercent.describe('Share of operations that must be faster, e.g. 95.'),
        }),
      )
      .meta({ words: 'a map from names of operations to objectives' })
      .optional()
      .describe('Share of operations that are faster than a threshold, by name of the operation.'),
    freshness: z
      .record(dnsLabel, ratio)
      .meta({ words: 'a map from names of data to objectives' })
      .optional()
      .describe('Share of time in which data is younger than its `maxAgeMinutes`, by name of the data.'),
  })
  .describe('Service level objectives.');
