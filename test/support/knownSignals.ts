import { catalogue } from '../../signals/catalogue';
import { httpSignals } from '../../signals/http';
import type { Signal } from '../../signals/signal';
import { errorRatioOver } from '../../signals/slo';
import { api } from '../rules/fixture';

const fixture = api();
const http = fixture.http === undefined ? [] : Object.values(httpSignals(fixture.name, fixture.http));
const windows = ['5m', '30m', '1h', '2h', '6h', '1d', '3d', '15d'].map(errorRatioOver);

/** Every metric that a rule or dashboard may ask for, by name. */
export const knownSignals: ReadonlyMap<string, Signal> = new Map(
  [...catalogue, ...http.filter((value) => typeof value !== 'string'), ...windows].map(
    (known) => [known.metric, known] as const,
  ),
);
