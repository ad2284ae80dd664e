/** What can go wrong with the demo application on demand. */
export const faults = {
  outage: 'closes its port: requests, probes and scrapes are refused',
  'error-rate': 'answers half of the requests with 500',
  latency: 'adds 0.6 to 2 s to every request',
} as const;

export type FaultName = keyof typeof faults;

export const faultNames = Object.keys(faults) as FaultName[];

export const isFaultName = (name: string): name is FaultName => Object.hasOwn(faults, name);

/** Share of failed requests while nothing is wrong: what a healthy service really shows. */
export const USUAL_ERROR_SHARE = 0.001;

/** How a request is to be treated. */
export interface Treatment {
  readonly errorShare: number;
  /** Added to the duration, milliseconds. */
  readonly extraMs: number;
}

/** The treatment of one request while `active` faults are on; `random` gives numbers from 0 up to 1. */
export function treatment(active: ReadonlySet<FaultName>, random: () => number = Math.random): Treatment {
  return {
    errorShare: active.has('error-rate') ? 0.5 : USUAL_ERROR_SHARE,
    extraMs: active.has('latency') ? 600 + 1_400 * random() : 0,
  };
}
