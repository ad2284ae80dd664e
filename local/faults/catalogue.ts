/** How the page and the terminal group the faults. */
export const faultGroups = [
  'The shop',
  'Database and cache',
  'Third parties and data',
  'Resources',
  'Monitoring itself',
] as const;
export type FaultGroup = (typeof faultGroups)[number];

/** Something that can go wrong on demand: really caused, not written into a metric. */
export interface Fault {
  readonly group: FaultGroup;
  /** What it does, a sentence without its full stop. */
  readonly what: string;
  /** Alerts that somebody is told while it is on; none where only the dead man’s switch notices. */
  readonly fires: readonly string[];
  /** Alerts that may come with it: consequences, and what inhibition keeps quiet. */
  readonly mayFire: readonly string[];
  /** What else is needed or special, a sentence. */
  readonly note?: string;
}

/** Budgets of the shop's objective burn whenever many of its requests fail. */
const budgets = ['AvailabilityBudgetBurnFast', 'AvailabilityBudgetBurnSlow'] as const;
const errors = ['HighErrorRate', 'CriticalErrorRate', ...budgets] as const;

const NEEDS_NEWS = 'Shows only when something else is told at the same time: switch error-rate on too.';

/** Every fault, with what it should fire in stack `local`. */
export const faults = {
  outage: {
    group: 'The shop',
    what: 'closes the shop’s port: requests, probes and scrapes are refused',
    fires: ['ServiceDown'],
    mayFire: ['ProbeFailed'],
  },
  'error-rate': {
    group: 'The shop',
    what: 'half of the shop’s requests end with 500',
    fires: ['CriticalErrorRate'],
    mayFire: ['HighErrorRate', ...budgets],
  },
  latency: {
    group: 'The shop',
    what: 'every request to the shop takes 0.6 to 2 s longer',
    fires: ['HighLatency'],
    mayFire: [],
  },
  'traffic-loss': {
    group: 'The shop',
    what: 'no customer comes any more: the shop works, and nobody uses it',
    fires: ['BusinessSignalOutOfBounds'],
    mayFire: [],
  },
  'jobs-failing': {
    group: 'The shop',
    what: 'half of the orders cannot be fulfilled: the worker fails them',
    fires: ['OperationFailing'],
    mayFire: [],
  },
  'slow-database': {
    group: 'Database and cache',
    what: 'a migration locks the products table, again and again for 1.5 s',
    fires: ['HighLatency'],
    mayFire: ['PostgresqlSlowQueries', 'ConnectionPoolExhausted', 'OperationSlow', ...errors],
  },
  'connection-exhaustion': {
    group: 'Database and cache',
    what: 'another program takes every connection that PostgreSQL has left',
    fires: ['PostgresqlConnectionsExhausted'],
    mayFire: [
      'PostgresqlConnectionsHigh',
      'PostgresqlConnectionErrors',
      'ConnectionPoolExhausted',
      'DataStale',
      'OperationFailing',
      ...errors,
    ],
  },
  'cache-loss': {
    group: 'Database and cache',
    what: 'stops the cache: the shop answers everything from the database',
    fires: ['RedisDown'],
    mayFire: [],
  },
  'payments-failing': {
    group: 'Third parties and data',
    what: 'the payment provider declines every card',
    fires: ['PaymentFailureRatioHigh', 'PaymentFailures'],
    mayFire: [],
    note: 'PaymentFailures counts an hour, and ends that long after the last failure.',
  },
  'quota-exhausted': {
    group: 'Third parties and data',
    what: 'the carrier counts our quota as used up and answers 429',
    fires: ['ThirdPartyQuotaExhausted'],
    mayFire: ['ThirdPartyQuotaNearlyUsed', 'ThirdPartyFailing', 'ThirdPartyUnavailable'],
  },
  'circuit-breaker': {
    group: 'Third parties and data',
    what: 'the carrier answers 503: the shop’s circuit breaker opens',
    fires: ['ThirdPartyCircuitBreakerOpen'],
    mayFire: ['ThirdPartyFailing', 'ThirdPartyUnavailable'],
  },
  'stale-data': {
    group: 'Third parties and data',
    what: 'the exchange rates are answered, but no longer updated',
    fires: ['DataStale'],
    mayFire: [],
  },
  'cpu-pressure': {
    group: 'Resources',
    what: 'a runaway thread of the shop takes most of one core',
    fires: ['CpuHigh'],
    mayFire: ['NodeCpuHigh', 'HighLatency'],
  },
  'memory-pressure': {
    group: 'Resources',
    what: 'the shop holds on to memory until it has almost all that it may use',
    fires: ['MemoryNearlyExhausted'],
    mayFire: ['MemoryHigh'],
  },
  'disk-filling': {
    group: 'Resources',
    what: 'writes files until the demo’s volume of 64 MiB is 98 % full',
    fires: ['NodeDiskNearlyExhausted'],
    mayFire: ['NodeDiskAlmostFull'],
    note: 'The volume is a folder that is never allowed more; the disk of this machine is not filled.',
  },
  'certificate-expiring': {
    group: 'Monitoring itself',
    what: 'the ingress serves a certificate that ends in two days',
    fires: ['CertificateNearlyExpired'],
    mayFire: ['CertificateExpiring'],
  },
  'metric-missing': {
    group: 'Monitoring itself',
    what: 'the worker stops to expose when the exchange rates were updated',
    fires: ['DataFreshnessUnknown'],
    mayFire: [],
  },
  'prometheus-loss': {
    group: 'Monitoring itself',
    what: 'stops Prometheus; off starts it again, with its history',
    fires: [],
    mayFire: [],
    note: 'Alertmanager believes for four minutes what it heard last; then beats are missed, and the dead man’s switch calls after three.',
  },
  'alertmanager-loss': {
    group: 'Monitoring itself',
    what: 'stops Alertmanager: alerts fire, and nobody is told',
    fires: [],
    mayFire: [],
    note: 'The dead man’s switch calls after three missed beats.',
  },
  'slack-limited': {
    group: 'Monitoring itself',
    what: 'Slack answers 429, come back in 30 s',
    fires: ['NotificationsFailing'],
    mayFire: [],
    note: NEEDS_NEWS,
  },
  'pagerduty-failing': {
    group: 'Monitoring itself',
    what: 'PagerDuty answers 500',
    fires: ['NotificationsFailing'],
    mayFire: [],
    note: NEEDS_NEWS,
  },
  'mail-hanging': {
    group: 'Monitoring itself',
    what: 'the mail server accepts connections and never answers',
    fires: ['NotificationsFailing'],
    mayFire: [],
    note: NEEDS_NEWS,
  },
} as const satisfies Readonly<Record<string, Fault>>;

export type FaultName = keyof typeof faults;

export const faultNames = Object.keys(faults) as FaultName[];

export const isFaultName = (name: string): name is FaultName => Object.hasOwn(faults, name);

/** The faults of a group, in the order of the table. */
export const faultsOf = (group: FaultGroup): readonly FaultName[] =>
  faultNames.filter((name) => faults[name].group === group);
