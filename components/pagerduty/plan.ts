import { UserError } from '../../config/errors';
import type { GivenSecrets } from '../../config/resolve';
import type { AlertingConfig } from '../../config/schema/stack';
import type { EscalationLevel, Team } from '../../config/schema/team';
import { businessHoursOf } from '../../config/workingHours';
import { escalationOf } from './escalation';
import { supportHours } from './hours';
import type { PlannedTeam } from './model';
import { rotationSchedule } from './schedules';
import { titled } from './titles';

export interface PlanInput {
  /** Name of the cluster: part of every name in PagerDuty. */
  readonly cluster: string;
  readonly teams: readonly Team[];
  readonly secrets: GivenSecrets;
  readonly alerting: Pick<
    AlertingConfig,
    'businessHours' | 'holidays' | 'escalation' | 'pageAfterMinutes' | 'platformTeam'
  >;
}

/** The platform team looks after what nobody else takes. */
const defaultLevels = (team: Team, { alerting }: PlanInput): readonly EscalationLevel[] =>
  team.name === alerting.platformTeam
    ? []
    : [{ afterMinutes: alerting.escalation.P1, to: [`team:${alerting.platformTeam}`] }];

const planned = (team: Team, input: PlanInput): PlannedTeam => {
  const { cluster, teams, alerting } = input;
  const hours = businessHoursOf(team, alerting);
  const { rules, schedules } = escalationOf({
    team,
    teams,
    hours,
    cluster,
    defaultLevels: defaultLevels(team, input),
    pageAfterMinutes: alerting.pageAfterMinutes.P1,
  });
  return {
    name: team.name,
    title: titled(team.displayName, cluster),
    description: team.description ?? `Alerts of ${team.displayName}. From teams/${team.name}.yaml.`,
    schedules: [rotationSchedule(team, hours, cluster), ...schedules],
    rules,
    supportHours: supportHours(hours),
  };
};

/** Whoever sets a key believes that it is used. */
const givenKeys = (secrets: GivenSecrets): string[] =>
  [...secrets.keys()]
    .filter((path) => path.startsWith('pagerduty.'))
    .map(
      (path) =>
        `observatory:secrets.${path}: is not used while observatory:alerting.pagerduty.managed is true, which makes the keys; remove it: pulumi config rm --path observatory:secrets.${path}`,
    );

const faultsOf = ({ teams, cluster, secrets }: PlanInput): string[] => {
  const titles = teams.map(({ displayName }) => titled(displayName, cluster));
  const ofTeams = teams.flatMap((team, index) => [
    ...(team.onCall === undefined
      ? [
          `teams/${team.name}.yaml: onCall: is missing, and observatory:alerting.pagerduty.managed makes the team's schedule from it; write members and onCall.rotation, or set managed to false`,
        ]
      : []),
    ...(titles.indexOf(titles[index] ?? '') === index
      ? []
      : [
          `teams/${team.name}.yaml: displayName: "${team.displayName}" is that of another team, and names in PagerDuty must differ; write a different one`,
        ]),
  ]);
  return [...ofTeams, ...givenKeys(secrets)];
};

/**
 * What every team has in PagerDuty, as data, by name.
 *
 * @throws UserError for every team without a rotation, names that PagerDuty would refuse, and keys that nothing uses
 */
export const pagerdutyPlan = (input: PlanInput): readonly PlannedTeam[] => {
  const faults = faultsOf(input);
  if (faults.length > 0) throw new UserError(faults);
  return [...input.teams].sort((a, b) => (a.name < b.name ? -1 : 1)).map((team) => planned(team, input));
};
