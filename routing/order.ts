import { alertLabels, seriesLabels } from '../config/naming';
import type { PlainRule, PlainRuleGroup } from '../rules/model';
import { inhibitions, subjects } from './inhibition';
import { secondsOf } from './simulate/duration';

type PlainAlert = Extract<PlainRule, { alert: string }>;

const alertsByApplication = (groups: readonly PlainRuleGroup[]): ReadonlyMap<string, PlainAlert[]> => {
  const byApplication = new Map<string, PlainAlert[]>();
  for (const rule of groups.flatMap(({ group }) => group.rules)) {
    if (!('alert' in rule)) continue;
    // Alerts about nodes have none, and are compared among themselves.
    const application = rule.labels[seriesLabels.application] ?? '';
    byApplication.set(application, [...(byApplication.get(application) ?? []), rule]);
  }
  return byApplication;
};

/**
 * Sources of inhibition that fire after one of their targets, and so too late to spare anybody its message; one
 * complete sentence each. Alerts on a budget are left out: they have no `for`, their delay is in their windows.
 */
export const lateSources = (groups: readonly PlainRuleGroup[]): string[] =>
  [...alertsByApplication(groups)].flatMap(([application, alerts]) =>
    inhibitions.flatMap(({ of, source, targets }) =>
      alerts
        .filter((alert) => alert.alert === source && !(alertLabels.slo in alert.labels))
        .flatMap((first) =>
          alerts
            .filter((alert) => targets.includes(alert.alert) && !(alertLabels.slo in alert.labels))
            .filter((target) => subjects[of].every((label) => target.labels[label] === first.labels[label]))
            .filter((target) => secondsOf(target.for) < secondsOf(first.for))
            .map(
              (target) =>
                `${application === '' ? '' : `application ${application}: `}${source} fires after ${first.for}, too late to spare anybody ${target.alert}, which fires after ${target.for}; make the first wait no longer than the second`,
            ),
        ),
    ),
  );
