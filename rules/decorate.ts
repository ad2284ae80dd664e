import { alertLabels, seriesLabels, tenantLabel } from '../config/naming';
import type { Team } from '../config/schema/team';
import type { RulesInput } from './input';
import {
  isAlert,
  severityOf,
  type AlertRule,
  type PlainRule,
  type PlainRuleGroup,
  type RecordingRule,
  type RuleGroup,
} from './model';
import { plainText } from './text';

export type Decoration = Pick<RulesInput, 'runbooksUrl' | 'urls' | 'environment'> & {
  readonly teams: ReadonlyMap<string, Team>;
  /** Whether rules of other namespaces are taken and marked. */
  readonly tenantRules: boolean;
};

/** Names and uids of ours need no escaping, but an environment or a hand-made dashboard might. */
const dashboardUrl = ({ dashboard, application }: AlertRule, { urls, environment }: Decoration): string => {
  const board = `${urls.grafana}/d/${encodeURIComponent(dashboard)}?var-${seriesLabels.environment}=${encodeURIComponent(environment)}`;
  return application === undefined
    ? board
    : `${board}&var-${seriesLabels.application}=${encodeURIComponent(application)}`;
};

const ownerOf = (name: string, teams: Decoration['teams']): string => {
  const team = teams.get(name);
  return team === undefined ? name : plainText(`${team.displayName} (${team.contact})`);
};

const decorateAlert = (rule: AlertRule, decoration: Decoration): PlainRule => ({
  alert: rule.alert,
  expr: rule.expr,
  for: rule.for,
  ...(rule.keepFiringFor === undefined ? {} : { keep_firing_for: rule.keepFiringFor }),
  labels: {
    ...rule.labels,
    // Series of a tenant's monitors carry it; a rule of ours about them is ours. An empty label is none.
    ...(decoration.tenantRules ? { [tenantLabel]: '' } : {}),
    [alertLabels.severity]: severityOf(rule.priority),
    [alertLabels.priority]: rule.priority,
    [seriesLabels.team]: rule.team,
    ...(rule.application === undefined ? {} : { [seriesLabels.application]: rule.application }),
  },
  annotations: {
    summary: rule.summary,
    description: rule.description,
    owner: ownerOf(rule.team, decoration.teams),
    runbook_url: rule.runbookUrl ?? `${decoration.runbooksUrl}/${rule.alert}.md`,
    dashboard_url: dashboardUrl(rule, decoration),
  },
});

const decorateRule = (rule: AlertRule | RecordingRule, decoration: Decoration): PlainRule =>
  isAlert(rule) ? decorateAlert(rule, decoration) : rule;

/** Gives every alert of a group the labels that routing reads and the links that a human follows. */
export const decorate = (
  { name, team, application, interval, rules }: RuleGroup,
  decoration: Decoration,
): PlainRuleGroup => ({
  team,
  ...(application === undefined ? {} : { application }),
  group: {
    name,
    ...(interval === undefined ? {} : { interval }),
    rules: rules.map((rule) => decorateRule(rule, decoration)),
  },
});
