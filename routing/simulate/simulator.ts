import { inhibitorsOf, type Inhibitor } from './inhibition';
import type { FinishedConfig, Labels } from './model';
import { nextOpening } from './opening';
import { recipientsOf, type Recipient } from './recipients';
import { routesFor, routeTreeOf, type RouteNode } from './routeTree';
import { intervalsOf, isMuted, type Intervals } from './timeIntervals';

/** One route that an alert takes, and what becomes of it when it fires at an instant. */
export interface Telling {
  readonly receiver: string;
  /** Empty for a receiver without channels. */
  readonly recipients: readonly Recipient[];
  /** Seconds from the alert turning firing to the message about the first of its group. */
  readonly waitSeconds: number;
  /** Seconds until what joins a group that was already told is told too, at most. */
  readonly groupIntervalSeconds: number;
  /** How long after a message the next one about the same comes, at least and at most. */
  readonly repeatSeconds: readonly [least: number, most: number];
  /**
   * When the route is silent at the instant of the message: when it opens. The message then comes within one group
   * interval, if the alert still fires. `never`: within 400 days it does not open.
   */
  readonly held?: Date | 'never';
}

export interface Simulator {
  readonly tree: RouteNode;
  readonly intervals: Intervals;
  readonly inhibitors: readonly Inhibitor[];
  readonly receivers: ReadonlyMap<string, readonly Recipient[]>;
}

/**
 * Alertmanager's behaviour for a finished configuration, as data and pure functions.
 *
 * @throws Error for a configuration that Alertmanager would refuse
 */
export const simulatorOf = (config: FinishedConfig): Simulator => ({
  tree: routeTreeOf(config.route),
  intervals: intervalsOf(config),
  inhibitors: inhibitorsOf(config.inhibit_rules),
  receivers: new Map((config.receivers ?? []).map((receiver) => [receiver.name, recipientsOf(receiver)])),
});

/**
 * Alertmanager looks once per group interval, and repeats what is older than the repeat interval. When the one is a
 * multiple of the other, milliseconds decide whether it is already old enough or only at the next look.
 */
const repeatSeconds = ({ groupInterval, repeatInterval }: RouteNode): readonly [number, number] => [
  Math.ceil(repeatInterval / groupInterval) * groupInterval,
  (Math.floor(repeatInterval / groupInterval) + 1) * groupInterval,
];

const heldUntil = (simulator: Simulator, route: RouteNode, due: Date): Pick<Telling, 'held'> =>
  isMuted(simulator.intervals, route, due)
    ? { held: nextOpening(simulator.intervals, route, due) ?? 'never' }
    : {};

/** Who is told of an alert that turns firing at an instant and stays so, uninhibited: one entry per route it takes. */
export const tellings = (simulator: Simulator, labels: Labels, firesAt: Date): readonly Telling[] =>
  routesFor(simulator.tree, labels).map((route) => {
    const recipients = simulator.receivers.get(route.receiver) ?? [];
    const due = new Date(firesAt.getTime() + route.groupWait * 1_000);
    return {
      receiver: route.receiver,
      recipients,
      waitSeconds: route.groupWait,
      groupIntervalSeconds: route.groupInterval,
      repeatSeconds: repeatSeconds(route),
      ...heldUntil(simulator, route, due),
    };
  });

/** Whether somebody is told, now or later. */
export const reachesSomebody = (told: readonly Telling[]): boolean =>
  told.some(({ recipients, held }) => recipients.length > 0 && held !== 'never');
