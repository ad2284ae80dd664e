import type { Calendar } from '../config/workingHours';
import type { Team } from '../config/schema/team';
import type { Priority } from '../rules/model';
import type { AlertmanagerConfig } from './alertmanager';

/** Where a credential comes from: one leaf of `observatory:secrets`, e.g. `slack.default`. */
export type SecretPath = `${'slack' | 'pagerduty'}.${string}` | 'smtp.password' | 'heartbeat.url';

/** Maps a credential to the file it is mounted at inside Alertmanager. */
export type SecretFile = (path: SecretPath) => string;

/** What routing needs of a team. */
export type RoutedTeam = Pick<
  Team,
  | 'name'
  | 'displayName'
  | 'slackChannel'
  | 'emails'
  | 'businessHours'
  | 'holidays'
  | 'members'
  | 'onCall'
  | 'escalation'
>;

/** Which alerts a maintenance window keeps back while its own alert fires. */
export interface MaintenanceScope {
  /** The window's name: the label `maintenance` of its alert. */
  readonly name: string;
  /** Each entry is enough; within an entry every label must have the value. */
  readonly alerts: readonly Readonly<Record<string, string>>[];
}

/** What routing needs of the stack and its teams: plain data, no Pulumi. */
export interface RoutingInput {
  readonly cluster: string;
  readonly environment: string;
  /** Owner of the stack itself; gets what no other team's route takes. */
  readonly platformTeam: string;
  readonly teams: readonly RoutedTeam[];
  /** Business hours and holidays of teams that state none. */
  readonly calendar: Calendar;
  /** Minutes until PagerDuty is told. */
  readonly pageAfterMinutes: { readonly P1: number; readonly P2: number };
  /** Minutes between two messages about one group of alerts. */
  readonly groupIntervalMinutes: Readonly<Record<Priority, number>>;
  /** Minutes until the platform team is told of alerts of teams that state no levels. */
  readonly escalationMinutes: { readonly P1: number; readonly P2: number };
  /** Maintenance windows that have not ended. */
  readonly maintenance: readonly MaintenanceScope[];
  readonly slack: { readonly enabled: boolean };
  readonly pagerduty: { readonly enabled: boolean; readonly region?: 'us' | 'eu' };
  readonly email: {
    readonly enabled: boolean;
    readonly smarthost?: string | undefined;
    readonly from?: string | undefined;
    readonly username?: string | undefined;
    readonly requireTls: boolean;
  };
  readonly heartbeat: { readonly enabled: boolean; readonly intervalSeconds: number };
  /**
   * Names under `observatory:secrets.slack` and `.pagerduty`: a team listed there has a credential of its own. With one
   * key per urgency they are `<team>.high` and `<team>.low`.
   */
  readonly ownCredentials: { readonly slack: readonly string[]; readonly pagerduty: readonly string[] };
  readonly urls: { readonly alertmanager: string; readonly grafana: string; readonly prometheus: string };
}

/** The finished Alertmanager side: configuration without secrets, message templates, and the credentials it needs. */
export interface AlertmanagerSetup {
  /** alertmanager.yaml as a value. */
  readonly config: AlertmanagerConfig;
  /** File name → Go template text. */
  readonly templates: Readonly<Record<string, string>>;
  /** Credentials that the configuration refers to, sorted. */
  readonly secrets: readonly SecretPath[];
}
