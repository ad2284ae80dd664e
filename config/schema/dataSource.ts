import { z } from 'zod';
import { httpUrl } from './common';

const url = httpUrl.describe('Where Grafana reaches it, for instance http://loki-gateway.loki.svc.');
const field = z.string().regex(/^[\w.-]+$/, 'must be the name of a label or field such as service_name');

/** A store of logs that somebody runs. */
export const logs = z
  .discriminatedUnion('kind', [
    z.strictObject({
      kind: z.literal('loki').describe('Grafana Loki.'),
      url,
      serviceLabel: field.default('service_name').describe('Label that holds the name of the application.'),
    }),
    z.strictObject({
      kind: z.literal('elasticsearch').describe('Elasticsearch.'),
      url,
      index: z
        .string()
        .min(1)
        .default('logs-*')
        .describe('Index, data stream or pattern of them that holds the logs.'),
      serviceField: field.default('service.name').describe('Field that holds the name of the application.'),
    }),
  ])
  .describe(
    'Store of logs that is there already, with kind `loki` or `elasticsearch`: a data source of Grafana, and links from panels into it. Grafana must reach it without a login. Default: none.',
  );

/** A store of traces that somebody runs. */
export const traces = z
  .strictObject({
    kind: z.enum(['jaeger', 'tempo']).describe('What it is.'),
    url,
  })
  .describe(
    'Store of traces that is there already, whose service names are the names of applications: a data source of Grafana, and links from panels into it. Grafana must reach it without a login. Default: none.',
  );

export type LogStore = z.infer<typeof logs>;
export type TraceStore = z.infer<typeof traces>;
