import { seriesLabels } from '../config/naming';
import { priorities, type Priority } from '../rules/model';
import type { Route } from './alertmanager';
import { heartbeatName, heartbeatTimings } from './heartbeat';
import type { RoutingInput } from './model';
import { contracts, matchersOf, matches, unclassified } from './priorities';
import { nobody, receiverName } from './receivers';

/** Grouping and timing of a priority. A list of its own each time: YAML would turn a shared one into an anchor. */
const delivery = (priority: Priority): Omit<Route, 'receiver'> => {
  const { group_by, group_wait, group_interval, repeat_interval } = contracts[priority];
  return { group_by: [...group_by], group_wait, group_interval, repeat_interval };
};

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

/** The team of an alert decides the receiver; an alert of no team, or of one we do not know, is the platform team's. */
const priorityRoutes = (input: RoutingInput, priority: Priority): Route[] =>
  matchersOf(priority).map((matchers) => ({
    matchers,
    receiver: receiverName(input.platformTeam, priority),
    ...delivery(priority),
    routes: input.teams
      .filter((team) => team.name !== input.platformTeam)
      .map((team) => ({
        matchers: [matches(seriesLabels.team, team.name)],
        receiver: receiverName(team.name, priority),
      })),
  }));

/** The whole tree. Its root is a receiver that people read, so nothing can fall through unseen. */
export const routeTree = (input: RoutingInput): Route => ({
  receiver: receiverName(input.platformTeam, unclassified),
  ...delivery(unclassified),
  routes: [
    watchdogRoute(input),
    infoInhibitorRoute,
    ...priorities.flatMap((priority) => priorityRoutes(input, priority)),
  ],
});
