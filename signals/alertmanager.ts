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

const notificationsBegun = signal({
  metric: 'alertmanager_notifications_total',
  kind: 'counter',
  unit: 'count',
  labels,
  source: 'target',
  description:
    'Messages that were begun; one that fails and is tried again within the look at its group counts once.',
});

const attemptsEnded = signal({
  metric: 'alertmanager_notification_requests_total',
  kind: 'counter',
  unit: 'count',
  labels,
  source: 'target',
  description: 'Attempts to hand over a message that have ended, well or not.',
});

const attemptsFailed = signal({
  metric: 'alertmanager_notification_requests_failed_total',
  kind: 'counter',
  unit: 'count',
  labels,
  source: 'target',
  description: 'Attempts to hand over a message that have failed; unless that is final, another one follows.',
});

/**
 * The fewest messages that were under way at the same time within `window`, of every replica of Alertmanager that runs now: begun,
 * and neither handed over nor given up. Alertmanager waits for a mail server without an end, and counts no failure meanwhile.
 */
export const waitingByReplica = (integration: Integration, window: string): string => {
  const of = { integration };
  const count = (counter: string): string => `sum by (instance) (${counter})`;
  const failed = select(notificationsFailed, of);
  const handedOver = `(${count(select(attemptsEnded, of))} - ${count(select(attemptsFailed, of))})`;
  const waiting = `${count(select(notificationsBegun, of))} - ${handedOver} - ${count(failed)}`;
  return `min_over_time((${waiting})[${window}:15s]) and on (instance) ${failed}`;
};

export const alertmanagerSignals = [notificationsFailed, notificationsBegun, attemptsEnded, attemptsFailed];
