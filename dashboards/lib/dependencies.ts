import { seriesLabels } from '../../config/naming';
import type { alertThreshold } from '../../signals/alertThresholds';
import { select } from '../../signals/signal';
import type { Query } from './query';
import { chosen } from './variables';

/** Labels that make one dependency: several servers may stand behind it. */
export const ofServers = `${seriesLabels.application}, ${seriesLabels.dependency}`;

/** Name of the series of one dependency. */
export const perDependency = `{{${seriesLabels.application}}} {{${seriesLabels.dependency}}}`;

/** Events per second, over all servers of a dependency unless other labels are named. */
export const rate = (series: string, by = ofServers): string => `sum by (${by}) (rate(${series}[5m]))`;

/** The line where an alert about a dependency fires. */
export const limitOf = (
  threshold: (typeof alertThreshold)[keyof typeof alertThreshold],
  /** Names of alerts, as a regular expression. */
  alert: string,
): Query => ({
  expr: select(threshold, { ...chosen.applications, alert: { matches: alert } }),
  legend: `{{alert}} ${perDependency}`,
  limit: true,
});
