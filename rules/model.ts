/** A Prometheus duration: `30s`, `5m`, `1h`, `3d`. */
export type Duration = `${number}${'s' | 'm' | 'h' | 'd'}`;

/**
 * What an author chooses. P1: a person is woken now. P2: within hours. P3: the next working day.
 * P4: information. The ecosystem's `severity` label follows from it (see `severityOf`).
 */
export const priorities = ['P1', 'P2', 'P3', 'P4'] as const;
export type Priority = (typeof priorities)[number];

export type Severity = 'critical' | 'warning' | 'info';

const severities: Readonly<Record<Priority, Severity>> = {
  P1: 'critical',
  P2: 'warning',
  P3: 'warning',
  P4: 'info',
};
export const severityOf = (priority: Priority): Severity => severities[priority];

/** An alert as its author writes it. Labels and links that every alert carries are added by rules/decorate.ts. */
export interface AlertRule {
  /** CamelCase; `runbooks/<alert>.md` must exist. */
  readonly alert: string;
  readonly expr: string;
  readonly for: Duration;
  readonly keepFiringFor?: Duration;
  readonly priority: Priority;
  /** Owner; its route is where the alert goes. */
  readonly team: string;
  /** Set on alerts about one application. */
  readonly application?: string;
  /** Further labels, constant per rule. */
  readonly labels?: Readonly<Record<string, string>>;
  /** One line, with the values a human needs; Prometheus template text. */
  readonly summary: string;
  /** A few sentences: what happens, to whom, how bad. */
  readonly description: string;
  /** Uid of the dashboard where the alert is seen. */
  readonly dashboard: string;
  /** Default: `<runbooksUrl>/<alert>.md`. Rules of a content folder name their own. */
  readonly runbookUrl?: string;
}

export interface RecordingRule {
  readonly record: string;
  readonly expr: string;
  readonly labels?: Readonly<Record<string, string>>;
}

/** Rules of one purpose, in the order of their evaluation. `name` is unique over the whole stack. */
export interface RuleGroup {
  readonly name: string;
  /** The team whose PrometheusRule object carries the group. */
  readonly team: string;
  /** The application that it is about, where it is about one only. */
  readonly application?: string;
  /** Default: `metrics.evaluationIntervalSeconds`. */
  readonly interval?: Duration;
  readonly rules: readonly (AlertRule | RecordingRule)[];
}

export const isAlert = (rule: AlertRule | RecordingRule): rule is AlertRule => 'alert' in rule;

/** A rule as Prometheus and the operator read it. */
export type PlainRule =
  | {
      readonly alert: string;
      readonly expr: string;
      readonly for: Duration;
      readonly keep_firing_for?: Duration;
      readonly labels: Readonly<Record<string, string>>;
      readonly annotations: Readonly<Record<string, string>>;
    }
  | RecordingRule;

/** Rules of one purpose as Prometheus and the operator read them, with their owner beside them; combine.ts makes groups of them. */
export interface PlainRuleGroup {
  readonly team: string;
  /** The application that it is about, where it is about one only. */
  readonly application?: string;
  readonly group: {
    readonly name: string;
    readonly interval?: Duration;
    readonly rules: readonly PlainRule[];
  };
}
