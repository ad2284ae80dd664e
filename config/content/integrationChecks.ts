import type { ThirdParty } from '../schema/thirdParty';
import { bucketFault } from './bucketFault';
import type { Check, Fault } from './check';

type Quota = NonNullable<ThirdParty['quota']>;

/** Exactly one of some keys of a quota, or what to say about it. */
const oneOf = (quota: Quota, keys: readonly (keyof Quota)[], what: string): string | undefined => {
  const given = keys.filter((key) => quota[key] !== undefined);
  if (given.length === 1) return undefined;
  const list = `${keys.slice(0, -1).join(', ')} and ${keys.at(-1) ?? ''}`;
  return given.length === 0
    ? `says nothing about ${what}; write one of ${list}`
    : `says ${what} in several ways; write only one of ${given.join(' and ')}`;
};

const perThirdParty =
  (faults: (thirdParty: ThirdParty, name: string) => readonly Fault[]): Check['faults'] =>
  ({ thirdParties }) =>
    Object.entries(thirdParties).flatMap(([name, thirdParty]) =>
      faults(thirdParty, name).map(([path, fault]): Fault => [['thirdParties', name, ...path], fault]),
    );

const quotaCheck = (holds: string, keys: readonly (keyof Quota)[], what: string): Check => ({
  holds,
  faults: perThirdParty(({ quota }) => {
    const fault = quota === undefined ? undefined : oneOf(quota, keys, what);
    return fault === undefined ? [] : [[['quota'], fault]];
  }),
});

/** Rules between the keys of third parties and payments. */
export const integrationChecks: readonly Check[] = [
  {
    holds: 'an application with `thirdParties` or `payments` is scraped',
    faults: ({ thirdParties, payments, scrape }) => {
      if (scrape !== undefined) return [];
      const keys = [
        ...(Object.keys(thirdParties).length > 0 ? ['thirdParties'] : []),
        ...(payments === undefined ? [] : ['payments']),
      ];
      return keys.map((key): Fault => [
        [key],
        'is given, but nothing says where the metrics come from; write scrape',
      ]);
    },
  },
  {
    holds: 'the latency threshold of a third party is a bucket of its histogram',
    faults: perThirdParty(({ duration, alerts }, name) => {
      const fault =
        duration === undefined
          ? undefined
          : bucketFault(alerts.slow.p95Ms, duration, `thirdParties.${name}.duration`);
      return fault === undefined ? [] : [[['alerts', 'slow', 'p95Ms'], fault]];
    }),
  },
  quotaCheck(
    'the quota of a third party says in one way what is used of it',
    ['used', 'remaining', 'windowMinutes'],
    'what is used',
  ),
  quotaCheck('the quota of a third party has one limit', ['limit', 'limitCalls'], 'the limit'),
];
