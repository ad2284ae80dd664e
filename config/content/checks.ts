import { nearestBuckets } from '../../signals/buckets';
import { configKey } from '../resolve';
import type { Application } from '../schema/application';
import type { StackConfig } from '../schema/stack';
import type { Team } from '../schema/team';
import type { LocatedApplication } from './applications';
import { suggest } from './suggest';

type Check = (
  application: Application,
  teams: readonly string[],
) => readonly (readonly [path: readonly PropertyKey[], fault: string])[];

const duplicates = (names: readonly string[]): string[] => [
  ...new Set(names.filter((name, index) => names.indexOf(name) !== index)),
];

/** What no single key of an application can break. */
const checks: readonly Check[] = [
  ({ team }, teams) =>
    teams.includes(team) ? [] : [[['team'], `no file teams/${team}.yaml; ${suggest(team, teams)}`]],
  ({ http, scrape }) =>
    http === undefined || scrape !== undefined
      ? []
      : [[['http'], 'is given, but nothing says where the metrics come from; write scrape']],
  ({ slos, http }) =>
    slos.availability === undefined || http !== undefined
      ? []
      : [
          [
            ['slos', 'availability'],
            'needs http.requests, which counts the requests that the objective is about',
          ],
        ],
  ({ alerts, http }) => {
    const seconds = alerts.latency.p95Ms / 1_000;
    const near = http === undefined ? undefined : nearestBuckets(seconds, http.duration.bucketsSeconds);
    return near === undefined
      ? []
      : [
          [
            ['alerts', 'latency', 'p95Ms'],
            `${String(alerts.latency.p95Ms)} ms is no bucket of ${http?.duration.metric ?? ''}, so it cannot be judged exactly; write ${near.map((bound) => String(bound * 1_000)).join(' or ')}, or add the bucket to the application and to http.duration.bucketsSeconds`,
          ],
        ];
  },
  ({ alerts: { errorRate } }) =>
    errorRate.warningPercent < errorRate.criticalPercent
      ? []
      : [
          [
            ['alerts', 'errorRate', 'warningPercent'],
            `${String(errorRate.warningPercent)} is not below criticalPercent ${String(errorRate.criticalPercent)}; the warning must come first`,
          ],
        ],
  ({ probes }) =>
    duplicates(probes.map(({ name }) => name)).map(
      (name) =>
        [['probes'], `two probes are called "${name}"; names are unique within an application`] as const,
    ),
  ({ scrape, probes }) =>
    scrape !== undefined || probes.length > 0
      ? []
      : [
          [
            ['scrape'],
            'is missing, and there are no probes: nothing would be monitored; write scrape or probes',
          ],
        ],
];

/** Faults between applications, teams and the stack; each with the place to change. */
export const contentFaults = (
  config: StackConfig,
  teams: readonly Team[],
  applications: readonly LocatedApplication[],
): string[] => {
  const names = teams.map(({ name }) => name);
  const { platformTeam } = config.alerting;
  const owner = names.includes(platformTeam)
    ? []
    : [
        `${configKey(['alerting', 'platformTeam'])}: no file teams/${platformTeam}.yaml; ${suggest(platformTeam, names)}`,
      ];
  const perApplication = applications.flatMap(({ application, locate }) =>
    checks.flatMap((check) => check(application, names).map(([path, fault]) => `${locate(path)}: ${fault}`)),
  );
  return [...owner, ...perApplication];
};
