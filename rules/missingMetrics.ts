import type { Application } from '../config/schema/application';
import { dashboardUids } from '../dashboards/uids';
import { anySeries, businessSignalsOf } from '../signals/business';
import { operationSignals } from '../signals/operations';
import { instancesAnswering } from '../signals/recorded';
import { select, type Signal } from '../signals/signal';
import type { RuleContext } from './input';
import type { AlertRule, RuleGroup } from './model';
import { sparseSeconds } from './sparse';
import { plainText, seconds } from './text';

/** A labelled counter has no series until its first event, and a quiet night brings none. */
const patience = '12h';

/** What must be there sooner or later. A counter of failures need not: there may be none. */
const expected = (application: Application): readonly Signal[] => {
  const all = [
    ...Object.values(application.operations).flatMap((operation) => {
      const [total, , durations] = operationSignals(application.name, operation).signals;
      return [total, durations].filter((signal) => signal !== undefined);
    }),
    ...businessSignalsOf(application),
  ];
  return [...new Map(all.map((signal) => [signal.metric, signal])).values()];
};

/** Metrics that the file of an application names and that its targets do not expose. */
export const missingMetricGroups = (application: Application, context: RuleContext): RuleGroup[] => {
  const { name, team, displayName } = application;
  const shown = plainText(displayName);
  const rules = expected(application).map((signal): AlertRule => ({
    alert: 'MetricMissing',
    expr: `${select(instancesAnswering, { application: name })} > 0 unless on () count(${anySeries(name, signal)})`,
    for: patience,
    priority: 'P3',
    team,
    application: name,
    labels: { metric: signal.metric },
    summary: `${shown} does not expose ${signal.metric}`,
    description: `${shown} answers its scrape, but for ${patience} there has been no series ${signal.metric}, which its file names. Alerts and dashboards that read it are blind.`,
    dashboard: dashboardUids.business,
  }));
  return rules.length === 0
    ? []
    : [{ name: `${name}.metrics`, team, interval: seconds(sparseSeconds(context)), rules }];
};
