import { nearestBuckets } from '../../signals/buckets';
import { dependenciesOf } from '../schema/dependency';
import type { Check, Fault } from './check';
import { longestScrapeSeconds, scrapeFaults } from './scrapeFaults';

/** Rules between the keys of an application that are about its dependencies. */
export const dependencyChecks: readonly Check[] = [
  {
    holds: `an exporter is scraped every ${String(longestScrapeSeconds)} s or more often`,
    faults: ({ dependencies }) =>
      Object.entries(dependencies).flatMap(([name, { exporter }]) =>
        scrapeFaults(exporter?.intervalSeconds ?? 0).map((fault): Fault => [
          ['dependencies', name, 'exporter', 'intervalSeconds'],
          fault,
        ]),
      ),
  },
  {
    holds: 'an application that says something of its connections to a dependency is scraped',
    faults: (application) =>
      application.scrape !== undefined
        ? []
        : dependenciesOf(application).flatMap((dependency) =>
            (['connectionErrors', 'pool', 'queries'] as const)
              .filter((key) => dependency.kind === 'postgresql' && dependency[key] !== undefined)
              .map((key): Fault => [
                ['dependencies', dependency.name, key],
                'is given, but nothing says where the metrics of the application come from; write scrape',
              ]),
          ),
  },
  {
    holds: 'the duration above which a query is slow is a bucket of its histogram',
    faults: (application) =>
      dependenciesOf(application).flatMap((dependency): Fault[] => {
        if (dependency.kind !== 'postgresql' || dependency.queries === undefined) return [];
        const { slowSeconds, duration } = dependency.queries;
        const near = nearestBuckets(slowSeconds, duration.bucketsSeconds);
        if (near === undefined) return [];
        const fault = `${String(slowSeconds)} s is no bucket of ${duration.metric}, so slower queries cannot be counted; write ${near.map(String).join(' or ')}, or add the bucket to the application and to duration.bucketsSeconds`;
        return [[['dependencies', dependency.name, 'queries', 'slowSeconds'], fault]];
      }),
  },
  {
    holds: 'the warning of used connections comes before the critical alert',
    faults: ({ dependencies }) =>
      Object.entries(dependencies).flatMap(([name, dependency]): Fault[] => {
        if (dependency.kind !== 'postgresql') return [];
        const { warningPercent, criticalPercent } = dependency.alerts.connections;
        return warningPercent < criticalPercent
          ? []
          : [
              [
                ['dependencies', name, 'alerts', 'connections', 'warningPercent'],
                `${String(warningPercent)} is not below criticalPercent ${String(criticalPercent)}; write less, or raise criticalPercent`,
              ],
            ];
      }),
  },
];
