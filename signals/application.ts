import type { Application } from '../config/schema/application';
import { businessSignalsOf } from './business';
import { dependencySignalsOf } from './dependency';
import { freshnessSignalsOf } from './freshness';
import { httpSignals } from './http';
import { operationSignalsOf } from './operations';
import { paymentSignals } from './payments';
import type { Signal } from './signal';
import { thirdPartySignals } from './thirdParty';

const httpSignalsOf = ({ name, http }: Application): readonly Signal[] => {
  if (http === undefined) return [];
  const { requests, durationBuckets } = httpSignals(name, http);
  return [requests, durationBuckets];
};

/** Every signal whose name an application's own file gives. */
export const applicationSignals = (application: Application): readonly Signal[] => [
  ...httpSignalsOf(application),
  ...operationSignalsOf(application),
  ...freshnessSignalsOf(application),
  ...businessSignalsOf(application),
  ...dependencySignalsOf(application),
  ...Object.values(application.thirdParties).flatMap(
    (thirdParty) => thirdPartySignals(application.name, thirdParty).signals,
  ),
  ...(application.payments === undefined
    ? []
    : paymentSignals(application.name, application.payments).signals),
];
