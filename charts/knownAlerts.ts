import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** One alerting rule of a chart. A name can have several rules, of different severity. */
export interface ChartAlert {
  alert: string;
  /** `none` is the chart's own word for alerts that are no alerts. */
  severity: string;
  /** How long its condition must hold, with the chart's default values. */
  for: string;
  group: string;
  /** Key under `defaultRules.rules` that turns the group on and off. */
  switch: string;
  /** Component of the chart (`kubeEtcd`, …) without whose target the group is left out. */
  target?: string;
}

/** `charts/known/<chart>.alerts.json`. */
export interface KnownAlerts {
  chart: string;
  version: string;
  alerts: readonly ChartAlert[];
}

/** The chart that brings alerts. */
export const alertsChart = 'kube-prometheus-stack';

/** Where the list lies; the refresh writes it here. */
export const knownAlertsFile = join(__dirname, 'known', `${alertsChart}.alerts.json`);

export const knownAlerts = (): KnownAlerts =>
  JSON.parse(readFileSync(knownAlertsFile, 'utf8')) as KnownAlerts;
