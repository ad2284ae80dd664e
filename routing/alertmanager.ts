import type { Duration } from '../rules/model';

/** The part of alertmanager.yaml that we write, field for field as Alertmanager and the operator read it. */
export interface AlertmanagerConfig {
  readonly global: GlobalConfig;
  readonly templates: readonly string[];
  readonly route: Route;
  readonly inhibit_rules: readonly InhibitRule[];
  readonly time_intervals?: readonly NamedInterval[];
  readonly receivers: readonly Receiver[];
}

export interface GlobalConfig {
  readonly smtp_smarthost?: string;
  readonly smtp_from?: string;
  readonly smtp_require_tls?: boolean;
  readonly smtp_auth_username?: string;
  readonly smtp_auth_password_file?: string;
  readonly pagerduty_url?: string;
}

export interface Timings {
  readonly group_wait: Duration;
  readonly group_interval: Duration;
  readonly repeat_interval: Duration;
}

export interface Route extends Partial<Timings> {
  readonly receiver: string;
  readonly matchers?: readonly string[];
  readonly group_by?: readonly string[];
  readonly continue?: boolean;
  /** Told only while one of these holds. Not inherited by the routes below. */
  readonly active_time_intervals?: readonly string[];
  /** Not told while one of these holds. Not inherited by the routes below. */
  readonly mute_time_intervals?: readonly string[];
  readonly routes?: readonly Route[];
}

export interface NamedInterval {
  readonly name: string;
  readonly time_intervals: readonly IntervalSpec[];
}

/** Every list given must hold the moment; within a list one entry is enough. */
export interface IntervalSpec {
  readonly weekdays?: readonly string[];
  readonly times?: readonly { readonly start_time: string; readonly end_time: string }[];
  readonly days_of_month?: readonly string[];
  readonly months?: readonly string[];
  readonly years?: readonly string[];
  readonly location: string;
}

export interface InhibitRule {
  readonly source_matchers: readonly string[];
  readonly target_matchers: readonly string[];
  readonly equal: readonly string[];
}

export interface Receiver {
  readonly name: string;
  readonly pagerduty_configs?: readonly PagerDutyConfig[];
  readonly slack_configs?: readonly SlackConfig[];
  readonly email_configs?: readonly EmailConfig[];
  readonly webhook_configs?: readonly WebhookConfig[];
}

export interface SlackConfig {
  readonly send_resolved: boolean;
  readonly timeout: Duration;
  readonly api_url_file: string;
  readonly channel: string;
  readonly color: string;
  readonly title: string;
  readonly title_link: string;
  readonly fallback: string;
  readonly text: string;
  readonly fields?: readonly { readonly title: string; readonly value: string; readonly short: boolean }[];
  readonly actions: readonly { readonly type: 'button'; readonly text: string; readonly url: string }[];
}

export interface PagerDutyConfig {
  readonly send_resolved: boolean;
  readonly timeout: Duration;
  readonly routing_key_file: string;
  readonly severity: 'critical' | 'warning';
  readonly client: string;
  readonly client_url: string;
  readonly description: string;
  readonly source: string;
  readonly class: string;
  readonly component: string;
  readonly group: string;
  readonly details: Readonly<Record<string, string>>;
  readonly links: readonly { readonly text: string; readonly href: string }[];
}

export interface EmailConfig {
  readonly send_resolved: boolean;
  readonly to: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly html: string;
  readonly text: string;
}

export interface WebhookConfig {
  readonly send_resolved: boolean;
  readonly timeout: Duration;
  readonly url_file: string;
}
