import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** An alert that a chart brings. */
export interface ChartAlert {
  readonly alert: string;
  readonly for: string;
  readonly labels: Readonly<Record<string, string>>;
}

/** `charts/alerts/<chart>.json`: the alerts that the chart has with its default values. */
export interface ChartAlertList {
  readonly chart: string;
  readonly version: string;
  readonly groups: readonly {
    readonly group: string;
    /** Key under `defaultRules.rules` that switches the group off. */
    readonly switch: string;
    /** Component whose `enabled: false` switches the group off too. */
    readonly component?: string;
    readonly alerts: readonly { readonly alert: string; readonly severity: string; readonly for: string }[];
  }[];
}

/** The list for kube-prometheus-stack. Rendered manifests are the better source where there are any. */
export const chartAlertList = (): ChartAlertList =>
  JSON.parse(readFileSync(join(__dirname, 'alerts', 'kube-prometheus-stack.json'), 'utf8')) as ChartAlertList;

type Values = Readonly<Record<string, unknown>>;

const isMap = (value: unknown): value is Values =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const below = (values: Values, ...path: readonly string[]): Values =>
  path.reduce<Values>((found, key) => (isMap(found[key]) ? found[key] : {}), values);

const texts = (values: Values): Record<string, string> =>
  Object.fromEntries(
    Object.entries(values).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  );

/**
 * The alerts that kube-prometheus-stack deploys with these values: without the groups and alerts that they switch off,
 * with the severities, durations and labels that they replace.
 */
export const chartAlerts = (values: Values): ChartAlert[] => {
  const defaults = below(values, 'defaultRules');
  if (defaults['create'] === false) return [];
  const disabled = below(defaults, 'disabled');
  return chartAlertList()
    .groups.filter(({ switch: key }) => below(defaults, 'rules')[key] !== false)
    .filter(({ component }) => component === undefined || below(values, component)['enabled'] !== false)
    .flatMap(({ switch: key, alerts }) =>
      alerts
        .filter(({ alert }) => disabled[alert] !== true)
        .map(({ alert, severity, for: duration }) => {
          const custom = texts(below(values, 'customRules', alert));
          return {
            alert,
            for: custom['for'] ?? duration,
            labels: {
              severity: custom['severity'] ?? severity,
              ...texts(below(defaults, 'additionalRuleLabels')),
              ...texts(below(defaults, 'additionalRuleGroupLabels', key)),
            },
          };
        }),
    );
};
