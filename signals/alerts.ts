import { signal } from './signal';

/** Written by Prometheus itself, with the labels of the alert; external labels and those of routing are not on it. */
export const alertsRaised = signal({
  metric: 'ALERTS',
  kind: 'gauge',
  unit: 'count',
  labels: ['alertname', 'alertstate', 'priority', 'severity', 'team', 'application', 'namespace'],
  source: 'target',
  description: 'An alert that is pending or firing.',
});

export const alertSignals = [alertsRaised];
