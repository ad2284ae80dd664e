import { alertLabels } from '../../config/naming';
import type { Application } from '../../config/schema/application';
import type { ThirdParty } from '../../config/schema/thirdParty';
import { number } from '../../signals/promql';
import { select } from '../../signals/signal';
import {
  thirdPartyErrorRatio,
  thirdPartyQuotaUsed,
  thirdPartyRequestRate,
  thirdPartySignals,
  thirdPartySlowRatio,
  type ThirdPartySignals,
} from '../../signals/thirdParty';
import type { RuleContext } from '../input';
import type { RecordingRule } from '../model';
import { recorder } from '../record';

/** Share of the quota that is used up; undefined where the application says nothing about it. */
const quotaExpr = (
  { quota }: ThirdParty,
  { used, remaining, limit }: ThirdPartySignals,
  rate: string,
  { evaluationIntervalSeconds }: RuleContext,
): string | undefined => {
  if (quota === undefined) return undefined;
  const { limitCalls, windowMinutes } = quota;
  // A limit of 0 means that the provider has not said it yet.
  const allowed = limit === undefined ? number(limitCalls ?? 0) : `on () (max(${limit}) > 0)`;
  if (used !== undefined) return `max(${used}) / ${allowed}`;
  if (remaining !== undefined) return `1 - min(${remaining}) / ${allowed}`;
  // One sample of the rate stands for the calls of one evaluation. Cheaper than `increase` over a day, and a minute without
  // Prometheus counts nothing.
  return `sum_over_time(${rate}[${String(windowMinutes ?? 0)}m]) * ${number(evaluationIntervalSeconds)} / ${allowed}`;
};

/** What is recorded of one third party. */
export const thirdPartyRecordings = (
  application: Application,
  name: string,
  thirdParty: ThirdParty,
  context: RuleContext,
): RecordingRule[] => {
  const labels = { [alertLabels.thirdParty]: name };
  const record = recorder(application, context, labels);
  const signals = thirdPartySignals(application.name, thirdParty);
  const { total, failed, durations } = signals;
  const rate = select(thirdPartyRequestRate, { application: application.name, ...labels });
  const quota = quotaExpr(thirdParty, signals, rate, context);
  const ratios =
    durations === undefined
      ? []
      : [
          record(
            thirdPartySlowRatio,
            `1 - sum(rate(${durations.fast}[5m])) / on () (sum(rate(${durations.all}[5m])) > 0)`,
          ),
        ];
  return [
    record(thirdPartyRequestRate, `sum(rate(${total}[5m]))`),
    record(
      thirdPartyErrorRatio,
      // A failure that has not occurred yet has no series: then none failed.
      `(sum(rate(${failed}[5m])) or on () 0 * ${rate}) / on () (${rate} > 0)`,
    ),
    ...ratios,
    ...(quota === undefined ? [] : [record(thirdPartyQuotaUsed, quota)]),
  ];
};
