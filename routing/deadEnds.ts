import type { AlertmanagerConfig, Route } from './alertmanager';
import { nobody } from './receivers';

const routesOf = (route: Route): Route[] => [route, ...(route.routes ?? []).flatMap(routesOf)];

const differences = (all: readonly string[], known: readonly string[]): string[] => [
  ...new Set(all.filter((name) => !known.includes(name))),
];

/** Value that a list of matchers demands of each label; undefined where two demand different ones. */
const demands = (matchers: readonly string[]): ReadonlyMap<string, string> | undefined => {
  const values = new Map<string, string>();
  for (const matcher of matchers) {
    const [, label = '', value = ''] = /^(\w+)="(.*)"$/.exec(matcher) ?? [];
    if (label === '') continue;
    if (values.has(label) && values.get(label) !== value) return undefined;
    values.set(label, value);
  }
  return values;
};

const impossible = (route: Route, above: readonly string[]): string[] => {
  const all = [...above, ...(route.matchers ?? [])];
  return [
    ...(demands(all) === undefined
      ? [`no alert can meet ${all.join(', ')} (route to ${route.receiver})`]
      : []),
    ...(route.routes ?? []).flatMap((inner) => impossible(inner, all)),
  ];
};

/** What a finished configuration holds in vain: receivers, windows and routes that nothing can reach; one sentence each. */
export const deadEnds = ({ route, receivers, time_intervals = [] }: AlertmanagerConfig): string[] => {
  const routes = routesOf(route);
  const told = routes.map(({ receiver }) => receiver);
  const existing = receivers.map(({ name }) => name);
  const windows = routes.flatMap((one) => [
    ...(one.active_time_intervals ?? []),
    ...(one.mute_time_intervals ?? []),
  ]);
  const defined = time_intervals.map(({ name }) => name);
  const silent = receivers.filter(
    (receiver) => receiver.name !== nobody.name && Object.keys(receiver).length === 1,
  );
  const timedPages = routes.filter(
    (one) =>
      receivers.some(
        ({ name, pagerduty_configs }) => name === one.receiver && pagerduty_configs !== undefined,
      ) && (one.active_time_intervals ?? one.mute_time_intervals) !== undefined,
  );
  return [
    ...differences(told, existing).map((name) => `no receiver is called ${name}`),
    ...differences(existing, [...told, nobody.name]).map((name) => `no route leads to receiver ${name}`),
    ...silent.map(({ name }) => `receiver ${name} has no channel`),
    ...differences(windows, defined).map((name) => `no time interval is called ${name}`),
    ...differences(defined, windows).map((name) => `no route uses time interval ${name}`),
    ...timedPages.map(({ receiver }) => `a window would leave incidents of ${receiver} open for ever`),
    ...impossible(route, []),
  ];
};

/**
 * The last look at a configuration before it is deployed.
 *
 * @throws Error when we built one with a dead end: a fault of the program, whatever the input
 */
export const refuseDeadEnds = (config: AlertmanagerConfig): void => {
  const found = deadEnds(config);
  if (found.length > 0) throw new Error(`Alertmanager configuration: ${found.join('; ')}`);
};
