import type { Content } from './config/content';
import { secretFaults } from './config/content/checks';
import { UserError } from './config/errors';
import { alertmanagerSecretFile, secretNames } from './config/naming';
import type { GivenSecrets } from './config/resolve';
import { dependenciesOf } from './config/schema/dependency';
import type { StackConfig } from './config/schema/stack';
import { idleWarnings } from './config/idle';
import { externalUrls, interfaces, linkUrls } from './config/urls';
import { credentialRef } from './config/credentialRef';
import { buildDashboards, ownDashboards } from './dashboards';
import type { DashboardFile } from './dashboards/model';
import { buildAlertmanager } from './routing';
import { integrationsOf, longestLookMinutes, unwatchedChannels } from './routing/brokenChannel';
import { lateSources } from './routing/order';
import type { AlertmanagerSetup, RoutingInput } from './routing/model';
import { buildRules } from './rules';
import { unmetMaintenance } from './rules/unmetMaintenance';
import { baselineWeeks, comparesWithUsual } from './rules/baseline';
import { packRules, type PackedRules } from './rules/pack';
import { withoutCapacity } from './rules/saturation';
import { objectivesOf } from './rules/slo/objectives';

/** Everything that a stack says, as data: what the components turn into resources. */
export interface Assembled {
  readonly rules: readonly PackedRules[];
  readonly alertmanager: AlertmanagerSetup;
  readonly dashboards: readonly DashboardFile[];
  readonly warnings: readonly string[];
}

const routingInput = (config: StackConfig, content: Content, secrets: GivenSecrets): RoutingInput => {
  const { alerting, cluster, access } = config;
  const namesBelow = (group: string): string[] =>
    [...secrets.keys()]
      .filter((path) => path.startsWith(`${group}.`))
      .map((path) => path.slice(group.length + 1));
  return {
    cluster: cluster.name,
    environment: cluster.environment,
    platformTeam: alerting.platformTeam,
    teams: content.teams,
    calendar: { businessHours: alerting.businessHours, holidays: alerting.holidays },
    pageAfterMinutes: alerting.pageAfterMinutes,
    groupIntervalMinutes: alerting.groupIntervalMinutes,
    escalationMinutes: alerting.escalation,
    maintenance: content.maintenance,
    slack: alerting.slack,
    pagerduty: alerting.pagerduty,
    email: alerting.email,
    heartbeat: alerting.heartbeat,
    ownCredentials: {
      slack: namesBelow('slack'),
      // Managed, every team has a service and a key of its own, and none is given.
      pagerduty: alerting.pagerduty.managed ? content.teams.map(({ name }) => name) : namesBelow('pagerduty'),
    },
    urls: linkUrls(access),
  };
};

/** No exporter, no rules about the server: better said than found out. */
const unwatchedDependencies = ({ applications }: Content): string[] =>
  applications.flatMap((application) =>
    dependenciesOf(application)
      .filter(({ exporter }) => exporter === undefined)
      .map(
        ({ name }) =>
          `application ${application.name}: dependency ${name} has no exporter, so no alert watches it; set dependencies.${name}.exporter`,
      ),
  );

const warningsOf = (config: StackConfig, content: Content, routed: RoutingInput): string[] => {
  const external = externalUrls(config.access);
  const unlinked = interfaces.filter(
    (app) => external[app] === undefined && (app !== 'grafana' || config.grafana.enabled),
  );
  return [
    ...unlinked.map(
      (app) =>
        `observatory:access.urls.${app} is not set: links in messages point inside the cluster and work only there`,
    ),
    ...(config.slo.budgetWindowDays > config.metrics.retentionDays &&
    content.applications.some((application) => objectivesOf(application).length > 0)
      ? [
          `observatory:slo.budgetWindowDays ${String(config.slo.budgetWindowDays)} is longer than metrics.retentionDays ${String(config.metrics.retentionDays)}: error budgets are computed over ${String(config.metrics.retentionDays)} days and named so`,
        ]
      : []),
    ...unwatchedChannels(routed),
    ...withoutCapacity(content.applications),
    ...unwatchedDependencies(content),
    ...(baselineWeeks(config.metrics).length === 0 && content.applications.some(comparesWithUsual)
      ? [
          `observatory:metrics.retentionDays ${String(config.metrics.retentionDays)} does not hold the same hour of the last week: nothing is compared with its usual value, and LatencyAboveUsual and BusinessSignalDropped cannot fire; 8 days are enough`,
        ]
      : []),
    ...content.endedMaintenance,
    ...(content.unselected.length > 0
      ? [`not selected by observatory:content.applications: ${content.unselected.join(', ')}`]
      : []),
  ];
};

/**
 * Rules, routes and dashboards of a stack from its configuration and content. Pure: no Pulumi, no files but the content's own.
 *
 * @throws UserError with every fault of own rules, own dashboards and routes, for a secret of a team that does not exist, and for
 *         an alert that would silence others too late
 */
export const assemble = (config: StackConfig, content: Content, secrets: GivenSecrets): Assembled => {
  const misnamed = secretFaults(secrets, content.teams);
  if (misnamed.length > 0) throw new UserError(misnamed);
  const urls = linkUrls(config.access);
  const routed = routingInput(config, content, secrets);
  const groups = buildRules({
    applications: content.applications,
    teams: content.teams,
    platformTeam: config.alerting.platformTeam,
    ownGroups: content.rules,
    channels: { integrations: integrationsOf(routed), longestLookMinutes: longestLookMinutes(routed) },
    maintenance: content.maintenance,
    nodes: config.alerting.nodes,
    tenantRules: config.alerting.tenantRules,
    cluster: config.cluster.name,
    environment: config.cluster.environment,
    runbooksUrl: config.content.runbooksUrl,
    urls,
    retentionDays: config.metrics.retentionDays,
    budgetWindowDays: config.slo.budgetWindowDays,
    evaluationIntervalSeconds: config.metrics.evaluationIntervalSeconds,
    applicationScrapeIntervalSeconds: config.metrics.scrapeIntervalSeconds.applications,
    probeIntervalSeconds: config.synthetics.enabled ? config.synthetics.intervalSeconds : undefined,
  });
  const faults = [
    ...lateSources(groups),
    // What tenants call their alerts is theirs to know.
    ...(config.alerting.tenantRules ? [] : unmetMaintenance(content.maintenance, groups)),
  ];
  if (faults.length > 0) throw new UserError(faults);
  const alertmanager = buildAlertmanager(routed, (path) => {
    const { secretName, key } = credentialRef(secrets, path, secretNames.alertmanagerCredentials);
    return alertmanagerSecretFile(secretName, key);
  });
  return {
    rules: packRules(groups),
    alertmanager,
    dashboards: [
      ...buildDashboards({
        refreshSeconds: config.grafana.refreshSeconds,
        urls,
        environment: config.cluster.environment,
        stores: { logs: config.grafana.logs, traces: config.grafana.traces },
        aws: config.aws.enabled ? config.aws : undefined,
      }),
      ...ownDashboards(content.dashboardsFolder),
    ],
    warnings: [
      ...warningsOf(config, content, routed),
      ...idleWarnings(config, content, [...secrets.keys()], alertmanager.secrets),
    ],
  };
};
