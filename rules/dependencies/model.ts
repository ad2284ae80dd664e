import { seriesLabels } from '../../config/naming';
import type { Application } from '../../config/schema/application';
import type { Dependency, DependencyKind } from '../../config/schema/dependency';
import { dashboardUids } from '../../dashboards/uids';
import { alertThreshold } from '../../signals/alertThresholds';
import { number } from '../../signals/promql';
import type { Signal } from '../../signals/signal';
import type { RuleContext } from '../input';
import type { AlertRule, RecordingRule } from '../model';
import { recorder } from '../record';
import { plainText } from '../text';

/** What every alert about a dependency has from where it stands; the rest is its author's. */
type OwnPart = Omit<AlertRule, 'team' | 'application' | 'dashboard'>;

/** A dependency of an application, for those who write rules about its kind. */
export interface Place {
  readonly application: Application;
  readonly context: RuleContext;
  /** Matchers of every series of the dependency's exporter. */
  readonly of: { readonly application: string; readonly dependency: string };
  /** Name for people, safe in a template: `Shop API: db`. */
  readonly shown: string;
  /** Seconds between two samples of the exporter. */
  readonly scrapeSeconds: number;
  readonly record: (
    signal: Signal,
    expr: string,
    further?: Readonly<Record<string, string>>,
  ) => RecordingRule;
  readonly alert: (own: OwnPart) => AlertRule;
  /** Records where an alert fires, for the graph of what it compares. */
  readonly threshold: (unit: keyof typeof alertThreshold, alert: string, value: number) => RecordingRule;
}

/** The board that shows what an alert about a dependency is about. */
const boards: Readonly<Record<DependencyKind, string>> = {
  postgresql: dashboardUids.databasePerformance,
  redis: dashboardUids.cachePerformance,
  nginx: dashboardUids.systemHealth,
  celery: dashboardUids.systemHealth,
  airflow: dashboardUids.systemHealth,
};

export const placeOf = (application: Application, dependency: Dependency, context: RuleContext): Place => {
  const { name, team, displayName } = application;
  const label = { [seriesLabels.dependency]: dependency.name };
  const record = recorder(application, context, label);
  return {
    application,
    context,
    of: { application: name, dependency: dependency.name },
    shown: `${plainText(displayName)}: ${dependency.name}`,
    scrapeSeconds: dependency.exporter?.intervalSeconds ?? context.applicationScrapeIntervalSeconds,
    record,
    alert: ({ labels, ...own }) => ({
      ...own,
      team,
      application: name,
      labels: { ...label, ...labels },
      dashboard: boards[dependency.kind],
    }),
    threshold: (unit, alert, value) => record(alertThreshold[unit], `vector(${number(value)})`, { alert }),
  };
};
