import type { DependencyOf } from '../../config/schema/dependency';
import { bound, everything } from '../../signals/buckets';
import { connectionSignals, failedConnections, usedPool } from '../../signals/postgresql';
import { number, ratio } from '../../signals/promql';
import { queryBucketRate, queryDuration, querySignals, slowQueryRate } from '../../signals/queries';
import { select } from '../../signals/signal';
import { instancesUp } from '../../signals/targets';
import { counted, grown } from '../counted';
import { percentileRecords } from '../durations';
import { asItIs } from '../events';
import type { AlertRule, RecordingRule } from '../model';
import { atLeastTwoSamples, minutes, minutesText } from '../text';
import type { Place } from './model';

type Postgresql = DependencyOf<'postgresql'>;

/** Seconds of the window in which errors are counted. */
const fiveMinutes = 300;

/** How long queries take. The exporter knows means of statements only. */
const queryRecords = ({ queries }: Postgresql, { application, of, record }: Place): RecordingRule[] => {
  if (queries === undefined) return [];
  const upTo = (le: string): string => select(queryBucketRate, { ...of, le });
  return [
    ...percentileRecords({
      record,
      of,
      recorded: { bucketRate: queryBucketRate, percentile: queryDuration },
      buckets: querySignals(application.name, queries).durations,
      reading: asItIs,
    }),
    record(slowQueryRate, `${upTo(everything)} - on () ${upTo(bound(queries.slowSeconds))}`, {
      threshold: `${number(queries.slowSeconds)}s`,
    }),
  ];
};

/** What the application says about its connections to PostgreSQL and its queries. */
export const postgresqlClientRules = (
  dependency: Postgresql,
  place: Place,
): (AlertRule | RecordingRule)[] => {
  const { alert, application, context, of, record, shown, scrapeSeconds, threshold } = place;
  const { errors, pool } = connectionSignals(application.name, dependency);
  const { down, connectionErrors, pool: thresholds } = dependency.alerts;
  return [
    ...(errors === undefined
      ? []
      : [
          record(
            failedConnections,
            counted(
              errors,
              instancesUp(application.name),
              '5m',
              grown(
                errors,
                fiveMinutes,
                application.scrape?.intervalSeconds ?? context.applicationScrapeIntervalSeconds,
              ),
            ),
          ),
          threshold('count', 'PostgresqlConnectionErrors', connectionErrors.per5Minutes),
          alert({
            alert: 'PostgresqlConnectionErrors',
            expr: `${select(failedConnections, of)} > ${number(connectionErrors.per5Minutes)}`,
            // As long as PostgresqlDown, which explains it, waits.
            for: atLeastTwoSamples(down.forMinutes, scrapeSeconds),
            priority: 'P2',
            summary: `${shown}: {{ $value }} connections failed within 5 minutes`,
            description: `The application could not open {{ $value }} connections to PostgreSQL within 5 minutes; ${number(connectionErrors.per5Minutes)} are normal. Each is a request that waits or fails.`,
          }),
        ]),
    ...(pool === undefined
      ? []
      : [
          record(
            usedPool,
            `max(sum by (job, instance) (${pool.used}) / on (job, instance) (sum by (job, instance) (${pool.size}) > 0))`,
          ),
          threshold('ratio', 'ConnectionPoolExhausted', thresholds.usedPercent / 100),
          alert({
            alert: 'ConnectionPoolExhausted',
            expr: `${select(usedPool, of)} > ${ratio(thresholds.usedPercent)}`,
            for: minutes(thresholds.forMinutes),
            priority: 'P2',
            summary: `${shown}: {{ $value | humanizePercentage }} of the connection pool are in use`,
            description: `In at least one process of the application, more than ${number(thresholds.usedPercent)} % of its pool of connections to PostgreSQL have been in use for ${minutesText(thresholds.forMinutes)}. Requests wait for one, though the database may have plenty.`,
          }),
        ]),
    ...queryRecords(dependency, place),
  ];
};
