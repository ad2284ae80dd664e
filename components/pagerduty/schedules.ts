import { zonedTime } from '../../config/localTime';
import type { Team } from '../../config/schema/team';
import type { BusinessHours } from '../../config/schema/time';
import { businessSpans, offSpans } from './hours';
import type { PlannedLayer, PlannedSchedule, Restriction } from './model';
import { titled } from './titles';

const secondsPerDay = 24 * 60 * 60;

/** As config/schema/team.ts promises them. */
const defaults = { rotationDays: 7, handoffTime: '09:00', firstHandoff: '2026-01-05' };

/** When a level of escalation is told: the two that PagerDuty has to be taught by a schedule. */
export type Part = 'businessHours' | 'offHours';

const partNames: Readonly<Record<Part, string>> = { businessHours: 'business hours', offHours: 'off hours' };

/** Addresses of people by which PagerDuty knows them. */
export const addressOf = ({ members }: Pick<Team, 'members'>, name: string): string => {
  const member = members?.[name];
  return member?.pagerdutyEmail ?? member?.email ?? name;
};

/** The people of the rotation, in their order. Empty without one. */
export const rotationOf = (team: Pick<Team, 'members' | 'onCall'>): readonly string[] =>
  (team.onCall?.rotation ?? []).map((name) => addressOf(team, name));

export const rotationKey = (team: Pick<Team, 'name'>): string => `${team.name}-on-call`;

/** The rotation of a team as one layer; `restrictions` leave it on call only in parts of the week. */
const rotationLayer = (
  { onCall }: Pick<Team, 'onCall'>,
  people: readonly string[],
  zone: string,
  restrictions: readonly Restriction[] = [],
): PlannedLayer => ({
  name: 'Rotation',
  rotationVirtualStart: zonedTime(
    onCall?.firstHandoff ?? defaults.firstHandoff,
    onCall?.handoffTime ?? defaults.handoffTime,
    onCall?.timeZone ?? zone,
  ),
  rotationTurnLengthSeconds: (onCall?.rotationDays ?? defaults.rotationDays) * secondsPerDay,
  people,
  restrictions,
});

/** Who of a team is on call, day and night. */
export const rotationSchedule = (team: Team, hours: BusinessHours, cluster: string): PlannedSchedule => ({
  key: rotationKey(team),
  title: titled(`${team.displayName}: on call`, cluster),
  description: `Who of ${team.displayName} is on call. From teams/${team.name}.yaml; swaps belong here, as overrides.`,
  timeZone: team.onCall?.timeZone ?? hours.timeZone,
  layer: rotationLayer(team, rotationOf(team), hours.timeZone),
});

/**
 * Somebody who is told only in a part of the week. An escalation policy knows no time, but it skips a schedule that has
 * nobody on call. Undefined where that part of the week does not exist.
 *
 * @param whose the team whose rotation it is, or the person alone
 */
export const partSchedule = (
  owner: Team,
  whose: { readonly team: Team } | { readonly name: string },
  part: Part,
  hours: BusinessHours,
  cluster: string,
): PlannedSchedule | undefined => {
  const restrictions = part === 'businessHours' ? businessSpans(hours) : offSpans(hours);
  if (restrictions.length === 0) return undefined;
  const other = 'team' in whose ? whose.team : undefined;
  const name = 'team' in whose ? whose.team.name : whose.name;
  const people = 'team' in whose ? rotationOf(whose.team) : [addressOf(owner, whose.name)];
  const shown = other?.displayName ?? owner.members?.[name]?.name ?? name;
  return {
    key: `${owner.name}-${other === undefined ? '' : 'team-'}${name}-${part === 'businessHours' ? 'business' : 'off'}-hours`,
    title: titled(`${owner.displayName}: ${shown}, ${partNames[part]}`, cluster),
    description: `A level of escalation that is told in ${partNames[part]} only. From teams/${owner.name}.yaml.`,
    timeZone: hours.timeZone,
    layer: rotationLayer(other ?? {}, people, hours.timeZone, restrictions),
  };
};
