import type { DependencyOf } from '../../config/schema/dependency';
import { postgresqlUp } from '../../signals/postgresql';
import { select } from '../../signals/signal';
import type { AlertRule, RecordingRule } from '../model';
import { atLeastTwoSamples, minutesText } from '../text';
import type { Place } from './model';

/** Alerts on what the exporter of a PostgreSQL server says. */
export const postgresqlRules = (
  { alerts }: DependencyOf<'postgresql'>,
  { alert, of, shown, scrapeSeconds }: Place,
): (AlertRule | RecordingRule)[] => [
  alert({
    alert: 'PostgresqlDown',
    expr: `max(${select(postgresqlUp, of)}) == 0`,
    for: atLeastTwoSamples(alerts.down.forMinutes, scrapeSeconds),
    priority: 'P1',
    summary: `${shown}: PostgreSQL accepts no connection`,
    description: `The exporter answers, but has not been able to connect to PostgreSQL for more than ${minutesText(alerts.down.forMinutes)}. What needs the database fails.`,
  }),
];
