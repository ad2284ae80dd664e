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

/** One metric may be several signals: all payments, and those whose label says that they failed. */
const together = (known: Signal | undefined, other: Signal): Signal =>
  known === undefined ? other : { ...known, labels: [...new Set([...known.labels, ...other.labels])] };

/** Every metric that a rule or dashboard may ask for, by name. */
export const knownSignals: ReadonlyMap<string, Signal> = all.reduce(
  (known, signal) => known.set(signal.metric, together(known.get(signal.metric), signal)),
  new Map<string, Signal>(),
);
