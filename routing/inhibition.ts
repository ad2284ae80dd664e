import { alertLabels, maintenanceAlert, seriesLabels, tenantLabel } from '../config/naming';
import type { InhibitRule } from './alertmanager';
import type { MaintenanceScope } from './model';
import { matches } from './priorities';

const { cluster, environment, application, namespace, dependency } = seriesLabels;
const { thirdParty, probe } = alertLabels;

/** What a source and its targets must have in common, besides cluster and environment; the first label must be there. */
export const subjects = {
  application: [application],
  objective: [application, alertLabels.slo],
  /** A disk is a device of its node; CPU and memory have none, which counts as equal. */
  node: ['instance', 'device'],
  thirdParty: [thirdParty, application],
  dependency: [dependency, application],
  probe: [probe, application],
} as const;

/** While an alert fires, others that only repeat it are not told. */
export interface Inhibition {
  readonly of: keyof typeof subjects;
  /** Name of the alert that explains the others. It must fire no later than they do. */
  readonly source: string;
  /** Names of the alerts it explains. */
  readonly targets: readonly string[];
  readonly because: string;
}

/** What a rule of another namespace says explains nothing: else any tenant could keep back every page. */
const ofOurs = matches(tenantLabel, '');

/** Kinds of objectives, as their alerts are called. */
const budgetBurns = ['Availability', 'Latency', 'Success', 'Freshness'].map((kind) => `${kind}BudgetBurn`);

/** Between alerts about the same thing. */
export const inhibitions: readonly Inhibition[] = [
  {
    of: 'application',
    source: 'ServiceDown',
    targets: [
      'ProbeFailed',
      'CriticalErrorRate',
      'HighErrorRate',
      'HighLatency',
      'AvailabilityBudgetBurnFast',
      'AvailabilityBudgetBurnSlow',
      'LatencyBudgetBurnFast',
      'LatencyBudgetBurnSlow',
      'SuccessBudgetBurnFast',
      'SuccessBudgetBurnSlow',
    ],
    because:
      'with no instance up, failing probes, errors, slow answers and a burning budget are the same outage',
  },
  {
    of: 'application',
    source: 'PostgresqlDown',
    targets: [
      'CriticalErrorRate',
      'HighErrorRate',
      'HighLatency',
      'AvailabilityBudgetBurnFast',
      'AvailabilityBudgetBurnSlow',
    ],
    because: 'without its database an application fails and waits, and burns its budget with it',
  },
  {
    of: 'application',
    source: 'DependencyWithoutPrimary',
    targets: ['CriticalErrorRate', 'HighErrorRate', 'HighLatency'],
    because: 'requests that write fail as long as there is no primary',
  },
  {
    of: 'application',
    source: 'RedisDown',
    targets: ['CriticalErrorRate', 'HighErrorRate', 'HighLatency'],
    because: 'what Redis held must come from elsewhere, slowly, or is missing',
  },
  {
    of: 'dependency',
    source: 'PostgresqlDown',
    targets: ['PostgresqlConnectionErrors', 'ConnectionPoolExhausted'],
    because:
      'a server that accepts no connection makes every attempt an error, and those who wait fill the pool',
  },
  {
    of: 'dependency',
    source: 'PostgresqlConnectionsExhausted',
    targets: ['PostgresqlConnectionsHigh'],
    because: 'the higher threshold includes the lower one',
  },
  {
    of: 'dependency',
    source: 'DependencyWithoutPrimary',
    targets: ['PostgresqlReplicationLag', 'RedisReplicationBroken'],
    because: 'replicas without a primary follow nobody',
  },
  {
    of: 'application',
    source: 'CriticalErrorRate',
    targets: ['HighErrorRate'],
    because: 'the higher threshold includes the lower one',
  },
  {
    of: 'application',
    source: 'MemoryNearlyExhausted',
    targets: ['MemoryHigh'],
    because: 'the higher threshold includes the lower one',
  },
  {
    of: 'node',
    source: 'NodeMemoryNearlyExhausted',
    targets: ['NodeMemoryHigh'],
    because: 'the higher threshold includes the lower one',
  },
  {
    of: 'node',
    source: 'NodeDiskNearlyExhausted',
    targets: ['NodeDiskAlmostFull'],
    because: 'the lower threshold includes the higher one',
  },
  {
    of: 'probe',
    source: 'CertificateNearlyExpired',
    targets: ['CertificateExpiring'],
    because: 'the lower threshold includes the higher one',
  },
  ...budgetBurns.map((burn): Inhibition => ({
    of: 'objective',
    source: `${burn}Fast`,
    targets: [`${burn}Slow`],
    because: 'a budget that burns fast burns slowly too; when the fast burn is over, the slow one is told',
  })),
  {
    of: 'thirdParty',
    source: 'ThirdPartyCircuitBreakerOpen',
    targets: ['ThirdPartyFailing', 'ThirdPartyUnavailable'],
    because: 'a breaker opens because calls fail, and then fails the others itself',
  },
  {
    of: 'thirdParty',
    source: 'ThirdPartyQuotaExhausted',
    targets: ['ThirdPartyQuotaNearlyUsed', 'ThirdPartyFailing', 'ThirdPartyUnavailable'],
    because: 'a provider refuses what is beyond the quota',
  },
  {
    of: 'thirdParty',
    source: 'ThirdPartyFailing',
    targets: ['ThirdPartyUnavailable'],
    because: 'when most calls fail, that none succeeds is the same news',
  },
];

