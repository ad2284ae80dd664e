import { seriesLabels } from '../../config/naming';
import type { Application } from '../../config/schema/application';

/** What our monitors stamp on every series of an application, besides the scrape class's cluster and environment. */
export const applicationLabels = ({ name, team, namespace }: Application): Record<string, string> => ({
  [seriesLabels.application]: name,
  [seriesLabels.team]: team,
  [seriesLabels.namespace]: namespace,
});

/** Labels as relabelings of a monitor. */
export const stampedBy = (labels: Readonly<Record<string, string>>): Record<string, unknown>[] =>
  Object.entries(labels).map(([targetLabel, replacement]) => ({
    action: 'replace',
    targetLabel,
    replacement,
  }));
