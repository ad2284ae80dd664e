import { z } from 'zod';
import { hostPort, labelMap, text, whole } from './common';

// A number would be taken for a name that no port has, and nothing be scraped without a word.
const port = text(
  /^(?=.*[a-z])[a-z0-9]([-a-z0-9]*[a-z0-9])?$/,
  'the name of a port, not its number',
  63,
).describe('Port that serves metrics, of the Service or of the pods.');
const path = text(/^\/[^\s?#]*$/, 'a path that starts with /, without a query')
  .optional()
  .describe('Path of the metrics; default /metrics.');
const matchLabels = labelMap
  .refine((labels) => Object.keys(labels).length > 0, {
    message: 'is empty, which selects everything in the namespace; write at least one label',
  })
  // The same for editors.
  .meta({ minProperties: 1 });

const sources = ['service', 'pod', 'static'] as const;

/** Keys of a description of where metrics come from. */
export const scrapeKeys = {
  service: z
    .strictObject({ matchLabels: matchLabels.describe('Labels of the Service.'), port, path })
    .optional()
    .describe('Discover the pods behind a Service.'),
  pod: z
    .strictObject({ matchLabels: matchLabels.describe('Labels of the pods.'), port, path })
    .optional()
    .describe('Discover pods without a Service.'),
  static: z
    .strictObject({ targets: z.array(hostPort).min(1).describe('host:port of each target.'), path })
    .optional()
    .describe('Fixed targets outside the cluster (development machines, virtual machines).'),
  intervalSeconds: whole(5, 300)
    .optional()
    .describe('Seconds between scrapes; default `metrics.scrapeIntervalSeconds.applications`.'),
};

/** A message when not exactly one source is given; the same for editors. */
export const oneSource = {
  holds: (value: Readonly<Partial<Record<(typeof sources)[number], unknown>>>): boolean =>
    sources.filter((source) => value[source] !== undefined).length === 1,
  message:
    'is one source of metrics; write exactly one of service, pod and static (an override sets the others to null)',
  meta: { oneOf: sources.map((only) => ({ required: [only] })) },
};

/** Where the metrics of an application come from. */
export const scrape = z
  .strictObject(scrapeKeys)
  .refine(oneSource.holds, { message: oneSource.message })
  .meta(oneSource.meta);

export type Scrape = z.infer<typeof scrape>;