const inhibitRule = ({ of, source, targets }: Inhibition): InhibitRule => ({
  // Without the label on both sides, "equal" would also hold between alerts that have none.
  source_matchers: [`alertname="${source}"`, `${subjects[of][0]}!=""`, ofOurs],
  target_matchers: [`alertname=~"${targets.join('|')}"`],
  equal: [cluster, environment, ...subjects[of]],
});

/**
 * What tells two alerts of one name apart. A label that neither of them has counts as equal, so this fits the
 * charts' alerts too: one full disk must not hide that another one fills up.
 */
const sameThing = [
  'alertname',
  cluster,
  environment,
  namespace,
  application,
  dependency,
  alertLabels.slo,
  alertLabels.integration,
  thirdParty,
  'job',
  'instance',
  'device',
  'mountpoint',
  'persistentvolumeclaim',
];

const bySeverity = (source: string, targets: string): InhibitRule => ({
  source_matchers: [`${alertLabels.severity}="${source}"`, ofOurs],
  target_matchers: [`${alertLabels.severity}=~"${targets}"`],
  equal: [...sameThing],
});

/**
 * The chart's rule: its info alerts are told only beside something worse in their namespace. Ours carry a priority and
 * are exempt: a P4 alert is told, digested.
 */
const infoInhibitor: InhibitRule = {
  source_matchers: ['alertname="InfoInhibitor"', ofOurs],
  target_matchers: [`${alertLabels.severity}="info"`, `${alertLabels.priority}=""`],
  equal: [cluster, environment, namespace],
};

/** Between alerts, the same in every stack. */
export const standingRules: readonly InhibitRule[] = [
  ...inhibitions.map(inhibitRule),
  bySeverity('critical', 'warning|info'),
  bySeverity('warning', 'info'),
  infoInhibitor,
];

/** What a maintenance window keeps back, while its own alert says that it is open. */
const ofMaintenance = ({ name, alerts }: MaintenanceScope): InhibitRule[] =>
  alerts.map((labels) => ({
    source_matchers: [matches('alertname', maintenanceAlert), matches(alertLabels.maintenance, name), ofOurs],
    // Whatever the labels are: the heartbeat goes on.
    target_matchers: [
      ...Object.entries(labels).map(([label, value]) => matches(label, value)),
      'alertname!="Watchdog"',
    ],
    equal: [cluster, environment],
  }));

/** Everything that keeps an alert back while another fires. */
export const inhibitRules = (maintenance: readonly MaintenanceScope[]): InhibitRule[] => [
  ...maintenance.flatMap(ofMaintenance),
  ...standingRules,
];
