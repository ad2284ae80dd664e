import type { Application } from '../config/schema/application';
import { httpSignals } from './http';
import type { Signal } from './signal';

/** Every signal whose name an application's own file gives. */
export const applicationSignals = ({ name, http }: Application): readonly Signal[] => {
  if (http === undefined) return [];
  const { requests, durationBuckets } = httpSignals(name, http);
  return [requests, durationBuckets];
};
