import type { JsonObject } from '../../plan/json';
import { objectAt } from './objects';

/**
 * The one rule of the chart that the local run cannot do without: always firing, so that its arrival at the dead man's
 * switch proves the chain. Charts are values only here, so it is repeated as kube-prometheus-stack's general.rules
 * have it; none when the values switch those off.
 */
export function watchdogRules(values: JsonObject): Record<string, JsonObject> {
  const defaults = objectAt(values, 'defaultRules');
  const off =
    defaults['create'] === false ||
    objectAt(defaults, 'rules')['general'] === false ||
    objectAt(defaults, 'disabled')['Watchdog'] === true;
  if (off) return {};
  const rule = { alert: 'Watchdog', expr: 'vector(1)', labels: { severity: 'none' }, annotations: {} };
  return { 'chart-watchdog.yaml': { groups: [{ name: 'general.rules', rules: [rule] }] } };
}
