import { z } from 'zod';
import { dnsLabel, labelName, percent, whole } from './common';
import { metricRef } from './metricRef';

const per = z
  .enum(['hour', 'day'])
  .optional()
  .describe('Period over which events are counted, ending now. Default: day.');
const by = labelName
  .optional()
  .describe('Label by whose values the signal is split, for instance tier. At most a few dozen values.');
const kindOfMetrics = z
  .enum(['counters', 'gauges'])
  .optional()
  .describe(
    'Whether the metrics count events, then those of the period, or say how many there are. Default: counters.',
  );

const counter = metricRef.extend({ per, by }).describe('Events: orders, registrations, simulations.');
const gauge = metricRef
  .extend({
    across: z
      .enum(['max', 'min', 'sum', 'avg'])
      .optional()
      .describe('How the series of several instances become one. Default: max, as each reports the whole.'),
    by,
  })
  .describe('A number that goes up and down: active users, revenue per month, a price.');
const ratio = z
  .strictObject({
    numerator: metricRef.describe('What is counted.'),
    denominator: metricRef.describe('Of how many.'),
    of: kindOfMetrics,
    per,
  })
  .describe('A share: accepted recommendations of those offered.');
const funnel = z
  .strictObject({
    steps: z
      .array(metricRef.extend({ name: dnsLabel.describe('Name of the step.') }))
      .min(2)
      .describe('Steps in their order, each a part of the one before.'),
    of: kindOfMetrics,
    per,
  })
  .describe('Steps that fewer and fewer take: free, basic, premium.');

const kinds = ['counter', 'gauge', 'ratio', 'funnel'] as const;

const alerts = z
  .strictObject({
    dropPercent: percent
      .optional()
      .describe(
        'How far below the usual value of this hour of the week it may fall. Default: nobody is told.',
      ),
    minimumUsual: z
      .number()
      .min(0)
      .optional()
      .describe('A fall from a usual value below this says nothing. Default: 20 for counts, else 0.'),
    below: z.number().optional().describe('The team is told below this value. Default: nobody is told.'),
    above: z.number().optional().describe('The team is told above this value. Default: nobody is told.'),
    forMinutes: whole(2, 1_440).optional().describe('How long before the team is told. Default: 30.'),
    priority: z.enum(['P1', 'P2', 'P3', 'P4']).optional().describe('How urgent it is. Default: P3.'),
  })
  .describe('When someone is told.');

/** A number by which the business is judged. */
export const businessSignal = z
  .strictObject({
    displayName: z.string().min(1).describe('Name for people.'),
    description: z.string().min(1).optional().describe('What it says, and what is normal.'),
    unit: z
      .enum(['count', 'ratio', 'seconds', 'money'])
      .optional()
      .describe(
        'Unit of its values; a ratio is 1 for 100 %, and of money the currency belongs into the name. Default: ratio of a ratio, else count.',
      ),
    counter: counter.optional(),
    gauge: gauge.optional(),
    ratio: ratio.optional(),
    funnel: funnel.optional(),
    alerts: alerts.optional(),
  })
  .refine((value) => kinds.filter((kind) => value[kind] !== undefined).length === 1, {
    message:
      'is one kind of number; write exactly one of counter, gauge, ratio and funnel (an override sets the others to null)',
  })
  // The same for editors.
  .meta({ oneOf: kinds.map((only) => ({ required: [only] })) })
  .describe('A business signal.');

export type BusinessSignal = z.infer<typeof businessSignal>;

export const businessDefaults = { minimumUsualCount: 20, forMinutes: 30, priority: 'P3' } as const;

export const unitOf = ({ unit, ratio: share }: BusinessSignal): NonNullable<BusinessSignal['unit']> =>
  unit ?? (share === undefined ? 'count' : 'ratio');

/** Whether it is one number, and not one per value of a label or per step. */
export const isSingle = (signal: BusinessSignal): boolean =>
  signal.funnel === undefined && signal.counter?.by === undefined && signal.gauge?.by === undefined;
