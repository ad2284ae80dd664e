/** Values of a chart that an override must not reach: what is wrong with it and what to do instead. */
export interface OwnedValues {
  readonly [key: string]: OwnedValues | string;
}

/** A value that a key of the configuration sets, with the checks that belong to it. */
export const setBy = (...keys: readonly string[]): string =>
  `is set by ${keys.map((key) => `observatory:${key}`).join(' and ')}; write it there`;

/** A value that the stack does not work without. */
export const reliedUpon = (why: string): string => `must stay as the stack sets it: ${why}; remove it`;

export const dayOneName = reliedUpon(
  'Services, Secrets and volumes are found by the names that follow from it',
);

/** Objects that a chart would make of a list or a map of ours, beside the plan's own. */
export const elsewhere = (what: string, where: string): string =>
  `would be ${what} that no check of the plan sees; write them in ${where}`;

/** Objects of any kind: rules, Services and Secrets in clear among them. */
export const anyObject = elsewhere('objects', 'a program or chart of their own');

/** A secret as text: Helm keeps values in clear, and every plan shows them. */
export const inClear = (instead: string): string =>
  `would stand in clear in Helm values; remove it, and ${instead}`;

const rulesElsewhere = elsewhere('rules without runbook, owner and route', '<content.path>/rules');

/** Rules as values of a chart. */
export const rulesOfChart = {
  additionalPrometheusRules: rulesElsewhere,
  additionalPrometheusRulesMap: rulesElsewhere,
};

/** `prometheusRule` of a chart that brings an exporter. */
export const rulesOfExporter: OwnedValues = { enabled: rulesElsewhere, rules: rulesElsewhere };

const pastEveryCheck = 'is merged over the spec past every check; write its keys beside it, in camel case';

/** What the specs have in common of which the operator makes Prometheus and Alertmanager. */
export const specOfOperator: OwnedValues = {
  additionalConfig: pastEveryCheck,
  additionalConfigString: pastEveryCheck,
  routePrefix: reliedUpon('everything that calls it uses the root'),
  listenLocal: reliedUpon('its Service would reach nobody'),
  hostNetwork: reliedUpon('it has no login, and every host would serve it'),
  web: reliedUpon('everything that calls it inside the cluster speaks HTTP to it'),
  paused: reliedUpon('the operator would pass over every later change'),
  persistentVolumeClaimRetentionPolicy: reliedUpon(
    'volumes outlive the stack, so that pulumi destroy loses no data',
  ),
};

export const watchesItself = reliedUpon('its alerts and npm run verify read what it says of itself');

/** What would lead past the login, the encryption or the authentication that `access` asks for. */
export const outside = (port: string): OwnedValues => ({
  type: `would open it beside observatory:access, which says who may reach it and how it is guarded; write exposure there`,
  externalIPs: `would open it beside observatory:access, which says who may reach it and how it is guarded; write exposure there`,
  [port]: reliedUpon('everything that calls it uses this port'),
});
