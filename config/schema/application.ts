import { z } from 'zod';
import { dnsLabel, hostPort, httpUrl, labelMap, labelName, metricName, percent, text, whole } from './common';
import { freshness } from './freshness';
import { operation } from './operation';
import { restarts, saturation } from './saturation';
import { payments } from './payments';
import { thirdParties } from './thirdParty';

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

const scrape = z
  .strictObject({
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
  })
  .refine((value) => [value.service, value.pod, value.static].filter(Boolean).length === 1, {
    message:
      'is one source of metrics; write exactly one of service, pod and static (an override sets the others to null)',
  })
  // The same for editors.
  .meta({ oneOf: ['service', 'pod', 'static'].map((only) => ({ required: [only] })) });

const http = z
  .strictObject({
    requests: z
      .strictObject({
        metric: metricName.describe('Counter of requests.'),
        statusLabel: labelName.describe('Label that holds the HTTP status code.'),
        routeLabel: labelName.optional().describe('Label that holds the route, not the raw path.'),
      })
      .describe('Request counter.'),
    duration: z
      .strictObject({
        metric: metricName.describe('Histogram of request durations in seconds, without _bucket.'),
        bucketsSeconds: z
          .array(z.number().positive())
          .min(2)
          .describe('Upper bounds of its buckets. A latency threshold must be one of them.'),
        routeLabel: labelName.optional().describe('Label that holds the route.'),
      })
      .describe('Request duration.'),
  })
  .describe('How the application exposes rate, errors and duration of its HTTP requests.');

const alerts = z
  .strictObject({
    serviceDown: z
      .strictObject({
        forMinutes: whole(1, 60).describe('How long no instance answers before someone is paged.'),
      })
      .describe('No instance can be scraped.'),
    errorRate: z
      .strictObject({
        warningPercent: percent.describe('Share of 5xx answers that is told to the team.'),
        criticalPercent: percent.describe('Share of 5xx answers that pages.'),
        forMinutes: whole(1, 60).describe(
          'How long the share stays above its threshold before someone is told.',
        ),
        minimumRequestsPerMinute: z
          .number()
          .min(0)
          .describe('Below this traffic a single failed request is no rate: the alert stays silent.'),
      })
      .describe('Share of failed requests.'),
    latency: z
      .strictObject({
        p95Ms: z
          .number()
          .positive()
          .describe('Threshold of the 95th percentile in milliseconds; must be a bucket bound.'),
        forMinutes: whole(1, 60).describe('How long the percentile stays above it before someone is told.'),
        minimumRequestsPerMinute: z.number().min(0).describe('Below this traffic a percentile says nothing.'),
      })
      .describe('95th percentile of the request duration.'),
    saturation,
    restarts,
  })
  .describe('Thresholds; each has a default.');

const slos = z
  .strictObject({
    availability: z
      .strictObject({
        objectivePercent: z
          .number()
          .min(50)
          .lt(100)
          .describe('Share of requests that must not fail, e.g. 99.9.'),
      })
      .optional()
      .describe('Share of requests that do not end in a 5xx answer. Needs `http`.'),
  })
  .describe('Service level objectives.');

const probe = z.strictObject({
  name: dnsLabel.describe('Name of the probe, unique within the application.'),
  url: httpUrl.describe('What is requested.'),
});

/** An application, as its YAML file (and the stack's override merged over it) describes it. */
export const application = z
  .strictObject({
    displayName: z.string().min(1).describe('Name for people.'),
    description: z.string().min(1).optional().describe('What it does, for the one who is paged.'),
    team: dnsLabel.describe('The team that owns it: content/teams/<team>.yaml.'),
    namespace: dnsLabel.describe('Namespace it runs in.'),
    workload: z
      .strictObject({
        kind: z.enum(['Deployment', 'StatefulSet', 'DaemonSet']).describe('Kind of the workload.'),
        name: z.string().min(1).describe('Name of the workload.'),
      })
      .optional()
      .describe(
        'The workload behind it; joins Kubernetes metrics to the application and tells a deployment scaled to zero from an outage.',
      ),
    scrape: scrape.describe('Where its metrics come from.').optional(),
    http: http.optional(),
    operations: z
      .record(dnsLabel, operation)
      .meta({ words: 'a map from names to operations' })
      .describe(
        'What users wait for and what can fail, besides single requests: simulations, reports, orders.',
      ),
    freshness: z
      .record(dnsLabel, freshness)
      .meta({ words: 'a map from names to data' })
      .describe('Data whose age is watched: prices, exchange rates, feeds.'),
    alerts,
    slos,
    probes: z.array(probe).describe('URLs to request from inside the cluster.'),
    thirdParties,
    payments: payments.optional(),
  })
  .describe('An application that is monitored.');

/** Defaults of every application; its file and the stack's overrides win. Figures: requirements, rows SC, SA, FP and BS. */
export const applicationDefaults = {
  alerts: {
    serviceDown: { forMinutes: 1 },
    errorRate: { warningPercent: 1, criticalPercent: 10, forMinutes: 5, minimumRequestsPerMinute: 6 },
    latency: { p95Ms: 500, forMinutes: 5, minimumRequestsPerMinute: 6 },
    saturation: {
      cpuPercent: 80,
      memoryPercent: 80,
      memoryCriticalPercent: 90,
      openFilesPercent: 80,
      forMinutes: 5,
    },
    restarts: { count: 3, withinMinutes: 30 },
  },
  operations: {},
  freshness: {},
  slos: {},
  probes: [],
  thirdParties: {},
} as const;

export type ApplicationContent = z.infer<typeof application>;
/** An application with its name, which is its file's. */
export type Application = ApplicationContent & { readonly name: string };
export type HttpMapping = NonNullable<ApplicationContent['http']>;
