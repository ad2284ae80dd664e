import { Counter, Gauge, Histogram, Registry } from 'prom-client';

/** Upper bounds in seconds; content/applications/worker.yaml declares the same. */
export const fulfilmentBuckets = [0.25, 0.5, 1, 2.5, 5, 10, 30, 60];

/** Name of the gauge that tells the age of the exchange rates. */
export const RATES_UPDATED = 'exchange_rates_updated_timestamp_seconds';

/** The worker's metrics: content/applications/worker.yaml reads them by these names. */
export function workerMetrics() {
  const registry = new Registry();
  const registers = [registry];
  return {
    registry,
    fulfilled: new Counter({
      name: 'order_fulfilments_total',
      help: 'Orders whose fulfilment has ended, failed ones included.',
      registers,
    }),
    failed: new Counter({
      name: 'order_fulfilments_failed_total',
      help: 'Orders that could not be fulfilled.',
      registers,
    }),
    durations: new Histogram({
      name: 'order_fulfilment_duration_seconds',
      help: 'Time from the order to the end of its fulfilment.',
      buckets: fulfilmentBuckets,
      registers,
    }),
    waiting: new Gauge({ name: 'orders_waiting', help: 'Orders that wait for the worker.', registers }),
    ratesUpdated: new Gauge({
      name: RATES_UPDATED,
      help: 'When the exchange rates were last updated by their provider, in Unix seconds.',
      registers,
    }),
  };
}

export type WorkerMetrics = ReturnType<typeof workerMetrics>;
