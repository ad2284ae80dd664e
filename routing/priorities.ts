import { alertLabels, seriesLabels } from '../config/naming';
import type { Priority } from '../rules/model';
import type { Timings } from './alertmanager';

export type Channel = 'pagerduty' | 'slack' | 'email';

/** What a priority means: who is told by what, and how soon. */
export interface PriorityContract extends Timings {
  readonly channels: readonly Channel[];
  /** PagerDuty's severity: its services map `critical` to high urgency (wakes) and `warning` to low. */
  readonly pagerdutySeverity: 'critical' | 'warning';
  /** One message for everything a team should know, instead of one per cause. */
  readonly digest: boolean;
  readonly group_by: readonly string[];
  /** Severities that mean this priority on alerts that carry none: those of the charts. */
  readonly severities: readonly string[];
}

const { cluster, environment, team, application } = seriesLabels;

/** One incident per cause: the same alert on several instances of an application is one. */
const byCause = [cluster, environment, team, application, 'alertname'];

/**
 * The contract. `repeat_interval` is how often an alert that still fires is told again; it must stay below the time
 * that Alertmanager keeps its notification log (`alerting.retentionHours`), else it repeats sooner.
 */
export const contracts: Readonly<Record<Priority, PriorityContract>> = {
  P1: {
    channels: ['pagerduty', 'slack'],
    pagerdutySeverity: 'critical',
    digest: false,
    group_by: byCause,
    // Long enough for the instances of one outage to arrive together, short beside the 15 s we promise.
    group_wait: '10s',
    group_interval: '1m',
    repeat_interval: '1h',
    severities: ['critical'],
  },
  P2: {
    channels: ['pagerduty', 'slack'],
    pagerdutySeverity: 'warning',
    digest: false,
    group_by: byCause,
    group_wait: '30s',
    group_interval: '5m',
    repeat_interval: '4h',
    severities: [],
  },
  P3: {
    channels: ['slack', 'email'],
    pagerdutySeverity: 'warning',
    digest: false,
    group_by: byCause,
    group_wait: '1m',
    group_interval: '15m',
    repeat_interval: '24h',
    // 105 of the chart's alerts are warnings: told the same day, but no incident for each.
    severities: ['warning'],
  },
  P4: {
    channels: ['slack'],
    pagerdutySeverity: 'warning',
    digest: true,
    group_by: [cluster, environment, team],
    group_wait: '30m',
    group_interval: '6h',
    repeat_interval: '24h',
    severities: ['info', 'none'],
  },
};

/**
 * Alerts with neither a known priority nor a known severity. Nobody has judged them, so a human looks within hours.
 */
export const unclassified: Priority = 'P2';

export const matches = (label: string, value: string): string => `${label}="${value}"`;

/** Matchers of the alerts of a priority, one list per way to say it; an alert meets at most one list. */
export const matchersOf = (priority: Priority): string[][] => {
  const [only, ...more] = contracts[priority].severities;
  const bySeverity =
    only === undefined
      ? []
      : [
          more.length === 0
            ? matches(alertLabels.severity, only)
            : `${alertLabels.severity}=~"${[only, ...more].join('|')}"`,
        ];
  return [
    [matches(alertLabels.priority, priority)],
    ...bySeverity.map((matcher) => [matches(alertLabels.priority, ''), matcher]),
  ];
};
