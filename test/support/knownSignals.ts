import { catalogue } from '../../signals/catalogue';
import { httpSignals } from '../../signals/http';
import type { Signal } from '../../signals/signal';
import { errorRatioOver } from '../../signals/slo';
import { api } from '../rules/fixture';

const { name, http } = api();
if (http === undefined) throw new Error('the application of the rule tests has no HTTP metrics');
const { requests, durationBuckets } = httpSignals(name, http);
const windows = ['5m', '30m', '1h', '2h', '6h', '1d', '3d', '15d'].map(errorRatioOver);

const all: readonly Signal[] = [...catalogue, requests, durationBuckets, ...windows];

/** Every metric that a rule or dashboard may ask for, by name. */
export const knownSignals: ReadonlyMap<string, Signal> = new Map(
  all.map((known) => [known.metric, known] as const),
);
