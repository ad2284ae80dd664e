import { accessInvariants } from './access';
import { alertingInvariants } from './alerting';
import { awsInvariants } from './aws';
import { clusterInvariants } from './cluster';
import { metricsInvariants } from './metrics';
import type { Invariant } from './model';
import { nodesInvariants } from './nodes';

export type { Invariant } from './model';

/** Every cross-field rule, in the order in which faults are told. */
export const invariants: readonly Invariant[] = [
  ...clusterInvariants,
  ...metricsInvariants,
  ...awsInvariants,
  ...alertingInvariants,
  ...nodesInvariants,
  ...accessInvariants,
];
