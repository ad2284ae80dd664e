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

/** Servers of which one leads and the others follow. */
export const replicasOnly = z
  .boolean()
  .default(false)
  .describe('Whether only read replicas stand behind it, so that a missing primary is no fault.');

/** How long a condition lasts before somebody is told. */
export const forMinutes = (byDefault: number) =>
  whole(1, 60).default(byDefault).describe('How long this lasts before someone is told.');

/** Thresholds of which each has a default. */
export const thresholds = <T extends z.ZodRawShape>(keys: T, what: string) =>
  z
    .strictObject(keys)
    .prefault({} as z.input<z.ZodObject<T>>)
    .describe(what);

/** Something that ought to be there may be gone for so many minutes before somebody is told. */
export const outage = (minutes: number, what: string) =>
  thresholds({ forMinutes: forMinutes(minutes) }, what);

/** Thresholds of every dependency with an exporter. */
export const dependencyAlerts = {
  // Alerts on the series of an exporter stop with them: somebody must know that nobody is watching.
  exporterDown: outage(5, 'The exporter cannot be scraped, or is gone: nothing is known of the server.'),
};

/** Thresholds of every dependency whose exporter says whether the server answers. */
export const serverAlerts = {
  ...dependencyAlerts,
  down: thresholds(
    {
      minimumServers: whole(1, 100)
        .default(1)
        .describe('Servers that must answer; more than 1 where each holds a part, as in a Redis cluster.'),
      forMinutes: forMinutes(1),
    },
    'Too few servers answer: somebody is paged.',
  ),
  serverDown: outage(5, 'One of several servers does not answer.'),
};

/** Thresholds of servers of which one leads. */
export const replicatedAlerts = {
  ...serverAlerts,
  // An automatic failover takes less than a minute.
  withoutPrimary: outage(2, 'Servers answer, and none of them is the primary: nothing can be written.'),
};
