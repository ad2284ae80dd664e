import { alertLabels, seriesLabels } from '../../config/naming';
import { priorities, severityOf, type Priority } from '../model';
import { upstreamAlerts } from './index';

/** One step of Prometheus' alert relabeling, field for field as its configuration has it. */
export interface AlertRelabeling {
  readonly source_labels: readonly string[];
  /** Joins the values of the source labels. */
  readonly separator: ';';
  /** Matches the whole joined text. */
  readonly regex: string;
  readonly target_label: string;
  readonly replacement: string;
  readonly action: 'replace';
}

const replace = (
  sources: readonly string[],
  regex: string,
  target: string,
  replacement: string,
): AlertRelabeling => ({
  source_labels: [...sources],
  separator: ';',
  regex,
  target_label: target,
  replacement,
  action: 'replace',
});

const kept = Object.entries(upstreamAlerts).flatMap(([alert, verdict]) =>
  verdict.kind === 'kept' ? [{ alert, ...verdict }] : [],
);

const alternation = (names: readonly string[]): string => [...names].sort().join('|');

/** `<priority>;<severity>;<alertname>` of the chart's alerts that get this priority; the first is empty: none of its own. */
const becomes = (priority: Priority): string | undefined => {
  const whole = kept.flatMap(({ alert, priority: given }) => (given === priority ? [alert] : []));
  const bySeverity = (severity: 'critical' | 'warning'): string[] =>
    kept.flatMap(({ alert, priority: given }) =>
      typeof given !== 'string' && given[severity] === priority ? [alert] : [],
    );
  const parts = [
    ...(whole.length === 0 ? [] : [`[^;]*;(?:${alternation(whole)})`]),
    ...(['critical', 'warning'] as const).flatMap((severity) => {
      const names = bySeverity(severity);
      return names.length === 0 ? [] : [`${severity};(?:${alternation(names)})`];
    }),
  ];
  return parts.length === 0 ? undefined : `;(?:${parts.join('|')})`;
};

const prioritiesOf = (priority: (typeof kept)[number]['priority']): readonly Priority[] =>
  typeof priority === 'string' ? [priority] : [priority.critical, priority.warning];

const severitySteps = (): AlertRelabeling[] =>
  [...new Set(priorities.map(severityOf))].flatMap((severity) => {
    const meant = priorities.filter((priority) => severityOf(priority) === severity);
    const names = kept
      .filter(({ priority }) => prioritiesOf(priority).some((given) => meant.includes(given)))
      .map(({ alert }) => alert);
    return names.length === 0
      ? []
      : [
          replace(
            [alertLabels.priority, 'alertname'],
            `(?:${meant.join('|')});(?:${alternation(names)})`,
            alertLabels.severity,
            severity,
          ),
        ];
  });

const teamSteps = (platformTeam: string): AlertRelabeling[] => {
  const owners = kept.map(({ alert, team }) => ({ alert, team: team ?? platformTeam }));
  return [...new Set(owners.map(({ team }) => team))].map((owner) => {
    const names = owners.filter(({ team }) => team === owner).map(({ alert }) => alert);
    return replace([seriesLabels.team, 'alertname'], `;(?:${alternation(names)})`, seriesLabels.team, owner);
  });
};

/**
 * Steps that give the chart's alerts what an alert of ours has: priority, the severity that follows from it, and a
 * team. An alert that brings a priority or a team of its own keeps it. In this order: a severity follows the priority.
 */
export const upstreamRelabelings = (platformTeam: string): AlertRelabeling[] => [
  ...priorities.flatMap((priority) => {
    const regex = becomes(priority);
    return regex === undefined
      ? []
      : [
          replace(
            [alertLabels.priority, alertLabels.severity, 'alertname'],
            regex,
            alertLabels.priority,
            priority,
          ),
        ];
  }),
  ...severitySteps(),
  ...teamSteps(platformTeam),
];
