import type { Integration } from '../config/naming';
import type { YamlFile } from '../config/content/yamlFile';
import type { Application } from '../config/schema/application';
import type { Maintenance } from '../config/schema/maintenance';
import type { NodeThresholds } from '../config/schema/nodes';
import type { Team } from '../config/schema/team';

/** Through what a stack tells people. */
export interface Channels {
  readonly integrations: readonly Integration[];
  /** Minutes between two looks at a group of alerts, the longest but for digests: so often a message is offered at least. */
  readonly longestLookMinutes: number;
}

/** Everything that rules are made of: plain data. */
export interface RulesInput {
  readonly applications: readonly Application[];
  readonly teams: readonly Team[];
  /** Owner of the stack itself. */
  readonly platformTeam: string;
  /** rules/*.yaml of the content folder, as read. */
  readonly ownGroups: readonly YamlFile[];
  /** Whether rules of other namespaces are taken and marked. Default: false. */
  readonly tenantRules?: boolean;
  /** Through what the stack tells people. Default: nothing. */
  readonly channels?: Channels;
  /** Maintenance windows that have not ended. Default: none. */
  readonly maintenance?: readonly Maintenance[];
  /** Thresholds of the nodes. Default: no rules about nodes. */
  readonly nodes?: NodeThresholds;
  readonly cluster: string;
  readonly environment: string;
  /** Folder of the runbooks as people read it, without trailing slash. */
  readonly runbooksUrl: string;
  /** URLs for links, without trailing slash. */
  readonly urls: { readonly grafana: string; readonly prometheus: string; readonly alertmanager: string };
  readonly retentionDays: number;
  /** Period of the objectives in days. */
  readonly budgetWindowDays: number;
  readonly evaluationIntervalSeconds: number;
  readonly applicationScrapeIntervalSeconds: number;
  /** Seconds between two requests of a probe; undefined when the stack runs no probes. */
  readonly probeIntervalSeconds: number | undefined;
}

/** What the rules of one application need to know of the stack. */
export interface RuleContext extends Pick<
  RulesInput,
  | 'platformTeam'
  | 'retentionDays'
  | 'evaluationIntervalSeconds'
  | 'probeIntervalSeconds'
  | 'budgetWindowDays'
  | 'applicationScrapeIntervalSeconds'
> {
  /** Days over which budgets are computed: the objectives' period, or the retention where that is shorter. */
  readonly budgetDays: number;
  readonly cluster: string;
  readonly environment: string;
}
