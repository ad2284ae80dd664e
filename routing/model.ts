import type { AlertmanagerConfig } from './alertmanager';

/** Where a credential comes from: one leaf of `observatory:secrets`, e.g. `slack.default`. */
export type SecretPath = `${'slack' | 'pagerduty'}.${string}` | 'smtp.password' | 'heartbeat.url';

/** Maps a credential to the file it is mounted at inside Alertmanager. */
export type SecretFile = (path: SecretPath) => string;

/** What routing needs of the stack and its teams: plain data, no Pulumi. */
export interface RoutingInput {
  readonly cluster: string;
  readonly environment: string;
  /** Owner of the stack itself; gets what no other team's route takes. */
  readonly platformTeam: string;
  readonly teams: readonly {
    readonly name: string;
    readonly displayName: string;
    readonly slackChannel: string;
    readonly emails: readonly string[];
  }[];
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
  /** Names under `observatory:secrets.slack` and `.pagerduty`: a team listed there has a credential of its own. */
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
