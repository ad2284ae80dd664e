import { alertLabels, seriesLabels } from '../config/naming';
import type { InhibitRule } from './alertmanager';

const { cluster, environment, application, namespace } = seriesLabels;

/** While an alert fires, others that only repeat it are not told. */
export interface Inhibition {
  /** Name of the alert that explains the others. It must fire no later than they do. */
  readonly source: string;
  /** Names of the alerts it explains. */
  readonly targets: readonly string[];
  readonly because: string;
}

/** Between alerts of the same application. */
export const inhibitions: readonly Inhibition[] = [
  {
    source: 'ServiceDown',
    targets: [
      'ProbeFailed',
      'CriticalErrorRate',
      'HighErrorRate',
      'HighLatency',
      'AvailabilityBudgetBurnFast',
      'AvailabilityBudgetBurnSlow',
    ],
    because:
      'with no instance up, failing probes, errors, slow answers and a burning budget are the same outage',
  },
  {
    source: 'CriticalErrorRate',
    targets: ['HighErrorRate'],
    because: 'the higher threshold includes the lower one',
  },
  {
    source: 'AvailabilityBudgetBurnFast',
    targets: ['AvailabilityBudgetBurnSlow'],
    because: 'a budget that burns fast burns slowly too; when the fast burn is over, the slow one is told',
  },
];

const ofApplications = ({ source, targets }: Inhibition): InhibitRule => ({
  // Without an application on both sides, "equal" would also hold between alerts that have none.
  source_matchers: [`alertname="${source}"`, `${application}!=""`],
  target_matchers: [`alertname=~"${targets.join('|')}"`],
  equal: [cluster, environment, application],
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
  alertLabels.slo,
  'job',
  'instance',
  'device',
  'mountpoint',
  'persistentvolumeclaim',
];

const bySeverity = (source: string, targets: string): InhibitRule => ({
  source_matchers: [`${alertLabels.severity}="${source}"`],
  target_matchers: [`${alertLabels.severity}=~"${targets}"`],
  equal: [...sameThing],
});

/**
 * The chart's rule: its info alerts are told only beside something worse in their namespace. Ours carry a priority and
 * are exempt: a P4 alert is told, digested.
 */
const infoInhibitor: InhibitRule = {
  source_matchers: ['alertname="InfoInhibitor"'],
  target_matchers: [`${alertLabels.severity}="info"`, `${alertLabels.priority}=""`],
  equal: [cluster, environment, namespace],
};

export const inhibitRules: readonly InhibitRule[] = [
  ...inhibitions.map(ofApplications),
  bySeverity('critical', 'warning|info'),
  bySeverity('warning', 'info'),
  infoInhibitor,
];
