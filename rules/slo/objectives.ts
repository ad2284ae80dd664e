import type { Application } from '../../config/schema/application';
import { freshness } from './freshness';
import type { Objective } from './model';
import { operationLatency, success } from './operations';
import { availability, latency } from './requests';

export type { Coverage, Objective } from './model';

/** Kinds of objectives, in the order in which they are shown. */
const kinds: readonly ((application: Application) => Objective[])[] = [
  availability,
  latency,
  success,
  operationLatency,
  freshness,
];

/** The objectives that an application states. */
export const objectivesOf = (application: Application): Objective[] =>
  kinds.flatMap((kind) => kind(application));
