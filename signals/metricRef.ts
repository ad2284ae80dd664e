import type { MetricRef } from '../config/schema/metricRef';
import { literal, type Matcher } from './promql';
import { select, signal, targetLabels, type Signal, type Unit } from './signal';

const matcherOf = (value: string | readonly string[]): Matcher =>
  typeof value === 'string' ? value : { matches: value.map(literal).join('|') };

/** What a metric of an application is, besides the name and labels that its content file gives it. */
export interface MetricMeaning {
  readonly kind: Signal['kind'];
  readonly unit: Unit;
  readonly description: string;
  /** Labels besides the target's and those of the reference that a query may ask for, e.g. `le`. */
  readonly labels?: readonly string[];
}

/** A metric that a content file names, as a signal. */
export const referredSignal = ({ metric, labels = {} }: MetricRef, meaning: MetricMeaning): Signal =>
  signal<string>({
    metric: meaning.kind === 'histogram' ? `${metric}_bucket` : metric,
    kind: meaning.kind,
    unit: meaning.unit,
    labels: [...new Set([...targetLabels, ...Object.keys(labels), ...(meaning.labels ?? [])])],
    source: 'target',
    description: meaning.description,
  });

/** The series of an application that a reference picks: `jobs_total{application="shop",state=~"failed|lost"}`. */
export const selectReferred = (
  application: string,
  { labels = {} }: MetricRef,
  of: Signal,
  further: Readonly<Record<string, Matcher>> = {},
): string =>
  select(of, {
    application,
    ...Object.fromEntries(Object.entries(labels).map(([label, value]) => [label, matcherOf(value)])),
    ...further,
  });
