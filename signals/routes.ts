import { applicationLabels, signal, type Signal } from './signal';

const labels = [...applicationLabels, 'route'] as const;
const perRoute = (
  metric: string,
  unit: Signal['unit'],
  description: string,
): Signal<(typeof labels)[number]> =>
  signal({ metric, kind: 'gauge', unit, labels, source: 'rule', description });

/** Routes of an application that are recorded, the busiest or slowest ones: who puts ids into paths must not fill Prometheus. */
export const routesKept = 30;

export const routeRate = perRoute(
  'application:http_requests_by_route:rate5m',
  'perSecond',
  'Requests per second of each route; the thirty busiest.',
);

export const routeFailedRate = perRoute(
  'application:http_requests_errors_by_route:rate5m',
  'perSecond',
  'Requests per second of each route that ended in a 5xx answer; the thirty worst.',
);

export const routeLatency = perRoute(
  'application:http_request_duration_seconds_by_route:p95_rate5m',
  'seconds',
  'Duration that 95 % of the requests of a route stay below; the thirty slowest.',
);

export const routeSignals: readonly Signal[] = [routeRate, routeFailedRate, routeLatency];
