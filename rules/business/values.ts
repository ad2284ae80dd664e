import type { BusinessSignal } from '../../config/schema/business';
import type { MetricRef } from '../../config/schema/metricRef';
import { businessEventRate, businessMetric, businessValue, funnelRatio } from '../../signals/business';
import { instancesAnswering } from '../../signals/recorded';
import { select } from '../../signals/signal';
import type { RecordingRule } from '../model';
import type { Recorder } from '../record';

/** One business signal of an application, and how its rules are made. */
export interface Subject {
  readonly application: string;
  readonly name: string;
  readonly signal: BusinessSignal;
  readonly unit: string;
  readonly record: Recorder;
  /** Seconds between two recorded samples. */
  readonly everySeconds: number;
}

const periodSeconds = { hour: 3_600, day: 86_400 } as const;
export type Period = keyof typeof periodSeconds;
const periods = { hour: '1h', day: '1d' } as const;

const perDay = 'day' satisfies Period;

/** Rate of events. An application that answers and has no such series yet has had no such events. */
const eventRecord = (
  { application, record }: Subject,
  reference: MetricRef,
  part?: string,
): RecordingRule => {
  const { selector } = businessMetric(application, reference, 'counter');
  return record(
    businessEventRate,
    `sum(rate(${selector}[5m])) or on () 0 * (${select(instancesAnswering, { application })} > 0)`,
    part === undefined ? {} : { part },
  );
};

/** The series of a label's values, that label called `part`. */
const byPart = (aggregation: string, vector: string, label: string): string =>
  `${aggregation} by (part) (label_replace(${vector}, "part", "$1", "${label}", "(.*)"))`;

const eventsOf = ({ application, name }: Subject, part?: string): string =>
  select(businessEventRate, { application, signal: name, ...(part === undefined ? {} : { part }) });

/**
 * Events of the period that ends now, from samples of their rate. Summed once more, because a series whose constant labels
 * changed has a predecessor within the period.
 */
const counted = (subject: Subject, per: Period, part?: string): string =>
  `sum(sum_over_time(${eventsOf(subject, part)}[${periods[per]}])) * ${String(subject.everySeconds)}`;

const gaugeOf = ({ application }: Subject, reference: MetricRef, across = 'max'): string =>
  `${across}(${businessMetric(application, reference, 'gauge').selector})`;

const counterRecords = (
  subject: Subject,
  counter: NonNullable<BusinessSignal['counter']>,
): RecordingRule[] => {
  const { by, per = perDay } = counter;
  const unit = { unit: subject.unit };
  if (by === undefined) {
    return [eventRecord(subject, counter), subject.record(businessValue, counted(subject, per), unit)];
  }
  const { selector } = businessMetric(subject.application, counter, 'counter', by);
  return [
    subject.record(businessEventRate, byPart('sum', `rate(${selector}[5m])`, by)),
    subject.record(
      businessValue,
      `sum by (part) (sum_over_time(${eventsOf(subject)}[${periods[per]}])) * ${String(subject.everySeconds)}`,
      unit,
    ),
  ];
};

const gaugeRecords = (subject: Subject, gauge: NonNullable<BusinessSignal['gauge']>): RecordingRule[] => {
  const { by, across = 'max' } = gauge;
  const expr =
    by === undefined
      ? gaugeOf(subject, gauge, across)
      : byPart(across, businessMetric(subject.application, gauge, 'gauge', by).selector, by);
  return [subject.record(businessValue, expr, { unit: subject.unit })];
};

const ratioRecords = (subject: Subject, ratio: NonNullable<BusinessSignal['ratio']>): RecordingRule[] => {
  const { numerator, denominator, of, per = perDay } = ratio;
  const unit = { unit: subject.unit };
  if (of === 'gauges') {
    const [some, all] = [gaugeOf(subject, numerator, 'sum'), gaugeOf(subject, denominator, 'sum')];
    return [subject.record(businessValue, `${some} / (${all} > 0)`, unit)];
  }
  return [
    eventRecord(subject, numerator, 'numerator'),
    eventRecord(subject, denominator, 'denominator'),
    subject.record(
      businessValue,
      `${counted(subject, per, 'numerator')} / (${counted(subject, per, 'denominator')} > 0)`,
      unit,
    ),
  ];
};

const funnelRecords = (subject: Subject, funnel: NonNullable<BusinessSignal['funnel']>): RecordingRule[] => {
  const { steps, of, per = perDay } = funnel;
  const { application, name, record, unit } = subject;
  const at = (part: string): string => select(businessValue, { application, signal: name, part });
  const values = steps.flatMap((step) =>
    of === 'gauges'
      ? [record(businessValue, gaugeOf(subject, step), { unit, part: step.name })]
      : [
          eventRecord(subject, step, step.name),
          record(businessValue, counted(subject, per, step.name), { unit, part: step.name }),
        ],
  );
  const ratios = steps.slice(1).map((step, index) =>
    record(funnelRatio, `${at(step.name)} / on () (${at(steps[index]?.name ?? '')} > 0)`, {
      part: step.name,
    }),
  );
  return [...values, ...ratios];
};

/** What a business signal is now. */
export const valueRecords = (subject: Subject): RecordingRule[] => {
  const { counter, gauge, ratio, funnel } = subject.signal;
  return [
    ...(counter === undefined ? [] : counterRecords(subject, counter)),
    ...(gauge === undefined ? [] : gaugeRecords(subject, gauge)),
    ...(ratio === undefined ? [] : ratioRecords(subject, ratio)),
    ...(funnel === undefined ? [] : funnelRecords(subject, funnel)),
  ];
};

/** Share of the period's samples that a comparison needs: a gap is not a fall. */
const coverage = 0.9;

/** The condition that a counted period is covered; none for what is read off a gauge. */
export const covered = (subject: Subject): string => {
  const { counter, ratio } = subject.signal;
  const counts = counter ?? (ratio?.of === 'gauges' ? undefined : ratio);
  if (counts === undefined) return '';
  const { per = perDay } = counts;
  const events = eventsOf(subject, ratio === undefined ? undefined : 'denominator');
  const needed = Math.floor((coverage * periodSeconds[per]) / subject.everySeconds);
  return ` and on () sum(count_over_time(${events}[${periods[per]}])) >= ${String(needed)}`;
};
