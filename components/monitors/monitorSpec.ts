import type { Application } from '../../config/schema/application';
import type { MetricsConfig } from '../../config/schema/stack';
import { applicationRelabelings } from './labels';
import { scrapeLimits } from './limits';

export interface MonitorSpec {
  readonly kind: 'ServiceMonitor' | 'PodMonitor';
  readonly spec: Readonly<Record<string, unknown>>;
}

/** Seconds between two scrapes of an application: its own choice, else the stack's. */
export const scrapeInterval = ({ scrape }: Application, metrics: MetricsConfig): number =>
  scrape?.intervalSeconds ?? metrics.scrapeIntervalSeconds.applications;

/** The monitor of an application that Kubernetes discovers; undefined for fixed targets and for none. */
export const monitorSpec = (application: Application, metrics: MetricsConfig): MonitorSpec | undefined => {
  const source = application.scrape?.service ?? application.scrape?.pod;
  if (source === undefined) return undefined;
  const endpoint = {
    port: source.port,
    path: source.path ?? '/metrics',
    interval: `${String(scrapeInterval(application, metrics))}s`,
    // An application must not claim another's identity.
    honorLabels: false,
    relabelings: applicationRelabelings(application),
  };
  const common = {
    selector: { matchLabels: source.matchLabels },
    namespaceSelector: { matchNames: [application.namespace] },
    ...scrapeLimits(metrics),
  };
  return application.scrape?.service === undefined
    ? { kind: 'PodMonitor', spec: { ...common, podMetricsEndpoints: [endpoint] } }
    : { kind: 'ServiceMonitor', spec: { ...common, endpoints: [endpoint] } };
};
