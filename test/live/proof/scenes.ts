import type { FaultName } from '../../../local/faults/catalogue';
import type { Scene, Told } from './model';

const shop = '#shop-alerts';
/** P1 and P2 of team shop: PagerDuty and the team's channel. */
const page: readonly Told[] = ['pagerduty default', `slack ${shop}`];

/**
 * What people see of every fault of the local run, written by hand from the promises of the alerts and not from rules or
 * routes: a rule, a route or a receiver that is broken shows as a difference. The thresholds are those of stackFile.ts.
 */
export const scenes: readonly Scene[] = [
  {
    faults: ['outage'],
    places: ['the shop'],
    run: 'first',
    alerts: [
      { alert: 'ServiceDown', application: 'demo', priority: 'P1', told: page },
      // The same outage, seen from outside.
      { alert: 'ProbeFailed', application: 'demo', priority: 'P1', told: [] },
    ],
  },
  {
    faults: ['error-rate', 'latency'],
    places: ['the shop'],
    run: 'second',
    alerts: [
      { alert: 'CriticalErrorRate', application: 'demo', priority: 'P1', told: page },
      // The higher threshold includes the lower one.
      { alert: 'HighErrorRate', application: 'demo', priority: 'P2', told: [] },
      { alert: 'HighLatency', application: 'demo', priority: 'P2', told: page },
    ],
  },
];

/** Faults that no scene plays yet: nothing proves that they reach the right people. */
export const unplayed: readonly FaultName[] = [
  'traffic-loss',
  'jobs-failing',
  'slow-database',
  'connection-exhaustion',
  'cache-loss',
  'payments-failing',
  'quota-exhausted',
  'circuit-breaker',
  'stale-data',
  'cpu-pressure',
  'memory-pressure',
  'disk-filling',
  'certificate-expiring',
  'metric-missing',
  'prometheus-loss',
  'alertmanager-loss',
  'slack-limited',
  'pagerduty-failing',
  'mail-hanging',
];
