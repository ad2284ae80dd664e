import { EscalationPolicy } from '@pulumi/pagerduty/escalationPolicy';
import { Schedule } from '@pulumi/pagerduty/schedule';
import { Service } from '@pulumi/pagerduty/service';
import { ServiceIntegration } from '@pulumi/pagerduty/serviceIntegration';
import { Team } from '@pulumi/pagerduty/team';
import * as pulumi from '@pulumi/pulumi';
import { Component } from '../component';
import type { MadeSecrets } from '../credentials';
import type { PlannedSchedule, PlannedTeam, Target } from './model';
import { pagerdutyPlan, type PlanInput } from './plan';
import { raiseInTheMorning, urgencyRule } from './urgency';
import { userIds, type UserIds } from './users';

export { pagerdutyProvider } from './provider';

export interface PagerDutyArgs extends PlanInput {
  /** Schedules hold the swaps that people agreed on, which no code can bring back. */
  readonly protectSchedules: boolean;
}

/** How often a policy starts over when nobody acknowledges. */
const loops = 3;

/**
 * Seconds after which PagerDuty closes an incident by itself. Alertmanager resolves, but it does not send the end of an alert
 * that ends while another inhibits it: without this such an incident would escalate for ever. A day, because an alert that
 * still fires is told again within hours (`repeat_interval`) and opens it anew; PagerDuty's default of four hours would
 * close what is being worked on.
 */
const lostEndSeconds = '86400';

/**
 * PagerDuty as code: for every team a team, its schedules, an escalation policy and a service, whose integration key
 * Alertmanager gets. Users are looked up, everything else in the account is left alone.
 *
 * @throws UserError for every team without a rotation
 */
export class PagerDuty extends Component {
  /** `pagerduty.<team>` → the key of its service, secret. */
  readonly integrationKeys: MadeSecrets;
  private readonly users: pulumi.Output<UserIds>;
  private readonly schedules = new Map<string, Schedule>();

  constructor(
    private readonly name: string,
    private readonly args: PagerDutyArgs,
    opts?: pulumi.ComponentResourceOptions,
  ) {
    const teams = pagerdutyPlan(args);
    super('PagerDuty', name, { cluster: args.cluster, teams: teams.map((team) => team.name) }, opts);
    this.users = this.lookUp(teams);
    // Rotations of every team first: a policy may escalate to another team.
    const made = teams.map((team) => ({ team, resource: this.makeTeam(team) }));
    for (const { team, resource } of made) {
      for (const schedule of team.schedules) this.makeSchedule(schedule, resource);
    }
    this.integrationKeys = new Map(
      made.map(({ team, resource }) => [`pagerduty.${team.name}`, this.makeService(team, resource)]),
    );
    this.registerOutputs({});
  }

  private lookUp(teams: readonly PlannedTeam[]): pulumi.Output<UserIds> {
    const people = teams.flatMap(({ schedules, rules }) => [
      ...schedules.flatMap(({ layer }) => layer.people),
      ...rules.flatMap(({ targets }) =>
        targets.flatMap((target) => ('person' in target ? target.person : [])),
      ),
    ]);
    return pulumi.output(userIds([...new Set(people)].sort(), { parent: this }));
  }

  private idOf(person: string): pulumi.Output<string> {
    return this.users.apply((ids) => ids[person] ?? '');
  }

  private makeTeam({ name, title, description }: PlannedTeam): Team {
    return new Team(`${this.name}-${name}`, { name: title, description }, this.child);
  }

  private makeSchedule({ key, title, description, timeZone, layer }: PlannedSchedule, team: Team): void {
    const { rotationVirtualStart, people, restrictions, ...rest } = layer;
    const schedule = new Schedule(
      `${this.name}-${key}`,
      {
        name: title,
        description,
        timeZone,
        teams: [team.id],
        layers: [
          {
            ...rest,
            // PagerDuty moves a start in the past to the present, and the provider knows.
            start: rotationVirtualStart,
            rotationVirtualStart,
            users: people.map((person) => this.idOf(person)),
            restrictions: restrictions.map((restriction) => ({ ...restriction })),
          },
        ],
      },
      { ...this.child, protect: this.args.protectSchedules },
    );
    this.schedules.set(key, schedule);
  }

  private makePolicy({ name, title, description, rules }: PlannedTeam, team: Team): EscalationPolicy {
    return new EscalationPolicy(
      `${this.name}-${name}`,
      {
        name: title,
        description,
        numLoops: loops,
        teams: team.id,
        rules: rules.map(({ escalationDelayInMinutes, targets }) => ({
          escalationDelayInMinutes,
          targets: targets.map((target) => this.reference(target)),
        })),
      },
      this.child,
    );
  }

  private reference(target: Target): { readonly type: string; readonly id: pulumi.Output<string> } {
    if ('person' in target) return { type: 'user_reference', id: this.idOf(target.person) };
    const schedule = this.schedules.get(target.schedule);
    if (schedule === undefined) throw new Error(`no schedule ${target.schedule} is made`);
    return { type: 'schedule_reference', id: schedule.id };
  }

  private makeService(team: PlannedTeam, resource: Team): pulumi.Output<string> {
    const policy = this.makePolicy(team, resource);
    const service = new Service(
      `${this.name}-${team.name}`,
      {
        name: team.title,
        description: team.description,
        escalationPolicy: policy.id,
        // Only alerts have a severity, which decides about the urgency.
        alertCreation: 'create_alerts_and_incidents',
        autoResolveTimeout: lostEndSeconds,
        incidentUrgencyRule: urgencyRule,
        supportHours: { ...team.supportHours, daysOfWeeks: [...team.supportHours.daysOfWeeks] },
        scheduledActions: raiseInTheMorning,
      },
      this.child,
    );
    const { integrationKey } = new ServiceIntegration(
      `${this.name}-${team.name}-alertmanager`,
      { name: 'Alertmanager', service: service.id, type: 'events_api_v2_inbound_integration' },
      // The provider does not know that the key is one.
      { ...this.child, additionalSecretOutputs: ['integrationKey'] },
    );
    return pulumi.secret(integrationKey);
  }
}
