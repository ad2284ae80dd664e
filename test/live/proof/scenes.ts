import type { FaultName } from '../../../local/faults/catalogue';
import type { Scene, Told } from './model';

/** P1 and P2: PagerDuty and the team's channel. */
const shop: readonly Told[] = ['pagerduty default', 'slack #shop-alerts'];
const platform: readonly Told[] = ['pagerduty default', 'slack #platform-alerts'];
/** P3 of team shop: its channel, and an e-mail. */
const shopByMail: readonly Told[] = ['slack #shop-alerts', 'smtp shop@example.com'];
const nobody: readonly Told[] = [];

/**
 * What people see of every fault of the local run, written by hand from the promises of the alerts and not from rules or
 * routes: a rule, a route or a receiver that is broken shows as a difference. The thresholds are those of stackFile.ts.
 */
export const scenes: readonly Scene[] = [
  {
    faults: ['payments-failing'],
    // First: the share is one of all payments of 15 minutes, and what went before would hide it, and its end.
    places: ['payments'],
    run: 'requests',
    alerts: [
      { alert: 'PaymentFailureRatioHigh', application: 'demo', priority: 'P1', told: shop },
      // Counts an hour.
      { alert: 'PaymentFailures', application: 'demo', priority: 'P2', told: shop, lasts: true },
    ],
  },
  {
    faults: ['error-rate', 'latency'],
    places: ['the shop'],
    run: 'requests',
    alerts: [
      { alert: 'CriticalErrorRate', application: 'demo', priority: 'P1', told: shop },
      // The higher threshold includes the lower one.
      { alert: 'HighErrorRate', application: 'demo', priority: 'P2', told: nobody },
      { alert: 'HighLatency', application: 'demo', priority: 'P2', told: shop },
    ],
  },
  {
    faults: ['circuit-breaker'],
    places: ['the carrier'],
    run: 'requests',
    alerts: [{ alert: 'ThirdPartyCircuitBreakerOpen', application: 'demo', priority: 'P2', told: shop }],
    // The breaker opens because calls fail; what is told first depends on the moment.
    mayFire: [{ alert: 'ThirdPartyFailing', application: 'demo', priority: 'P2', told: shop }],
  },
  {
    faults: ['stale-data'],
    places: ['exchange rates'],
    run: 'requests',
    alerts: [{ alert: 'DataStale', application: 'worker', priority: 'P2', told: shop }],
  },
  {
    faults: ['memory-pressure'],
    places: ['memory'],
    run: 'requests',
    alerts: [
      { alert: 'MemoryNearlyExhausted', application: 'demo', priority: 'P2', told: shop },
      { alert: 'MemoryHigh', application: 'demo', priority: 'P3', told: nobody },
    ],
  },
  {
    faults: ['disk-filling'],
    places: ['the volume'],
    run: 'requests',
    alerts: [
      { alert: 'NodeDiskNearlyExhausted', application: '', priority: 'P1', told: platform },
      { alert: 'NodeDiskAlmostFull', application: '', priority: 'P2', told: nobody },
    ],
  },
  {
    faults: ['certificate-expiring'],
    places: ['the ingress'],
    run: 'requests',
    alerts: [
      { alert: 'CertificateNearlyExpired', application: 'demo', priority: 'P2', told: shop },
      { alert: 'CertificateExpiring', application: 'demo', priority: 'P3', told: nobody },
    ],
  },
  {
    faults: ['slow-database'],
    places: ['the database'],
    run: 'database',
    alerts: [
      { alert: 'HighLatency', application: 'demo', priority: 'P2', told: shop },
      { alert: 'PostgresqlSlowQueries', application: 'demo', priority: 'P3', told: shopByMail },
    ],
    // Who waits for the lock holds a connection.
    mayFire: [{ alert: 'ConnectionPoolExhausted', application: 'demo', priority: 'P2', told: shop }],
  },
  {
    faults: ['metric-missing'],
    places: ['exchange rates'],
    run: 'database',
    alerts: [{ alert: 'DataFreshnessUnknown', application: 'worker', priority: 'P2', told: shop }],
  },
  {
    faults: ['quota-exhausted'],
    places: ['the carrier'],
    run: 'database',
    alerts: [
      { alert: 'ThirdPartyQuotaExhausted', application: 'demo', priority: 'P2', told: shop },
      { alert: 'ThirdPartyQuotaNearlyUsed', application: 'demo', priority: 'P3', told: nobody },
    ],
    // What the carrier refuses.
    mayFire: [
      { alert: 'ThirdPartyFailing', application: 'demo', priority: 'P2', told: nobody },
      { alert: 'ThirdPartyUnavailable', application: 'demo', priority: 'P2', told: nobody },
    ],
  },
  {
    faults: ['jobs-failing'],
    places: ['orders'],
    run: 'database',
    alerts: [{ alert: 'OperationFailing', application: 'worker', priority: 'P2', told: shop }],
  },
  {
    faults: ['outage'],
    places: ['the shop'],
    run: 'outages',
    alerts: [
      { alert: 'ServiceDown', application: 'demo', priority: 'P1', told: shop },
      // The same outage, seen from outside.
      { alert: 'ProbeFailed', application: 'demo', priority: 'P1', told: nobody },
    ],
  },
  {
    faults: ['cache-loss'],
    places: ['the cache'],
    run: 'outages',
    alerts: [{ alert: 'RedisDown', application: 'demo', priority: 'P1', told: shop }],
  },
  {
    faults: ['traffic-loss'],
    places: ['the shop'],
    run: 'outages',
    alerts: [{ alert: 'BusinessSignalOutOfBounds', application: 'demo', priority: 'P2', told: shop }],
  },
  {
    faults: ['mail-hanging', 'cpu-pressure'],
    places: ['the processors'],
    run: 'resources',
    channel: 'smtp',
    alerts: [
      { alert: 'CpuHigh', application: 'demo', priority: 'P3', told: shopByMail },
      { alert: 'NotificationsFailing', application: '', priority: 'P2', told: platform },
    ],
    // The requests wait for the same processors.
    mayFire: [{ alert: 'HighLatency', application: 'demo', priority: 'P2', told: shop }],
  },
  {
    faults: ['connection-exhaustion'],
    places: ['the database'],
    run: 'resources',
    alerts: [
      { alert: 'PostgresqlConnectionsExhausted', application: 'demo', priority: 'P1', told: shop },
      { alert: 'PostgresqlConnectionsHigh', application: 'demo', priority: 'P2', told: nobody },
      { alert: 'PostgresqlConnectionErrors', application: 'demo', priority: 'P2', told: shop },
    ],
    // The shop has the connections that it had, and more of its customers wait for them.
    mayFire: [
      { alert: 'ConnectionPoolExhausted', application: 'demo', priority: 'P2', told: shop },
      { alert: 'HighErrorRate', application: 'demo', priority: 'P2', told: shop },
      { alert: 'CriticalErrorRate', application: 'demo', priority: 'P1', told: shop },
    ],
  },
  {
    faults: ['pagerduty-failing', 'disk-filling'],
    places: ['Prometheus'],
    run: 'monitoring',
    channel: 'pagerduty',
    alerts: [
      { alert: 'NodeDiskNearlyExhausted', application: '', priority: 'P1', told: platform },
      { alert: 'NodeDiskAlmostFull', application: '', priority: 'P2', told: nobody },
      {
        alert: 'NotificationsFailing',
        application: '',
        priority: 'P1',
        told: ['slack #platform-alerts', 'smtp platform@example.com'],
      },
    ],
  },
  {
    faults: ['prometheus-loss'],
    places: ['Prometheus'],
    run: 'monitoring',
    alerts: [],
    switchCalls: true,
  },
  {
    faults: ['slack-limited', 'certificate-expiring'],
    places: ['Alertmanager'],
    run: 'channels',
    channel: 'slack',
    alerts: [
      { alert: 'CertificateNearlyExpired', application: 'demo', priority: 'P2', told: shop },
      { alert: 'CertificateExpiring', application: 'demo', priority: 'P3', told: nobody },
      {
        alert: 'NotificationsFailing',
        application: '',
        priority: 'P2',
        told: ['pagerduty default', 'smtp platform@example.com'],
      },
    ],
  },
  {
    faults: ['alertmanager-loss'],
    places: ['Alertmanager'],
    run: 'channels',
    alerts: [],
    switchCalls: true,
  },
];

/** Faults that no scene plays: nothing proves that they reach the right people. */
export const unplayed: readonly FaultName[] = [];
