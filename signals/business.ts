import type { Application } from '../config/schema/application';
import type { BusinessSignal } from '../config/schema/business';
import type { MetricRef } from '../config/schema/metricRef';
import { referredSignal, selectReferred } from './metricRef';
import { recorded } from './recorded';
import { select, type Signal } from './signal';

/** A metric of a business signal, with the label that splits it. */
export interface BusinessMetric {
  readonly signal: Signal;
  /** Selector of the series that the reference picks. */
  readonly selector: string;
}

export const businessMetric = (
  application: string,
  reference: MetricRef,
  kind: 'counter' | 'gauge',
  by?: string,
): BusinessMetric => {
  // The reference may be more than a reference: a counter with its period, a step with its name.
  const { metric, labels } = reference;
  const plain: MetricRef = labels === undefined ? { metric } : { metric, labels };
  const signal = referredSignal(plain, {
    kind,
    unit: 'count',
    description: kind === 'counter' ? 'Events of a business signal.' : 'Value of a business signal.',
    ...(by === undefined ? {} : { labels: [by] }),
  });
  return { signal, selector: selectReferred(application, plain, signal) };
};

/** Every metric that a business signal reads. */
const metricsOf = (
  application: string,
  { counter, gauge, ratio, funnel }: BusinessSignal,
): readonly Signal[] => {
  const made = (references: readonly MetricRef[], kind: 'counter' | 'gauge', by?: string): Signal[] =>
    references.map((reference) => businessMetric(application, reference, kind, by).signal);
  const kindOf = (of: 'counters' | 'gauges' | undefined) => (of === 'gauges' ? 'gauge' : 'counter');
  return [
    ...(counter === undefined ? [] : made([counter], 'counter', counter.by)),
    ...(gauge === undefined ? [] : made([gauge], 'gauge', gauge.by)),
    ...(ratio === undefined ? [] : made([ratio.numerator, ratio.denominator], kindOf(ratio.of))),
    ...(funnel === undefined ? [] : made(funnel.steps, kindOf(funnel.of))),
  ];
};

export const businessSignalsOf = ({ name, business }: Application): readonly Signal[] =>
  Object.values(business).flatMap((signal) => metricsOf(name, signal));

/** Any series of a metric of an application, whatever its other labels: those of a reference may come with the first event. */
export const anySeries = (application: string, signal: Signal): string => select(signal, { application });

const perPart = ['signal', 'part'] as const;

export const businessEventRate = recorded(
  'application:business_events:rate5m',
  'perSecond',
  'Events of a business signal per second, sampled sparsely for long periods. `part` is a step, a side of a ratio, or the value of a label.',
  perPart,
);

export const businessValue = recorded(
  'application:business_signal:value',
  'count',
  'Value of a business signal, in the unit that its label says; of counters, the events of the period that ends now.',
  [...perPart, 'unit'],
);

export const businessUsual = recorded(
  'application:business_signal:usual',
  'count',
  'Usual value of a business signal: the median of the same hour of the last weeks.',
  ['signal', 'unit'],
);

export const businessUsualRatio = recorded(
  'application:business_signal:usual_ratio',
  'ratio',
  'Value of a business signal as a share of its usual value; nothing while the period is not covered.',
  ['signal'],
);

export const businessBound = recorded(
  'application:business_signal:bound',
  'count',
  'Value of a business signal below or above which an alert fires.',
  ['signal', 'unit', 'bound'],
);

export const funnelRatio = recorded(
  'application:business_funnel:ratio',
  'ratio',
  'Share of the step before that takes a step of a funnel.',
  perPart,
);

export const recordedBusinessSignals: readonly Signal[] = [
  businessEventRate,
  businessValue,
  businessUsual,
  businessUsualRatio,
  businessBound,
  funnelRatio,
];
