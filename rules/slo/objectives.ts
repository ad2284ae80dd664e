import type { Application } from '../../config/schema/application';
import { failedRequestRate, requestRate } from '../../signals/recorded';
import { select } from '../../signals/signal';

/** One service level objective: which events count, which of them are bad, and how many may be. */
export interface Objective {
  /** Part of `sloth_id` and value of `sloth_slo` and of the alerts' label `slo`. */
  readonly name: string;
  /** Alerts are called `<alert>Fast` and `<alert>Slow`. */
  readonly alert: string;
  readonly application: Application;
  readonly objectivePercent: number;
  /** Selector of recorded bad events per second. */
  readonly bad: string;
  /** Selector of recorded events per second, good and bad; present whenever `bad` is. */
  readonly events: string;
  readonly minimumPerMinute: number;
  /** `requests failed`, for the texts. */
  readonly badEvents: string;
}

/** The objectives that an application states. */
export const objectivesOf = (application: Application): Objective[] => {
  const { name, slos, http, alerts } = application;
  if (slos.availability === undefined || http === undefined) return [];
  return [
    {
      name: 'availability',
      alert: 'AvailabilityBudgetBurn',
      application,
      objectivePercent: slos.availability.objectivePercent,
      bad: select(failedRequestRate, { application: name }),
      events: select(requestRate, { application: name }),
      minimumPerMinute: alerts.errorRate.minimumRequestsPerMinute,
      badEvents: 'requests failed',
    },
  ];
};
