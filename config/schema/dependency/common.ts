import { z } from 'zod';
import { dnsLabel, whole } from '../common';
import { oneSource, scrapeKeys } from '../scrape';
import { workload } from '../workload';

/** Where the metrics of a dependency's own process come from: an exporter that already runs. */
const exporter = z
  .strictObject({
    ...scrapeKeys,
    namespace: dnsLabel
      .optional()
      .describe('Namespace of the Service or the pods; default that of the application.'),
  })
  .refine(oneSource.holds, { message: oneSource.message })
  .meta(oneSource.meta);

/** Keys of every dependency, whatever its kind. */
export const dependencyKeys = {
  description: z.string().min(1).optional().describe('What it holds or does, for the one who is paged.'),
  exporter: exporter
    .optional()
    .describe(
      'Where its own metrics come from. Without it nothing watches the server itself, and the plan warns.',
    ),
  workload: workload
    .optional()
    .describe(
      'The workload whose pods carry the exporter, when that is scaled to zero at times: then its silence is no fault.',
    ),
};

/** How long something that ought to be there may be gone: minutes before somebody is told. */
export const outage = (forMinutes: number, what: string) =>
  z
    .strictObject({
      forMinutes: whole(1, 60).default(forMinutes).describe('How long this lasts before someone is told.'),
    })
    .prefault({})
    .describe(what);

/** Thresholds of every dependency with an exporter. */
export const dependencyAlerts = {
  // Alerts on the series of an exporter stop with them: somebody must know that nobody is watching.
  exporterDown: outage(5, 'The exporter cannot be scraped, or is gone: nothing is known of the server.'),
};
