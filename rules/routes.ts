import type { Application } from '../config/schema/application';
import { httpSignals } from '../signals/http';
import { sumBy } from '../signals/promql';
import { routeFailedRate, routeLatency, routeRate, routesKept } from '../signals/routes';
import type { RuleContext } from './input';
import type { RecordingRule, RuleGroup } from './model';
import { recorder } from './record';
import { sparseSeconds } from './sparse';
import { seconds } from './text';

const kept = (series: string): string => `topk(${String(routesKept)}, ${series})`;

/** Rate, errors and duration of each route of an application, where its metrics tell the route. */
export const routeGroups = (application: Application, context: RuleContext): RuleGroup[] => {
  const { http, name, team } = application;
  if (http === undefined) return [];
  const record = recorder(application, context);
  const { all, failed, durations, timed: observed } = httpSignals(name, http);
  const { routeLabel: counted } = http.requests;
  const { routeLabel: timed } = http.duration;
  const rate = (selector: string, label: string): string =>
    sumBy(`rate(${selector}[5m])`, { label, name: 'route' });
  const rules: RecordingRule[] = [
    ...(counted === undefined
      ? // A histogram counts too, without saying what failed.
        timed === undefined
        ? []
        : [record(routeRate, kept(`${rate(observed, timed)} > 0`))]
      : [
          record(routeRate, kept(`${rate(all, counted)} > 0`)),
          record(routeFailedRate, kept(`${rate(failed, counted)} > 0`)),
        ]),
    ...(timed === undefined
      ? []
      : [
          record(
            routeLatency,
            // The comparison drops the NaN of a route without requests.
            kept(
              `histogram_quantile(0.95, ${sumBy(`rate(${durations}[5m])`, { label: timed, name: 'route', and: ['le'] })}) >= 0`,
            ),
          ),
        ]),
  ];
  // Only dashboards read them, and each reads every series of requests once more.
  const interval = seconds(sparseSeconds(context));
  return rules.length === 0 ? [] : [{ name: `${name}.routes`, team, interval, rules }];
};
