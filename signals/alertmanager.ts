import { alertLabels, type Integration } from '../config/naming';
import { select, signal, stackLabels } from './signal';

const labels = [...stackLabels, 'namespace', 'job', 'instance', alertLabels.integration] as const;

export const notificationsFailed = signal({
  metric: 'alertmanager_notifications_failed_total',
  kind: 'counter',
  unit: 'count',
  labels: [...labels, 'reason'],
  source: 'target',
  description:
    'Messages that a channel did not take: refused, or not accepted until the next look at their group. From 0 for every channel.',
});

/** Messages that a channel did not take within `window`, of every replica of Alertmanager that runs now. */
export const failedByReplica = (integration: Integration, window: string): string => {
  const failed = select(notificationsFailed, { integration });
  return `sum by (instance) (increase(${failed}[${window}])) and on (instance) ${failed}`;
};

export const alertmanagerSignals = [notificationsFailed];
