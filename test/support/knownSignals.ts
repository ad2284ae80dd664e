import { applicationSignals } from '../../signals/application';
import { catalogue } from '../../signals/catalogue';
import type { Signal } from '../../signals/signal';
import { errorRatioOver } from '../../signals/slo';
import { referenceApplications } from '../rules/fixture';

const windows = ['5m', '30m', '1h', '2h', '6h', '1d', '3d', '15d'].map(errorRatioOver);

const all: readonly Signal[] = [
  ...catalogue,
  ...referenceApplications.flatMap(applicationSignals),
  ...windows,
];

/** Every metric that a rule or dashboard may ask for, by name. */
export const knownSignals: ReadonlyMap<string, Signal> = new Map(
  all.map((known) => [known.metric, known] as const),
);
