import { knownAlerts } from './knownAlerts';

/** An alert as a chart deploys it. */
export interface DeployedAlert {
  readonly alert: string;
  readonly for: string;
  readonly labels: Readonly<Record<string, string>>;
}

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
export const chartAlerts = (values: Values): DeployedAlert[] => {
  const defaults = below(values, 'defaultRules');
  if (defaults['create'] === false) return [];
  const disabled = below(defaults, 'disabled');
  return knownAlerts()
    .alerts.filter((known) => below(defaults, 'rules')[known.switch] !== false)
    .filter(({ target }) => target === undefined || below(values, target)['enabled'] !== false)
    .filter(({ alert }) => disabled[alert] !== true)
    .map(({ alert, severity, for: held, switch: key }) => {
      const custom = texts(below(values, 'customRules', alert));
      return {
        alert,
        for: custom['for'] ?? held,
        labels: {
          severity: custom['severity'] ?? severity,
          ...texts(below(defaults, 'additionalRuleLabels')),
          ...texts(below(defaults, 'additionalRuleGroupLabels', key)),
        },
      };
    });
};
