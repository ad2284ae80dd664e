import { collectDefaultMetrics, Counter, Histogram, Registry } from 'prom-client';

/** Upper bounds in seconds; content/applications/ declares the same for the demo application. */
export const durationBuckets = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

export interface DemoMetrics {
  observe(method: string, route: string, status: number, seconds: number): void;
  /** Everything in Prometheus' text format, and its content type. */
  exposition(): Promise<{ readonly contentType: string; readonly text: string }>;
}

/** The metrics of the demo application: requests, durations, and those of its process. */
export function demoMetrics(): DemoMetrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const requests = new Counter({
    name: 'http_requests_total',
    help: 'HTTP requests that were answered.',
    labelNames: ['method', 'route', 'status'],
    registers: [registry],
  });
  const durations = new Histogram({
    name: 'http_request_duration_seconds',
    help: 'Time from the request to the end of its answer.',
    labelNames: ['method', 'route'],
    buckets: durationBuckets,
    registers: [registry],
  });
  return {
    observe: (method, route, status, seconds) => {
      requests.inc({ method, route, status: String(status) });
      durations.observe({ method, route }, seconds);
    },
    exposition: async () => ({ contentType: registry.contentType, text: await registry.metrics() }),
  };
}
