import type { Application } from '../config/schema/application';
import type { Freshness } from '../config/schema/freshness';
import { referredSignal, selectReferred } from './metricRef';
import { recorded } from './recorded';
import type { Signal } from './signal';

/** The metrics that tell the age of an application's data. */
export interface FreshnessSignals {
  readonly signals: readonly Signal[];
  /** Selector of the times of the last update. */
  readonly updated: string;
  /** Selector of the gauge that is 0 while no updates are expected. */
  readonly active: string | undefined;
}

export const freshnessSignals = (
  application: string,
  { timestamp, activeWhen }: Freshness,
): FreshnessSignals => {
  const updated = referredSignal(timestamp, {
    kind: 'gauge',
    unit: 'seconds',
    description: 'When data was last updated, in Unix seconds.',
  });
  const active =
    activeWhen === undefined
      ? undefined
      : referredSignal(activeWhen, {
          kind: 'gauge',
          unit: 'bool',
          description: 'Whether updates of data are expected.',
        });
  return {
    signals: [updated, ...(active === undefined ? [] : [active])],
    updated: selectReferred(application, timestamp, updated),
    active:
      activeWhen === undefined || active === undefined
        ? undefined
        : selectReferred(application, activeWhen, active),
  };
};

export const freshnessSignalsOf = ({ name, freshness }: Application): readonly Signal[] =>
  Object.values(freshness).flatMap((data) => freshnessSignals(name, data).signals);

export const dataAge = recorded(
  'application:data_age:seconds',
  'seconds',
  'Time since data was last updated; nothing while no updates are expected.',
  ['data'],
);

export const dataAgeThreshold = recorded(
  'application:data_age:seconds_threshold',
  'seconds',
  'Age of data above which an alert fires.',
  ['data'],
);

export const dataWatched = recorded(
  'application:data_watched:bool',
  'bool',
  '1 while the age of data is known and updates are expected: the time that counts for its objective.',
  ['data'],
);

export const dataStale = recorded(
  'application:data_stale:bool',
  'bool',
  '1 while data is older than it may be, 0 while it is not.',
  ['data'],
);

export const dataStaleShare = recorded(
  'application:data_stale:avg5m',
  'ratio',
  'Share of the last 5 minutes in which data was older than it may be.',
  ['data'],
);

export const recordedFreshnessSignals: readonly Signal[] = [
  dataAge,
  dataAgeThreshold,
  dataWatched,
  dataStale,
  dataStaleShare,
];
