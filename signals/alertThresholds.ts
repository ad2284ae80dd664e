import { recorded } from './recorded';
import type { Signal, Unit } from './signal';

/** Units of what alerts about dependencies compare. */
type ComparedUnit = Extract<Unit, 'bytes' | 'count' | 'perSecond' | 'ratio' | 'seconds'>;

const inUnit = (unit: ComparedUnit) =>
  recorded(
    `dependency:alert_threshold:${unit === 'perSecond' ? 'per_second' : unit}`,
    unit,
    'Where the alert named by the label `alert` fires, for the graph of what it compares.',
    ['dependency', 'alert'],
  );

/** Thresholds of the alerts about dependencies, one metric per unit. */
export const alertThreshold = {
  bytes: inUnit('bytes'),
  count: inUnit('count'),
  perSecond: inUnit('perSecond'),
  ratio: inUnit('ratio'),
  seconds: inUnit('seconds'),
} as const satisfies Record<ComparedUnit, Signal>;

export const alertThresholdSignals: readonly Signal[] = Object.values(alertThreshold);
