import { seriesLabels, tenantLabel } from '../config/naming';
import { priorities, type Duration, type Priority } from '../rules/model';
import type { Route } from './alertmanager';
import { brokenChannelRoutes } from './brokenChannel';
import { escalationRoutes, levelWindows } from './escalation';
import { heartbeatName, heartbeatTimings } from './heartbeat';
import type { RoutedTeam, RoutingInput } from './model';
import {
  contracts,
  groupInterval,
  kindsOf,
  matches,
  unclassified,
  ways,
  type Delivery,
  type Kind,
} from './priorities';
import { nobody, receiverName } from './receivers';
import { intervalsOf, nightMinutes, windowOf } from './windows';

const minutes = (count: number): Duration => `${String(count) as `${number}`}m`;

/** Always firing, to prove that the chain works. It goes to the outside switch and to no human. */
const watchdogRoute = ({ heartbeat }: RoutingInput): Route => ({
  matchers: [matches('alertname', 'Watchdog')],
  ...(heartbeat.enabled
    ? { receiver: heartbeatName, group_by: ['alertname'], ...heartbeatTimings(heartbeat) }
    : { receiver: nobody.name }),
});

/** A switch for inhibition that the chart writes as an alert. */
const infoInhibitorRoute: Route = {
  matchers: [matches('alertname', 'InfoInhibitor')],
  receiver: nobody.name,
};

/** When a team hears of a delivery: its windows, and no repetition that is longer than its night. */
const timesOf = (
  { inBusinessHours, repeat_interval }: Delivery,
  team: RoutedTeam,
  { calendar }: RoutingInput,
): Partial<Route> => {
  if (!inBusinessHours) return {};
  const night = nightMinutes(team, calendar);
  const isShort = night !== undefined && night < Number.parseInt(repeat_interval, 10) * 60;
  return {
    ...windowOf(team, calendar, 'businessHours').route,
    ...(isShort ? { repeat_interval: minutes(night) } : {}),
  };
};

/** The wait before a delivery: a page may come later than the rest of its priority. */
const waitOf = ({ way, group_wait }: Delivery, priority: Priority, input: RoutingInput): Duration => {
  if (ways[way] !== 'pagerduty' || (priority !== 'P1' && priority !== 'P2')) return group_wait;
  const delay = input.pageAfterMinutes[priority];
  return delay === 0 ? group_wait : minutes(delay);
};

const platformOf = (input: RoutingInput): RoutedTeam[] =>
  input.teams.filter(({ name }) => name === input.platformTeam);

/** One kind of alerts told in one way. The team of an alert decides the receiver; without one we know it is the platform team's. */
const deliveryRoute = (
  input: RoutingInput,
  priority: Priority,
  { matchers, ofTeams }: Kind,
  delivery: Delivery,
  continues = false,
): Route => {
  const { way, repeat_interval } = delivery;
  const others = ofTeams ? input.teams.filter(({ name }) => name !== input.platformTeam) : [];
  const routes = others.map((team) => ({
    matchers: [matches(seriesLabels.team, team.name)],
    receiver: receiverName(team.name, way),
    ...timesOf(delivery, team, input),
  }));
  return {
    // Lists of its own each time: YAML would turn shared ones into anchors.
    matchers: [...matchers],
    receiver: receiverName(input.platformTeam, way),
    ...(continues ? { continue: true } : {}),
    group_by: [...contracts[priority].group_by],
    group_wait: waitOf(delivery, priority, input),
    group_interval: groupInterval(input, priority),
    repeat_interval,
    ...platformOf(input).reduce<Partial<Route>>((_, team) => timesOf(delivery, team, input), {}),
    ...(routes.length === 0 ? {} : { routes }),
  };
};

/** Every way of a priority for every kind of it; all but the last way hand the alert on to the next. */
const priorityRoutes = (input: RoutingInput, priority: Priority): Route[] => {
  const deliveries = contracts[priority].deliveries.filter(({ way }) => input[ways[way]].enabled);
  return kindsOf(priority).flatMap((kind) =>
    deliveries.map((delivery, index) =>
      deliveryRoute(input, priority, kind, delivery, index < deliveries.length - 1),
    ),
  );
};

/**
 * What rules of other namespaces say, whatever labels they give themselves: a digest of the platform team. First of all,
 * so that nobody else can page a team or stand in for the heartbeat.
 */
const tenantRoutes = (input: RoutingInput): Route[] =>
  contracts.P4.deliveries.slice(0, 1).map((delivery) => ({
    ...deliveryRoute(
      input,
      'P4',
      { matchers: [`${tenantLabel}!=""`], ofTeams: false },
      { ...delivery, way: 'digest' },
    ),
    group_by: [seriesLabels.cluster, seriesLabels.environment, tenantLabel],
  }));

/** The whole tree. Every alert meets one kind of one priority; its root is people all the same, so nothing can fall through. */
export const routeTree = (input: RoutingInput): Route => {
  const { group_by } = contracts[unclassified];
  return {
    receiver: receiverName(input.platformTeam, 'chat'),
    group_by: [...group_by],
    group_wait: '30s',
    group_interval: groupInterval(input, unclassified),
    repeat_interval: '4h',
    routes: [
      ...tenantRoutes(input),
      watchdogRoute(input),
      infoInhibitorRoute,
      // Before escalations: those are by e-mail, which may be what is broken.
      ...brokenChannelRoutes(input),
      ...escalationRoutes(input),
      ...priorities.flatMap((priority) => priorityRoutes(input, priority)),
    ],
  };
};

/** The time intervals that the tree names. */
export const timeIntervals = (input: RoutingInput) =>
  intervalsOf([
    ...input.teams.map((team) => windowOf(team, input.calendar, 'businessHours')),
    ...levelWindows(input),
  ]);
