import { mergeLayers, type PlainObject } from '../../config/merge';
import { resolveConfig } from '../../config/resolve';
import { application, applicationDefaults, type Application } from '../../config/schema/application';
import type { StackConfig } from '../../config/schema/stack';

/** The least that a relaxed stack must say. */
export const relaxed: PlainObject = {
  preset: 'small',
  guardrails: 'relaxed',
  cluster: { name: 'test', environment: 'test', context: 'test-context' },
  content: { runbooksUrl: 'https://example.com/runbooks' },
};

/** The least that a production stack must say. */
export const production: PlainObject = {
  cluster: {
    name: 'prod',
    environment: 'prod',
    platform: 'eks',
    eks: { clusterName: 'prod', region: 'eu-central-1' },
  },
  content: { runbooksUrl: 'https://example.com/runbooks' },
  storage: { className: 'gp3' },
  alerting: { pagerduty: { enabled: true }, heartbeat: { enabled: true } },
  access: {
    exposure: 'ingress',
    baseDomain: 'o11y.example.com',
    ingressClassName: 'nginx',
    tls: { secretName: 'o11y-tls' },
    authentication: {
      mode: 'annotations',
      annotations: { 'nginx.ingress.kubernetes.io/auth-url': 'https://sso' },
    },
  },
};

/** A resolved configuration: `base` (default: relaxed) with changes merged over it. */
export const stackConfig = (changes: PlainObject = {}, base: PlainObject = relaxed): StackConfig =>
  resolveConfig(mergeLayers(base, changes));

/** An application with a Service, HTTP metrics and an objective; `changes` are merged over it. */
export const anApplication = (name = 'shop', changes: PlainObject = {}): Application => ({
  name,
  ...application.parse(
    mergeLayers(
      applicationDefaults,
      {
        displayName: name,
        team: 'orders',
        namespace: 'shop',
        scrape: { service: { matchLabels: { app: name }, port: 'metrics' } },
        http: {
          requests: { metric: 'http_requests_total', statusLabel: 'status' },
          duration: { metric: 'http_request_duration_seconds', bucketsSeconds: [0.1, 0.25, 0.5, 1, 2.5] },
        },
        slos: { availability: { objectivePercent: 99.9 } },
      },
      changes,
    ),
  ),
});
