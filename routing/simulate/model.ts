/**
 * What the simulator reads of an alertmanager.yaml. Wider than what we write (see ../alertmanager.ts): the operator
 * may have completed the file, and tenants may have added to it.
 */
export interface FinishedConfig {
  readonly route: FinishedRoute;
  readonly inhibit_rules?: readonly FinishedInhibitRule[];
  readonly receivers?: readonly FinishedReceiver[];
  readonly time_intervals?: readonly NamedInterval[];
  readonly mute_time_intervals?: readonly NamedInterval[];
}

export interface FinishedRoute {
  readonly receiver?: string;
  readonly matchers?: readonly string[];
  readonly group_by?: readonly string[];
  readonly group_wait?: string;
  readonly group_interval?: string;
  readonly repeat_interval?: string;
  readonly mute_time_intervals?: readonly string[];
  readonly active_time_intervals?: readonly string[];
  readonly continue?: boolean;
  readonly routes?: readonly FinishedRoute[];
}

export interface FinishedInhibitRule {
  readonly source_matchers?: readonly string[];
  readonly target_matchers?: readonly string[];
  readonly equal?: readonly string[];
}

/** A name, and integrations under keys like `slack_configs`. */
export interface FinishedReceiver {
  readonly name: string;
  readonly [integrations: `${string}_configs`]: readonly Integration[] | undefined;
}

/** One `slack_configs` entry and its like; what it holds depends on the channel. */
export type Integration = Readonly<Record<string, unknown>>;

export interface NamedInterval {
  readonly name: string;
  readonly time_intervals: readonly IntervalSpec[];
}

/** Every list given must hold the moment; within a list one entry is enough. */
export interface IntervalSpec {
  readonly times?: readonly { readonly start_time: string; readonly end_time: string }[];
  readonly weekdays?: readonly string[];
  readonly days_of_month?: readonly (string | number)[];
  readonly months?: readonly (string | number)[];
  readonly years?: readonly (string | number)[];
  /** IANA name; UTC without. */
  readonly location?: string;
}

/** Label name → value. A label that is absent and one that is empty are the same to Alertmanager. */
export type Labels = Readonly<Record<string, string>>;

/** What is known of an alert before it fires. */
export interface AlertFacts {
  readonly name: string;
  /** All labels whose value is constant, `alertname` too. Those that the series bring are not known here. */
  readonly labels: Labels;
  readonly forSeconds: number;
  readonly origin: 'stack' | 'chart';
}
