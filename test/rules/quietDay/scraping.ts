import { gauge, lostScrape, type Labels, type Series } from './day';

/** The target of an exporter: up but at the lost scrape. */
export const exporter = (application: string, dependency: string, instance = dependency): Series =>
  gauge(
    'up',
    { namespace: 'shop', team: 'shop', application, dependency, job: 'exporter', instance },
    (minute) => Number(minute !== lostScrape),
  );

/** What an exporter says all day, but at the lost scrape. */
export const steady = (metric: string, labels: Labels, value: (minute: number) => number): Series =>
  gauge(metric, labels, (minute) => (minute === lostScrape ? undefined : value(minute)));
