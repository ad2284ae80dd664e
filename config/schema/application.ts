import { z } from 'zod';
import { businessSignal } from './business';
import { dnsLabel, httpUrl, labelName, metricName, percent, whole } from './common';
import { dependencies } from './dependency';
import { freshness } from './freshness';
import { operation } from './operation';
import { restarts, saturation } from './saturation';
import { payments } from './payments';
import { scrape } from './scrape';
import { thirdParties } from './thirdParty';
import { slos } from './slo';
import { workload } from './workload';

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
        aboveUsual: z
          .strictObject({
            percent: z
              .number()
              .positive()
              .optional()
              .describe('How far the percentile may be above its usual value. Default: 20.'),
            forMinutes: whole(4, 240).optional().describe('How long before the team is told. Default: 10.'),
            floorMs: z
              .number()
              .min(0)
              .optional()
              .describe('Nobody is told while the percentile is below this. Default: 100.'),
          })
          .optional()
          .describe(
            'Compare the percentile with that of the same hour of the last weeks. Default: it is not compared.',
          ),
      })
      .describe('95th percentile of the request duration.'),
    saturation,
    restarts,
    certificate: z
      .strictObject({
        daysLeft: whole(1, 365).describe(
          'So many days before the end of a certificate the team is told. Below a third of its life: renewal at two thirds has failed.',
        ),
        daysLeftCritical: whole(1, 365).describe('The same, with which someone acts within hours.'),
      })
      .describe('TLS certificates that the probes are shown.'),
  })
  .describe('Thresholds; each has a default.');

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
    workload: workload
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
    business: z
      .record(dnsLabel, businessSignal)
      .meta({ words: 'a map from names to business signals' })
      .describe('Numbers by which the business is judged: active users, orders, revenue, conversion.'),
    alerts,
    slos,
    probes: z.array(probe).describe('URLs to request from inside the cluster.'),
    thirdParties,
    payments: payments.optional(),
    dependencies: dependencies.describe(
      'Servers it needs: databases, caches, proxies. Each by a name of its own choice, which becomes the label `dependency`.',
    ),
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
    // cert-manager renews 90-day certificates 30 days before their end; 14 days are two weeks of failed attempts.
    certificate: { daysLeft: 14, daysLeftCritical: 3 },
  },
  operations: {},
  freshness: {},
  business: {},
  slos: {},
  probes: [],
  thirdParties: {},
  dependencies: {},
} as const;

/** How `alerts.latency.aboveUsual` is filled. Figures: requirements, row SA. */
export const aboveUsualDefaults = { percent: 20, forMinutes: 10, floorMs: 100 } as const;

export type ApplicationContent = z.infer<typeof application>;
/** An application with its name, which is its file's. */
export type Application = ApplicationContent & { readonly name: string };
export type HttpMapping = NonNullable<ApplicationContent['http']>;
