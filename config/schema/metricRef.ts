import { z } from 'zod';
import { labelName, metricName } from './common';

/** A metric of an application and the labels that pick its series. */
export const metricRef = z.strictObject({
  metric: metricName.describe('Name of the metric as the target exposes it.'),
  labels: z
    .record(labelName, z.union([z.string(), z.array(z.string()).min(1)]))
    .optional()
    .describe('Labels that its series carry; a list means any of its values. Default: every series.'),
});

export type MetricRef = z.infer<typeof metricRef>;
