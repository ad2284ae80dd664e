import { secondsOf } from './duration';
import { matchAll, parseMatchers, type Matcher } from './matchers';
import type { FinishedRoute, Labels } from './model';

/** A route with everything that it inherits. Seconds. */
export interface RouteNode {
  readonly receiver: string;
  readonly matchers: readonly Matcher[];
  /** `...` groups by every label. */
  readonly groupBy: readonly string[];
  readonly groupWait: number;
  readonly groupInterval: number;
  readonly repeatInterval: number;
  /** Names of intervals. A route does not inherit them from its parent. */
  readonly mutedIn: readonly string[];
  readonly activeIn: readonly string[];
  readonly continues: boolean;
  readonly children: readonly RouteNode[];
}

type Inherited = Pick<RouteNode, 'receiver' | 'groupBy' | 'groupWait' | 'groupInterval' | 'repeatInterval'>;

/** Alertmanager's own defaults. */
const defaults: Inherited = {
  receiver: '',
  groupBy: [],
  groupWait: 30,
  groupInterval: 5 * 60,
  repeatInterval: 4 * 3_600,
};

const seconds = (given: string | undefined, inherited: number): number =>
  given === undefined ? inherited : secondsOf(given);

/** Completes a route and all below it by what they inherit. */
export const routeTreeOf = (route: FinishedRoute, parent: Inherited = defaults): RouteNode => {
  const inherited: Inherited = {
    receiver: route.receiver === undefined || route.receiver === '' ? parent.receiver : route.receiver,
    groupBy: route.group_by ?? parent.groupBy,
    groupWait: seconds(route.group_wait, parent.groupWait),
    groupInterval: seconds(route.group_interval, parent.groupInterval),
    repeatInterval: seconds(route.repeat_interval, parent.repeatInterval),
  };
  return {
    ...inherited,
    matchers: parseMatchers(route.matchers),
    mutedIn: route.mute_time_intervals ?? [],
    activeIn: route.active_time_intervals ?? [],
    continues: route.continue === true,
    children: (route.routes ?? []).map((child) => routeTreeOf(child, inherited)),
  };
};

/**
 * The routes that an alert takes, in order: depth first, each level up to the first match that does not continue, and
 * a route itself only when none below it matches.
 */
export const routesFor = (node: RouteNode, labels: Labels): readonly RouteNode[] => {
  if (!matchAll(node.matchers, labels)) return [];
  const below: RouteNode[] = [];
  for (const child of node.children) {
    const taken = routesFor(child, labels);
    below.push(...taken);
    if (taken.length > 0 && !child.continues) break;
  }
  return below.length > 0 ? below : [node];
};

/** What alerts must have in common to come in one message, as a text. */
export const groupKey = ({ groupBy }: RouteNode, labels: Labels): string => {
  const names = groupBy.includes('...') ? Object.keys(labels) : groupBy;
  return JSON.stringify(
    [...names]
      .sort()
      .filter((name) => (labels[name] ?? '') !== '')
      .map((name) => [name, labels[name]]),
  );
};
