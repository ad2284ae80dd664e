import type { EscalationLevel, Team } from '../../config/schema/team';
import type { BusinessHours } from '../../config/schema/time';
import type { PlannedRule, PlannedSchedule, Target } from './model';
import { addressOf, partSchedule, rotationKey, rotationOf, type Part } from './schedules';

/** Minutes that the last level has before the policy starts over. */
const lastDelayMinutes = 30;

export interface EscalationInput {
  readonly team: Team;
  readonly teams: readonly Team[];
  readonly hours: BusinessHours;
  readonly cluster: string;
  /** Levels where the team states none. */
  readonly defaultLevels: readonly EscalationLevel[];
  /** Minutes after which PagerDuty learns of a P1 alert. */
  readonly pageAfterMinutes: number;
}

export interface Escalation {
  readonly rules: readonly PlannedRule[];
  /** Schedules that the levels need, besides the rotations. */
  readonly schedules: readonly PlannedSchedule[];
}

interface Told {
  readonly targets: readonly Target[];
  readonly schedules: readonly PlannedSchedule[];
}

const teamOf = (contact: string, teams: readonly Team[]): Team | undefined =>
  contact.startsWith('team:') ? teams.find(({ name }) => name === contact.slice('team:'.length)) : undefined;

const always = (contact: string, { team, teams }: EscalationInput): Told => {
  const other = teamOf(contact, teams);
  const targets =
    contact === 'onCall'
      ? rotationOf(team).map((person) => ({ person }))
      : [other === undefined ? { person: addressOf(team, contact) } : { schedule: rotationKey(other) }];
  return { targets, schedules: [] };
};

/** In a part of the week; nobody where that part does not exist. */
const inPart = (contact: string, part: Part, { team, teams, hours, cluster }: EscalationInput): Told => {
  const other = teamOf(contact, teams);
  const names = contact === 'onCall' ? (team.onCall?.rotation ?? []) : [contact];
  const whose = other === undefined ? names.map((name) => ({ name })) : [{ team: other }];
  const schedules = whose.flatMap((one) => partSchedule(team, one, part, hours, cluster) ?? []);
  return { targets: schedules.map(({ key }) => ({ schedule: key })), schedules };
};

/**
 * Whom a level tells. With one that is told only in a part of the week, the rotation is told again: PagerDuty would
 * skip a level that has nobody, and the levels after it would be told too early.
 */
const told = ({ to, during = 'always' }: EscalationLevel, input: EscalationInput): Told => {
  const each = to.map((contact) =>
    during === 'always' ? always(contact, input) : inPart(contact, during, input),
  );
  const targets = each.flatMap((one) => one.targets);
  const again = during === 'always' || targets.length === 0 ? [] : [{ schedule: rotationKey(input.team) }];
  return { targets: [...again, ...targets], schedules: each.flatMap((one) => one.schedules) };
};

const unique = <T>(items: readonly T[], keyOf: (item: T) => string): T[] => [
  ...new Map(items.map((item) => [keyOf(item), item])).values(),
];

/**
 * The levels of a team: who is on call, then each level of the content at its time. Levels for P2 alone are left out:
 * PagerDuty does not escalate an incident of low urgency.
 */
export const escalationOf = (input: EscalationInput): Escalation => {
  const levels = (input.team.escalation ?? input.defaultLevels)
    .filter(({ priorities = ['P1'] }) => priorities.includes('P1'))
    .map((level) => ({ afterMinutes: level.afterMinutes, ...told(level, input) }))
    .filter(({ targets }) => targets.length > 0);
  const steps = new Map<number, Target[]>([
    [input.pageAfterMinutes, [{ schedule: rotationKey(input.team) }]],
  ]);
  for (const { afterMinutes, targets } of levels) {
    // A level cannot come before the page, nor two at one time.
    const at = Math.max(afterMinutes, input.pageAfterMinutes);
    steps.set(at, [...(steps.get(at) ?? []), ...targets]);
  }
  const times = [...steps.keys()].sort((a, b) => a - b);
  return {
    rules: times.map((time, index) => ({
      escalationDelayInMinutes: (times[index + 1] ?? time + lastDelayMinutes) - time,
      targets: unique(steps.get(time) ?? [], (target) => JSON.stringify(target)),
    })),
    schedules: unique(
      levels.flatMap(({ schedules }) => schedules),
      ({ key }) => key,
    ),
  };
};
