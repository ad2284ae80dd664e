import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';

/** Upper bounds in seconds; content/applications/demo.yaml declares the same. */
export const durationBuckets = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

/**
 * Milliseconds between two looks at the lag of the event loop. The library's 10 wake the process a hundred times a second, which cost
 * more than everything else that is measured: half a percent of a core.
 */
const LAG_EVERY_MS = 100;

/** The shop's metrics: content/applications/demo.yaml reads them by these names. */
export function shopMetrics(activeCustomers: () => number) {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry, eventLoopMonitoringPrecision: LAG_EVERY_MS });
  new Gauge({
    name: 'shop_active_customers',
    help: 'Customers who asked for something within the last minute.',
    registers,
    collect() {
      this.set(activeCustomers());
    },
  });
  const counter = (name: string, help: string) => new Counter({ name, help, registers });
  return {
    registry,
    requests: new Counter({
      name: 'http_requests_total',
      help: 'HTTP requests that were answered.',
      labelNames: ['method', 'route', 'status'] as const,
      registers,
    }),
    durations: new Histogram({
      name: 'http_request_duration_seconds',
      help: 'Time from the request to the end of its answer.',
      labelNames: ['method', 'route'] as const,
      buckets: durationBuckets,
      registers,
    }),
    visits: counter('shop_visits_total', 'Customers who came, or came back after a minute.'),
    carts: counter('shop_carts_total', 'Carts that were made.'),
    orders: counter('shop_orders_total', 'Orders that were placed and paid.'),
    revenue: counter('shop_revenue_eur_total', 'What was paid, in euros.'),
    cacheErrors: counter('cache_errors_total', 'Lookups and stores that the cache did not answer.'),
    paymentsAttempted: counter('payments_attempted_total', 'Payments that were tried.'),
    paymentsFailed: new Counter({
      name: 'payments_failed_total',
      help: 'Payments that were declined, or that the provider did not answer.',
      labelNames: ['reason'] as const,
      registers,
    }),
  };
}

export type ShopMetrics = ReturnType<typeof shopMetrics>;
