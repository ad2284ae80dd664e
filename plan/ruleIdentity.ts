import { alertLabels, seriesLabels, tenantLabel } from '../config/naming';

/** Labels that rules of one name have in common, or that follow from the others. */
const shared: ReadonlySet<string> = new Set([
  seriesLabels.cluster,
  seriesLabels.environment,
  seriesLabels.namespace,
  seriesLabels.team,
  alertLabels.severity,
  alertLabels.priority,
  tenantLabel,
  'sloth_id',
  'sloth_service',
  'sloth_severity',
]);

/** What tells a rule from others of its name, as a selector: `{application="shop",operation="orders"}`; empty for the only one. */
export const ruleIdentity = (labels: Readonly<Record<string, unknown>>): string => {
  const own = Object.entries(labels).flatMap(([label, value]) =>
    shared.has(label) || typeof value !== 'string' ? [] : [`${label}="${value}"`],
  );
  return own.length === 0 ? '' : `{${own.sort().join(',')}}`;
};
