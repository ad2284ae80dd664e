import { seriesLabels } from '../../config/naming';
import type { Application } from '../../config/schema/application';
import { dependenciesOf } from '../../config/schema/dependency';
import type { Scrape } from '../../config/schema/scrape';
import type { MetricsConfig } from '../../config/schema/stack';
import { applicationLabels } from './labels';

/** One place from which metrics are scraped: an application's own, or the exporter of a dependency. */
export interface Source {
  readonly scrape: Scrape;
  /** Namespace in which it is discovered. */
  readonly namespace: string;
  /** What every series of it gets. */
  readonly labels: Readonly<Record<string, string>>;
}

/** Everything that is scraped for an application; its own process first. */
export const sourcesOf = (application: Application): readonly Source[] => {
  const { scrape, namespace } = application;
  const labels = applicationLabels(application);
  const exporters = dependenciesOf(application).flatMap(({ name, exporter }) =>
    exporter === undefined
      ? []
      : [
          {
            scrape: exporter,
            namespace: exporter.namespace ?? namespace,
            labels: { ...labels, [seriesLabels.dependency]: name },
          },
        ],
  );
  return [...(scrape === undefined ? [] : [{ scrape, namespace, labels }]), ...exporters];
};

/** Seconds between two scrapes of a source: its own choice, else the stack's. */
export const scrapeInterval = ({ scrape }: Source, metrics: MetricsConfig): number =>
  scrape.intervalSeconds ?? metrics.scrapeIntervalSeconds.applications;
