import { alertLabels, seriesLabels } from '../config/naming';
import { priorities, type Duration, type Priority } from '../rules/model';
import type { Timings } from './alertmanager';
import type { RoutingInput } from './model';

export type Channel = 'pagerduty' | 'slack' | 'email';

/** How a team can be told. Receivers are named `<team>-<way>`; the message templates take the team from the name. */
export const ways = {
  /** High urgency: wakes. */
  page: 'pagerduty',
  /** Low urgency: within support hours, which are PagerDuty's to know. */
  'page-low': 'pagerduty',
  chat: 'slack',
  /** One message for everything a team should know, instead of one per cause. */
  digest: 'slack',
  mail: 'email',
} as const satisfies Record<string, Channel>;
export type Way = keyof typeof ways;

/** One way in which alerts of a priority are told, and how soon. */
export interface Delivery extends Omit<Timings, 'group_interval'> {
  readonly way: Way;
  /**
   * Only within the business hours of the team. Never for PagerDuty: an incident that opens must be closed, also at
   * night. What is kept back is told at the first look within the hours, at most `group_interval` after they begin.
   */
  readonly inBusinessHours: boolean;
}

/** What a priority means: who is told by what, and how soon. */
export interface PriorityContract {
  readonly deliveries: readonly Delivery[];
  readonly group_by: readonly string[];
  /** Severities that mean this priority on alerts that carry none: those of the charts. */
  readonly severities: readonly string[];
}

const { cluster, environment, team, application, dependency } = seriesLabels;

/**
 * One incident per cause: the same alert on several instances of an application is one, but each of its databases is one of
 * its own. PagerDuty calls nobody about what joins an incident that somebody has acknowledged.
 */
const byCause = [cluster, environment, team, application, dependency, alertLabels.thirdParty, 'alertname'];

/**
 * Within business hours nothing is repeated twice a day, and everything again on the next: an alert that was told, ended
 * at night and came back is "already told" to Alertmanager for this long, so it must be no longer than a night.
 */
const oncePerDay: Duration = '12h';

/**
 * The contract. `repeat_interval` is how often an alert that still fires is told again; it must stay below the time
 * that Alertmanager keeps its notification log (`alerting.retentionHours`), else it repeats sooner. PagerDuty may be told
 * later than here (`alerting.pageAfterMinutes`), and how often a group is looked at is the stack's
 * (`alerting.groupIntervalMinutes`).
 */
export const contracts: Readonly<Record<Priority, PriorityContract>> = {
  P1: {
    // Ten seconds: long enough for the instances of one outage to arrive together, short beside the 15 s we promise.
    deliveries: (['page', 'chat'] as const).map((way) => ({
      way,
      inBusinessHours: false,
      group_wait: '10s',
      repeat_interval: '1h',
    })),
    group_by: byCause,
    severities: ['critical'],
  },
  P2: {
    deliveries: (['page-low', 'chat'] as const).map((way) => ({
      way,
      inBusinessHours: false,
      group_wait: '30s',
      repeat_interval: '4h',
    })),
    group_by: byCause,
    severities: [],
  },
  P3: {
    deliveries: (['chat', 'mail'] as const).map((way) => ({
      way,
      inBusinessHours: true,
      group_wait: '1m',
      repeat_interval: oncePerDay,
    })),
    group_by: byCause,
    // 105 of the chart's alerts are warnings: told the same day, but no incident for each.
    severities: ['warning'],
  },
  P4: {
    deliveries: [
      {
        way: 'digest',
        inBusinessHours: true,
        group_wait: '30m',
        repeat_interval: oncePerDay,
      },
    ],
    group_by: [cluster, environment, team],
    severities: ['info', 'none'],
  },
};

/** Time between two messages about one group of a priority. */
export const groupInterval = (
  { groupIntervalMinutes }: Pick<RoutingInput, 'groupIntervalMinutes'>,
  priority: Priority,
): Duration => `${String(groupIntervalMinutes[priority]) as `${number}`}m`;

/** Channels of a priority, in the order in which messages name them. */
export const channelsOf = (priority: Priority): Channel[] =>
  (['pagerduty', 'slack', 'email'] as const).filter((channel) =>
    contracts[priority].deliveries.some(({ way }) => ways[way] === channel),
  );

/**
 * Alerts with neither a known priority nor a known severity. Nobody has judged them, so a human looks within hours.
 */
export const unclassified: Priority = 'P2';

export const matches = (label: string, value: string): string => `${label}="${value}"`;

/** Alerts that are of a priority for one reason. */
export interface Kind {
  readonly matchers: readonly string[];
  /** Whether their `team` counts. Ours say a priority and a team; what says neither is the platform team's. */
  readonly ofTeams: boolean;
}

const anyOf = (label: string, values: readonly string[], operator: '=~' | '!~' = '=~'): string => {
  const [only, ...more] = values;
  return operator === '=~' && only !== undefined && more.length === 0
    ? matches(label, only)
    : `${label}${operator}"${values.join('|')}"`;
};

const knownSeverities = priorities.flatMap((priority) => contracts[priority].severities);

/** The kinds of alerts of a priority; an alert is of exactly one kind of one priority. */
export const kindsOf = (priority: Priority): Kind[] => {
  const { severities } = contracts[priority];
  const withoutPriority = matches(alertLabels.priority, '');
  return [
    { matchers: [matches(alertLabels.priority, priority)], ofTeams: true },
    ...(severities.length === 0
      ? []
      : [{ matchers: [withoutPriority, anyOf(alertLabels.severity, severities)], ofTeams: false }]),
    ...(priority === unclassified
      ? [
          { matchers: [anyOf(alertLabels.priority, ['', ...priorities], '!~')], ofTeams: false },
          {
            matchers: [withoutPriority, anyOf(alertLabels.severity, knownSeverities, '!~')],
            ofTeams: false,
          },
        ]
      : []),
  ];
};
