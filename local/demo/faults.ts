import type { FaultName } from '../faults/catalogue';

/** The faults that happen inside the demo's own process. */
export const demoFaults = [
  'outage',
  'error-rate',
  'latency',
  'traffic-loss',
  'jobs-failing',
  'cpu-pressure',
  'memory-pressure',
  'metric-missing',
] as const satisfies readonly FaultName[];

export type DemoFault = (typeof demoFaults)[number];

export const isDemoFault = (name: string): name is DemoFault =>
  (demoFaults as readonly string[]).includes(name);

/** Share of failed requests while nothing is wrong: what a healthy service really shows. */
export const USUAL_ERROR_SHARE = 0.001;

/** How a request is to be treated. */
export interface Treatment {
  readonly errorShare: number;
  /** Added to the duration, milliseconds. */
  readonly extraMs: number;
}

/** The treatment of one request while `active` faults are on; `random` gives numbers from 0 up to 1. */
export function treatment(active: ReadonlySet<DemoFault>, random: () => number = Math.random): Treatment {
  return {
    errorShare: active.has('error-rate') ? 0.5 : USUAL_ERROR_SHARE,
    extraMs: active.has('latency') ? 600 + 1_400 * random() : 0,
  };
}
