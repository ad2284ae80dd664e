import { configKey } from '../resolve';
import type { Locate } from '../faults';
import type { EscalationLevel, Team } from '../schema/team';
import { businessHoursOf, isAlways, workingHoursFault, type Calendar } from '../workingHours';
import { suggest } from './suggest';
import type { LocatedTeam } from './teams';

/** Where, and what is wrong with what to write instead. */
type Fault = readonly [path: readonly PropertyKey[], fault: string];

interface KnownTeams {
  readonly names: readonly string[];
  readonly calendar: Calendar;
}

/** A rule that no single key of a team can break. */
export interface TeamCheck {
  /** A sentence that is true of every valid team. */
  readonly holds: string;
  readonly faults: (team: Team, known: KnownTeams) => readonly Fault[];
}

const contactFault = (contact: string, { members, onCall }: Team, known: readonly string[]) => {
  if (contact === 'onCall') {
    return onCall === undefined
      ? 'onCall is nobody: the team has no rotation; write onCall.rotation, or name someone else'
      : undefined;
  }
  const [kind, team] = contact.split(':');
  if (team !== undefined) {
    return known.includes(team) ? undefined : `there is no team "${team}"; ${suggest(team, known)}`;
  }
  const names = Object.keys(members ?? {});
  return names.includes(contact)
    ? undefined
    : `"${kind ?? ''}" is no member of the team; ${suggest(contact, names)}`;
};

const neverTold = (level: EscalationLevel, team: Team, { calendar }: KnownTeams): boolean =>
  level.during === 'offHours' &&
  isAlways(businessHoursOf(team, calendar)) &&
  (team.holidays ?? calendar.holidays).length === 0;

/** Every rule between the keys of a team, in the order in which faults are told. */
export const teamChecks: readonly TeamCheck[] = [
  {
    holds: 'a working day ends after its start, and has 4 to 16 hours, or all 24',
    faults: (team, { calendar }) => {
      const fault = workingHoursFault(businessHoursOf(team, calendar));
      return team.businessHours === undefined || fault === undefined ? [] : [[['businessHours'], fault]];
    },
  },
  {
    holds: 'the rotation names members of the team',
    faults: ({ members = {}, onCall }) =>
      (onCall?.rotation ?? []).flatMap((name, index): Fault[] =>
        Object.hasOwn(members, name)
          ? []
          : [
              [
                ['onCall', 'rotation', index],
                `"${name}" is no member of the team; ${suggest(name, Object.keys(members))}`,
              ],
            ],
      ),
  },
  {
    holds: 'a level of escalation names members of the team, its rotation, or a team that has a file',
    faults: (team, { names }) =>
      (team.escalation ?? []).flatMap(({ to }, level) =>
        to.flatMap((contact, index): Fault[] => {
          const fault = contactFault(contact, team, names);
          return fault === undefined ? [] : [[['escalation', level, 'to', index], fault]];
        }),
      ),
  },
  {
    holds: 'a level of escalation can be reached',
    faults: (team, known) =>
      (team.escalation ?? []).flatMap((level, index): Fault[] =>
        neverTold(level, team, known)
          ? [
              [
                ['escalation', index, 'during'],
                'offHours never come: the team works around the clock and has no holidays; write always',
              ],
            ]
          : [],
      ),
  },
];

const faultsOf = (team: Team, locate: Locate, known: KnownTeams): string[] =>
  teamChecks.flatMap(({ faults }) => faults(team, known).map(([path, fault]) => `${locate(path)}: ${fault}`));

/** Faults between the keys of teams, and of the calendar of the stack that they start from. */
export const teamFaults = (calendar: Calendar, teams: readonly LocatedTeam[]): string[] => {
  const fault = workingHoursFault(calendar.businessHours);
  const names = teams.map(({ team }) => team.name);
  return [
    ...(fault === undefined ? [] : [`${configKey(['alerting', 'businessHours'])}: ${fault}`]),
    ...teams.flatMap(({ team, locate }) => faultsOf(team, locate, { names, calendar })),
  ];
};
