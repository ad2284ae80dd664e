import { join } from 'node:path';
import { configKey, type GivenSecrets } from '../resolve';
import type { StackConfig } from '../schema/stack';
import type { Team } from '../schema/team';
import type { LocatedApplication } from './applications';
import { businessChecks } from './businessChecks';
import { bucketFault } from './bucketFault';
import type { Check, Fault, KnownTeams } from './check';
import { dependencyChecks } from './dependencyChecks';
import { integrationChecks } from './integrationChecks';
import { queueChecks } from './queueChecks';
import { sloChecks } from './sloChecks';
import { longestScrapeSeconds, scrapeFaults } from './scrapeFaults';
import { suggest } from './suggest';
import { teamFaults } from './teamChecks';
import type { LocatedTeam } from './teams';

const duplicates = (names: readonly string[]): string[] => [
  ...new Set(names.filter((name, index) => names.indexOf(name) !== index)),
];

const noTeam = (team: string, { names, folder }: KnownTeams): string =>
  `no file ${join(folder, `${team}.yaml`)}; ${suggest(team, names)}`;

/** Every rule between the keys of an application, in the order in which faults are told. */
export const checks: readonly Check[] = [
  {
    holds: 'the team of an application has a file',
    faults: ({ team }, known) => (known.names.includes(team) ? [] : [[['team'], noTeam(team, known)]]),
  },
  {
    holds: 'an application is scraped or probed, or the exporter of a dependency is scraped',
    faults: ({ scrape, probes, dependencies }) =>
      scrape !== undefined ||
      probes.length > 0 ||
      Object.values(dependencies).some(({ exporter }) => exporter !== undefined)
        ? []
        : [
            [
              ['scrape'],
              'is missing, and there are neither probes nor dependencies with an exporter: nothing would be monitored; write scrape, probes, or the exporter of a dependency',
            ],
          ],
  },
  {
    holds: 'an application with `http` is scraped',
    faults: ({ http, scrape }) =>
      http === undefined || scrape !== undefined
        ? []
        : [[['http'], 'is given, but nothing says where the metrics come from; write scrape']],
  },
  {
    holds: `an application is scraped every ${String(longestScrapeSeconds)} s or more often`,
    faults: ({ scrape }) =>
      scrape?.intervalSeconds === undefined
        ? []
        : scrapeFaults(scrape.intervalSeconds).map((fault) => [['scrape', 'intervalSeconds'], fault]),
  },
  {
    holds: 'the latency threshold is a bucket of the histogram',
    faults: ({ alerts, http }) => {
      if (http === undefined) return [];
      const fault = bucketFault(alerts.latency.p95Ms, http.duration, 'http.duration');
      return fault === undefined ? [] : [[['alerts', 'latency', 'p95Ms'], fault]];
    },
  },
  {
    holds: 'the warning of the error rate comes before the critical alert',
    faults: ({ alerts: { errorRate } }) =>
      errorRate.warningPercent < errorRate.criticalPercent
        ? []
        : [
            [
              ['alerts', 'errorRate', 'warningPercent'],
              `${String(errorRate.warningPercent)} is not below criticalPercent ${String(errorRate.criticalPercent)}; write less, or raise criticalPercent`,
            ],
          ],
  },
  {
    holds: 'the warning of the memory comes before the urgent alert',
    faults: ({ alerts: { saturation } }) =>
      saturation.memoryPercent < saturation.memoryCriticalPercent
        ? []
        : [
            [
              ['alerts', 'saturation', 'memoryPercent'],
              `${String(saturation.memoryPercent)} is not below memoryCriticalPercent ${String(saturation.memoryCriticalPercent)}; write less, or raise memoryCriticalPercent`,
            ],
          ],
  },
  {
    holds: 'the warning of a certificate comes before the urgent alert',
    faults: ({ alerts: { certificate } }) =>
      certificate.daysLeft > certificate.daysLeftCritical
        ? []
        : [
            [
              ['alerts', 'certificate', 'daysLeft'],
              `${String(certificate.daysLeft)} is not above daysLeftCritical ${String(certificate.daysLeftCritical)}; write more, or lower daysLeftCritical`,
            ],
          ],
  },
  {
    holds: 'the probes of an application have different names',
    faults: ({ probes }) =>
      duplicates(probes.map(({ name }) => name)).map((name): Fault => [
        ['probes', probes.map((probe) => probe.name).lastIndexOf(name), 'name'],
        `"${name}" is the name of another probe of the application; write a different one`,
      ]),
  },
  ...businessChecks,
  ...integrationChecks,
  ...queueChecks,
  ...sloChecks,
  ...dependencyChecks,
];

/** Faults between applications, teams and the stack; each with the place to change. */
export const contentFaults = (
  config: StackConfig,
  teams: readonly LocatedTeam[],
  applications: readonly LocatedApplication[],
): string[] => {
  const known: KnownTeams = {
    names: teams.map(({ team }) => team.name),
    folder: join(config.content.path, 'teams'),
  };
  const { platformTeam } = config.alerting;
  const owner = known.names.includes(platformTeam)
    ? []
    : [`${configKey(['alerting', 'platformTeam'])}: ${noTeam(platformTeam, known)}`];
  const perApplication = applications.flatMap(({ application, locate }) =>
    checks.flatMap((check) =>
      check.faults(application, known).map(([path, fault]) => `${locate(path)}: ${fault}`),
    ),
  );
  const scraped = applications.some(
    ({ application: { scrape } }) => scrape !== undefined && scrape.intervalSeconds === undefined,
  );
  const { applications: everySeconds } = config.metrics.scrapeIntervalSeconds;
  const slow = scraped
    ? scrapeFaults(everySeconds).map(
        (fault) => `${configKey(['metrics', 'scrapeIntervalSeconds', 'applications'])}: ${fault}`,
      )
    : [];
  return [...owner, ...slow, ...teamFaults(config.alerting, teams), ...perApplication];
};

/** Faults of `observatory:secrets` that only the teams show: a credential for a team that does not exist is never used. */
export const secretFaults = (secrets: GivenSecrets, teams: readonly Team[]): string[] => {
  const names = ['default', ...teams.map(({ name }) => name)];
  return [...secrets.keys()]
    .map((path) => path.split('.'))
    .filter(([group = '', name = '']) => ['slack', 'pagerduty'].includes(group) && !names.includes(name))
    .map(
      ([group = '', name = '']) =>
        `${configKey(['secrets', group, name])}: is neither default nor a team; ${suggest(name, names)}`,
    );
};
