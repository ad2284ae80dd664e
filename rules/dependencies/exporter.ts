import type { Dependency } from '../../config/schema/dependency';
import { exportersUp } from '../../signals/targets';
import { unlessScaledToZero } from '../availability';
import type { AlertRule } from '../model';
import { atLeastTwoSamples, minutesText } from '../text';
import type { Place } from './model';

/** Whether the exporter of a dependency can be scraped: all other alerts about it live on what it says. */
export const exporterRules = (
  { name, exporter, workload, alerts }: Dependency,
  place: Place,
): AlertRule[] => {
  if (exporter === undefined) return [];
  const { application, alert, of, shown, scrapeSeconds } = place;
  const up = exportersUp(of.application, of.dependency);
  const { forMinutes } = alerts.exporterDown;
  const scaledToZero = unlessScaledToZero({
    namespace: exporter.namespace ?? application.namespace,
    workload,
  });
  return [
    alert({
      alert: 'DependencyExporterDown',
      // 0: one of them fails its scrape. 1: there is no target left. The labels are the same either way.
      expr: `(min(${up}) == 0 or absent(${up}))${scaledToZero}`,
      for: atLeastTwoSamples(forMinutes, scrapeSeconds),
      priority: 'P3',
      summary: `${shown} is not watched: its exporter {{ if $value }}has no scrape target{{ else }}fails its scrape{{ end }}`,
      description: `Prometheus has had no metrics from {{ if $value }}the exporter{{ else }}at least one exporter{{ end }} of ${name} for more than ${minutesText(forMinutes)}. Until it does, no alert about ${name} can fire. An exporter that runs in the pods of the server is gone with it: look whether ${name} works.`,
    }),
  ];
};
