import { closestTo } from '../../config/closest';
import { seriesLabels } from '../../config/naming';
import { UserError } from '../../config/errors';
import type { Forecast } from '../../routing/simulate/forecast';
import type { FinishedConfig, FinishedRoute } from '../../routing/simulate/model';

/** What a person wants to see. */
export interface Filter {
  readonly alert?: string;
  readonly team?: string;
}

/** @throws UserError for an alert or a team that the stack does not have */
export function filtered(
  forecasts: readonly Forecast[],
  config: FinishedConfig,
  { alert, team }: Filter,
): readonly Forecast[] {
  if (alert !== undefined) {
    known(
      'alert',
      alert,
      forecasts.map((forecast) => forecast.alert.name),
    );
  }
  const teams = teamsOf(forecasts, config);
  if (team !== undefined) known('team', team, teams);
  return forecasts.filter(
    (forecast) =>
      (alert === undefined || forecast.alert.name === alert) &&
      (team === undefined || concerns(forecast, team, teams)),
  );
}

/** A team's alerts, and those that its receivers are told of. */
function concerns({ alert, slots }: Forecast, team: string, teams: readonly string[]): boolean {
  return (
    alert.labels[seriesLabels.team] === team ||
    slots.some(({ told }) => told.some(({ receiver }) => ownerOf(receiver, teams) === team))
  );
}

/** Receivers begin with the name of their team; of `shop` and `shop-eu` the longer name is meant. */
function ownerOf(receiver: string, teams: readonly string[]): string | undefined {
  return teams
    .filter((team) => receiver.startsWith(`${team}-`))
    .sort((a, b) => b.length - a.length)
    .at(0);
}

/** Teams that own an alert or have a route, and the one that gets what is left. */
function teamsOf(forecasts: readonly Forecast[], config: FinishedConfig): string[] {
  const owners = forecasts.flatMap(({ alert }) => alert.labels[seriesLabels.team] ?? []);
  const routed = routesOf(config.route)
    .flatMap(({ matchers = [] }) => matchers)
    .flatMap((matcher) => new RegExp(`^${seriesLabels.team}="(.+)"$`).exec(matcher)?.[1] ?? []);
  const platform = /^(.+)-[^-]+$/.exec(config.route.receiver ?? '')?.[1] ?? [];
  return [...new Set([...owners, ...routed, platform].flat())];
}

function routesOf(route: FinishedRoute): FinishedRoute[] {
  return [route, ...(route.routes ?? []).flatMap(routesOf)];
}

function known(kind: 'alert' | 'team', name: string, names: readonly string[]): void {
  const all = [...new Set(names)].sort();
  if (all.includes(name)) return;
  const meant = closestTo(name, all);
  const hint =
    meant !== undefined
      ? `did you mean ${meant}?`
      : all.length <= 20
        ? `there are ${all.join(', ') || 'none'}`
        : `leave --${kind} out to see all ${String(all.length)}`;
  throw new UserError([`--${kind} ${name}: the stack has no such ${kind}; ${hint}`]);
}
