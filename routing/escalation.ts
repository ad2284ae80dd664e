import { seriesLabels } from '../config/naming';
import { escalatedPriorities, type EscalationLevel } from '../config/schema/team';
import type { Duration } from '../rules/model';
import type { Receiver, Route } from './alertmanager';
import { emailMessage } from './channels/email';
import type { RoutedTeam, RoutingInput } from './model';
import { contracts, kindsOf, matches } from './priorities';
import { windowOf, type Window } from './windows';

export type Escalated = (typeof escalatedPriorities)[number];

/** One level of one team: whom it tells, when. `number` counts from 1. */
interface Level {
  readonly team: RoutedTeam;
  readonly number: number;
  readonly stated: EscalationLevel;
}

/** Addresses behind a contact. Alertmanager does not know who is on call, so mail goes to the whole rotation. */
const addressesOf = (
  contact: string,
  { members = {}, onCall }: RoutedTeam,
  input: RoutingInput,
): string[] => {
  if (contact === 'onCall') return (onCall?.rotation ?? []).flatMap((name) => members[name]?.email ?? []);
  const [, other] = contact.split(':');
  return other === undefined
    ? [members[contact]?.email ?? []].flat()
    : input.teams.filter(({ name }) => name === other).flatMap(({ emails }) => emails);
};

export const escalationReceiverName = (team: string, number?: number): string =>
  number === undefined ? `${team}-escalation` : `${team}-escalation-${String(number)}`;

const levelsOf = (input: RoutingInput): Level[] =>
  input.teams.flatMap((team) =>
    (team.escalation ?? []).map((stated, index) => ({ team, number: index + 1, stated })),
  );

const isFor = ({ stated }: Level, priority: Escalated): boolean =>
  (stated.priorities ?? ['P1']).includes(priority);

const minutes = (count: number): Duration => `${String(count) as `${number}`}m`;

/** Receivers of every level, and the one of the platform team for whoever states none. */
export const escalationReceivers = (input: RoutingInput): Receiver[] => {
  if (!input.email.enabled) return [];
  const levels = levelsOf(input).map(({ team, number, stated }): Receiver => {
    const to = stated.to.flatMap((contact) => addressesOf(contact, team, input));
    return {
      name: escalationReceiverName(team.name, number),
      email_configs: [emailMessage([...new Set(to)])],
    };
  });
  const platform = input.teams.filter(({ name }) => name === input.platformTeam);
  return [
    ...levels,
    ...platform.map(({ name, emails }) => ({
      name: escalationReceiverName(name),
      email_configs: [emailMessage(emails)],
    })),
  ];
};

export const levelWindows = (input: RoutingInput): Window[] =>
  input.email.enabled
    ? levelsOf(input).map(({ team, stated }) => windowOf(team, input.calendar, stated.during ?? 'always'))
    : [];

const levelRoutes = (input: RoutingInput, priority: Escalated): Route[] => {
  const levels = levelsOf(input).filter((level) => isFor(level, priority));
  return levels.map((level, index) => ({
    matchers: [matches(seriesLabels.team, level.team.name)],
    receiver: escalationReceiverName(level.team.name, level.number),
    group_wait: minutes(level.stated.afterMinutes),
    ...windowOf(level.team, input.calendar, level.stated.during ?? 'always').route,
    ...(levels[index + 1]?.team === level.team ? { continue: true } : {}),
  }));
};

/**
 * Whom else is told of an alert that does not end: a second way beside the ordinary one, that waits. An alert that ends or
 * is silenced before goes no further; an acknowledgement in PagerDuty is unknown here.
 */
export const escalationRoutes = (input: RoutingInput): Route[] => {
  if (!input.email.enabled) return [];
  return escalatedPriorities.flatMap((priority) =>
    kindsOf(priority).map(({ matchers, ofTeams }): Route => {
      const routes = ofTeams ? levelRoutes(input, priority) : [];
      return {
        matchers,
        receiver: escalationReceiverName(input.platformTeam),
        continue: true,
        group_by: [...contracts[priority].group_by],
        group_wait: minutes(input.escalationMinutes[priority]),
        group_interval: '30m',
        repeat_interval: '12h',
        ...(routes.length === 0 ? {} : { routes }),
      };
    }),
  );
};
