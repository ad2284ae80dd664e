import { seriesLabels } from '../config/naming';
import { matcherList, type Matcher } from './promql';

/** What a number counts; the dashboards turn it into Grafana's unit. */
export type Unit =
  | 'bool'
  | 'bytes'
  | 'bytesPerSecond'
  | 'cores'
  | 'count'
  | 'days'
  | 'factor'
  | 'microseconds'
  | 'milliseconds'
  | 'money'
  | 'perSecond'
  | 'percent'
  | 'ratio'
  | 'seconds';

/** A metric: its name is written here and nowhere else. */
export interface Signal<Label extends string = string> {
  readonly metric: string;
  readonly kind: 'counter' | 'gauge' | 'histogram';
  /** Unit of a sample; of a counter, of what it counts. */
  readonly unit: Unit;
  /** Labels that a query may ask for. */
  readonly labels: readonly Label[];
  /** Who makes it: a scrape target, the chart's recording rules, or ours. */
  readonly source: 'target' | 'chart' | 'rule';
  readonly description: string;
}

/** Labels that the default scrape class and our rules stamp on every series. */
export const stackLabels = [seriesLabels.cluster, seriesLabels.environment] as const;

/** Labels of every series that comes from a target of an application. */
export const targetLabels = [
  ...stackLabels,
  seriesLabels.application,
  seriesLabels.team,
  seriesLabels.namespace,
  'job',
  'instance',
] as const;

/** Labels of every series that comes from the exporter of a dependency. */
export const exporterLabels = [...targetLabels, seriesLabels.dependency] as const;

/** Labels of every series that our rules record per application. */
export const applicationLabels = [...stackLabels, seriesLabels.namespace, seriesLabels.application] as const;

/** Declares a signal; the labels are taken from the value. */
export const signal = <const Label extends string>(declared: Signal<Label>): Signal<Label> => declared;

export type Matchers<Label extends string> = Readonly<Partial<Record<Label, Matcher>>>;

/** A selector of a signal: `up{application="shop"}`; without matchers the bare name. */
export const select = <Label extends string>(of: Signal<Label>, matchers?: Matchers<Label>): string => {
  const list = matcherList((matchers ?? {}) as Readonly<Record<string, Matcher>>);
  return list === '' ? of.metric : `${of.metric}{${list}}`;
};
