import { UserError } from '../config/errors';
import type { Application } from '../config/schema/application';
import { availabilityGroups } from './availability';
import { businessGroups } from './business';
import { decorate } from './decorate';
import { dependencyGroups } from './dependencies';
import { ruleFaults } from './faults';
import { freshnessGroups } from './freshness';
import { httpGroups } from './http';
import { usualLatencyGroups } from './usualLatency';
import { missingMetricGroups } from './missingMetrics';
import type { RuleContext, RulesInput } from './input';
import type { PlainRuleGroup, RuleGroup } from './model';
import { maintenanceGroups } from './maintenance';
import { notificationGroups } from './notifications';
import { operationGroups } from './operations';
import { nodeGroups } from './nodes';
import { paymentGroups } from './payments';
import { probeGroups } from './probes';
import { restartGroups } from './restarts';
import { saturationGroups } from './saturation';
import { routeGroups } from './routes';
import { sloGroups } from './slo';
import { thirdPartyGroups } from './thirdParty';
import { usageGroups } from './usage';
import { readOwnRules } from './validate';

export type { RulesInput } from './input';

const contextOf = (input: RulesInput): RuleContext => ({
  cluster: input.cluster,
  environment: input.environment,
  platformTeam: input.platformTeam,
  retentionDays: input.retentionDays,
  evaluationIntervalSeconds: input.evaluationIntervalSeconds,
  applicationScrapeIntervalSeconds: input.applicationScrapeIntervalSeconds,
  probeIntervalSeconds: input.probeIntervalSeconds,
  budgetWindowDays: input.budgetWindowDays,
  budgetDays: Math.min(input.budgetWindowDays, input.retentionDays),
});

/** Purposes of an application's groups, in the order in which they are shown and evaluated: what others read comes first. */
const purposes: readonly ((application: Application, context: RuleContext) => RuleGroup[])[] = [
  availabilityGroups,
  usageGroups,
  probeGroups,
  httpGroups,
  routeGroups,
  usualLatencyGroups,
  operationGroups,
  freshnessGroups,
  businessGroups,
  missingMetricGroups,
  sloGroups,
  saturationGroups,
  restartGroups,
  thirdPartyGroups,
  paymentGroups,
  dependencyGroups,
];

/**
 * Every rule group of a stack: of its applications, and of its content folder. What the charts bring is theirs.
 *
 * @throws UserError with every fault of own rules, and for two groups of one name
 */
export const buildRules = (input: RulesInput): PlainRuleGroup[] => {
  const context = contextOf(input);
  const own = readOwnRules(input.ownGroups, {
    teams: input.teams.map(({ name }) => name),
    applications: input.applications.map(({ name }) => name),
    platformTeam: input.platformTeam,
  });
  const groups = [
    ...input.applications.flatMap((application) =>
      purposes
        .flatMap((of) => of(application, context))
        .map((group) => ({ ...group, application: application.name })),
    ),
    ...notificationGroups(input),
    ...nodeGroups(input.nodes, input.platformTeam),
    ...maintenanceGroups(input.maintenance ?? []),
    ...own.groups,
  ];
  const faults = [...own.faults, ...ruleFaults(groups, input.applications)];
  if (faults.length > 0) throw new UserError(faults);
  const teams = new Map(input.teams.map((team) => [team.name, team]));
  return groups.map((group) =>
    decorate(group, {
      teams,
      runbooksUrl: input.runbooksUrl,
      urls: input.urls,
      environment: input.environment,
      tenantRules: input.tenantRules ?? false,
    }),
  );
};
