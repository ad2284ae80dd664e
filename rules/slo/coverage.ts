import { alertLabels } from '../../config/naming';
import { instancesAnswering } from '../../signals/recorded';
import { select } from '../../signals/signal';
import { badEventRate } from '../../signals/slo';
import { dashboardUids } from '../../dashboards/uids';
import type { AlertRule } from '../model';
import { plainText } from '../text';
import { slothId } from './budget';
import type { Objective } from './objectives';

/**
 * Tells that an objective has lost its data: other metrics show events that it does not see, or the application has
 * answered for so long without any that it is no quiet night. A series that counts labelled events exists only from the first one after
 * a start on, so its absence alone says nothing.
 */
export const coverageAlert = (objective: Objective): AlertRule[] => {
  const { application, name, coverage } = objective;
  if (coverage === undefined) return [];
  const { metric, traffic, quietHours } = coverage;
  const seen = select(badEventRate, { sloth_id: slothId(objective) });
  const answering = select(instancesAnswering, { application: application.name });
  const quiet = `${String(quietHours)}h`;
  const silence = `${answering} > 0 and on () ${answering} offset ${quiet} > 0 unless on () count_over_time(${seen}[${quiet}])`;
  const shown = plainText(application.displayName);
  const evidence = traffic === undefined ? '' : ' although other metrics show that there are some, or';
  return [
    {
      alert: 'SliWithoutData',
      expr: traffic === undefined ? silence : `(${traffic} > 0 unless on () ${seen}) or on () (${silence})`,
      for: '15m',
      priority: 'P3',
      team: application.team,
      application: application.name,
      labels: { [alertLabels.slo]: name },
      summary: `${shown}: nobody knows whether the objective ${name} is met`,
      description: `${plainText(metric)} of ${shown} has no data,${evidence} although the application has answered for ${String(quietHours)} hours. The objective ${name} is not judged, and its budget alerts cannot fire.`,
      dashboard: dashboardUids.systemHealth,
    },
  ];
};
