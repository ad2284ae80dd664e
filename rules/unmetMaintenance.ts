import { suggest } from '../config/content/suggest';
import type { Maintenance, StatedAlerts } from '../config/schema/maintenance';
import type { PlainRuleGroup } from './model';
import { keptUpstreamAlerts } from './upstream';

type Labels = Readonly<Record<string, string>>;

/** Labels by the name of the alert, of every rule of ours. */
const labelsByAlert = (groups: readonly PlainRuleGroup[]): ReadonlyMap<string, readonly Labels[]> => {
  const byAlert = new Map<string, Labels[]>();
  for (const rule of groups.flatMap(({ group }) => group.rules)) {
    if ('alert' in rule) byAlert.set(rule.alert, [...(byAlert.get(rule.alert) ?? []), rule.labels]);
  }
  return byAlert;
};

/** A value with a template in it is known only when the alert fires, and a label that the rule lacks may come from its series. */
const canHave = (labels: Labels, label: string, value: string): boolean => {
  const given = labels[label];
  return given === undefined || given.includes('{{') || given === value;
};

const faultsOf = (
  { labels, where }: StatedAlerts,
  ours: ReadonlyMap<string, readonly Labels[]>,
): string[] => {
  const { alertname, ...others } = labels;
  if (alertname === undefined) return [];
  const rules = ours.get(alertname);
  if (rules === undefined) {
    return keptUpstreamAlerts.includes(alertname)
      ? []
      : [
          `${where('alertname')}: this stack has no alert "${alertname}" (where another environment has it, write environments); ${suggest(alertname, [...ours.keys(), ...keptUpstreamAlerts])}`,
        ];
  }
  const stated = Object.entries(others);
  if (rules.some((rule) => stated.every(([label, value]) => canHave(rule, label, value)))) return [];
  return stated
    .filter(([label, value]) => !rules.some((rule) => canHave(rule, label, value)))
    .concat(stated)
    .slice(0, 1)
    .map(([label, value]) => {
      const known = [...new Set(rules.flatMap((rule) => rule[label] ?? []))].sort();
      return `${where(label)}: no ${alertname} of this stack has ${label} "${value}" and the other labels of the entry; it has ${known.join(', ')}`;
    });
};

/** Entries of maintenance windows that no alert of the stack can meet, so that a window keeps back nothing; one sentence each. */
export const unmetMaintenance = (
  windows: readonly Maintenance[],
  groups: readonly PlainRuleGroup[],
): string[] => {
  const ours = labelsByAlert(groups);
  return windows.flatMap(({ stated = [] }) => stated.flatMap((entry) => faultsOf(entry, ours)));
};
