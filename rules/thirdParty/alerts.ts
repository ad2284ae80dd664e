import { alertLabels } from '../../config/naming';
import type { Application } from '../../config/schema/application';
import type { ThirdParty } from '../../config/schema/thirdParty';
import { dashboardUids } from '../../dashboards/uids';
import { bound } from '../../signals/buckets';
import { number, ratio } from '../../signals/promql';
import { select } from '../../signals/signal';
import {
  thirdPartyErrorRatio,
  thirdPartyQuotaUsed,
  thirdPartyRequestRate,
  thirdPartySignals,
  thirdPartySlowRatio,
} from '../../signals/thirdParty';
import type { RuleContext } from '../input';
import type { AlertRule } from '../model';
import { atLeastTwoSamples, minutes, minutesText, plainText } from '../text';

/** Share of calls that may be slower than a 95th percentile. */
const slowShare = 0.05;

/**
 * Share of failed calls from which on none succeeds: `increase` extrapolates each series a little differently, so the two
 * counts are not equal to the last digit.
 */
const noneSucceeds = 0.99;

/** A breaker that lets one call through to try closes for a moment. */
const breakerFlapMinutes = 5;

/** A gauge of the provider may lie for a scrape while its window begins anew. */
const quotaMinutes = 1;

/** Over so many minutes the share of failed calls is computed: so long the calls that a provider refused are still in it. */
const shareMinutes = 5;

/** What all alerts about one third party need. */
const scopeOf = (application: Application, name: string, thirdParty: ThirdParty) => {
  const labels = { [alertLabels.thirdParty]: name };
  const of = { application: application.name, ...labels };
  return {
    shared: {
      labels,
      team: application.team,
      application: application.name,
      dashboard: dashboardUids.systemHealth,
    },
    of,
    signals: thirdPartySignals(application.name, thirdParty),
    callsPerMinute: `${select(thirdPartyRequestRate, of)} * 60`,
    ours: plainText(application.displayName),
    theirs: plainText(thirdParty.displayName),
  } as const;
};
type Scope = ReturnType<typeof scopeOf>;

const errorAlerts = (
  { shared, of, signals, callsPerMinute, ours, theirs }: Scope,
  { alerts: { failing, unavailable } }: ThirdParty,
): AlertRule[] => {
  const isFailing = `${select(thirdPartyErrorRatio, of)} > ${ratio(failing.percent)} and on () ${callsPerMinute} >= ${number(failing.minimumRequestsPerMinute)}`;
  const counted = (selector: string) => `sum(increase(${selector}[${minutes(unavailable.overMinutes)}]))`;
  return [
    {
      ...shared,
      alert: 'ThirdPartyFailing',
      expr: isFailing,
      for: minutes(failing.forMinutes),
      priority: 'P2',
      summary: `${ours}: {{ $value | humanizePercentage }} of the calls to ${theirs} fail`,
      description: `{{ $value | humanizePercentage }} of the calls of ${ours} to ${theirs} fail; more than ${String(failing.percent)} % for ${minutesText(failing.forMinutes)}. What depends on it fails, or works with old data.`,
    },
    {
      ...shared,
      alert: 'ThirdPartyUnavailable',
      expr: `${counted(signals.failed)} > on () ${number(noneSucceeds)} * (${counted(signals.total)} >= ${number(unavailable.minimumRequests)})`,
      // No shorter than ThirdPartyFailing, which explains it where the calls are many.
      for: minutes(failing.forMinutes),
      priority: 'P2',
      summary: `${ours}: no call to ${theirs} succeeds`,
      description: `{{ $value | printf "%.0f" }} calls of ${ours} to ${theirs} within ${minutesText(unavailable.overMinutes)}, and not one has succeeded. What needs them does not work.`,
    },
  ];
};

const latencyAlerts = (
  { shared, of, signals: { durations }, callsPerMinute, ours, theirs }: Scope,
  { duration, alerts: { slow } }: ThirdParty,
): AlertRule[] => {
  if (duration === undefined || durations === undefined) return [];
  const limit = `${String(slow.p95Ms)} ms`;
  return [
    {
      ...shared,
      alert: 'ThirdPartySlow',
      expr: `${select(thirdPartySlowRatio, of)} > ${number(slowShare)} and on () ${callsPerMinute} >= ${number(slow.minimumRequestsPerMinute)}`,
      for: minutes(slow.forMinutes),
      priority: 'P3',
      summary: `${ours}: p95 of the calls to ${theirs} is above ${limit}`,
      description: `{{ $value | humanizePercentage }} of the calls of ${ours} to ${theirs} take longer than ${limit}, for ${minutesText(slow.forMinutes)}; ${number(slowShare * 100)} % may.`,
    },
    {
      ...shared,
      alert: 'LatencyBucketMissing',
      expr: `sum(rate(${durations.all}[5m])) > 0 unless on () ${durations.fast}`,
      for: '15m',
      priority: 'P3',
      summary: `${ours}: the histogram of its calls to ${theirs} has no bucket of ${limit}`,
      description: `${plainText(duration.metric)} of ${ours} has no bucket le="${bound(slow.p95Ms / 1_000)}" for ${theirs}, although its file declares one, so ThirdPartySlow cannot fire for it.`,
    },
  ];
};

const quotaAlerts = (
  { shared, of, ours, theirs }: Scope,
  {
    quota,
    alerts: {
      quota: { warningPercent },
    },
  }: ThirdParty,
): AlertRule[] => {
  if (quota === undefined) return [];
  const used = select(thirdPartyQuotaUsed, of);
  return [
    {
      ...shared,
      alert: 'ThirdPartyQuotaNearlyUsed',
      expr: `${used} > ${ratio(warningPercent)}`,
      for: minutes(quotaMinutes),
      priority: 'P3',
      summary: `${ours}: {{ $value | humanizePercentage }} of the quota of ${theirs} is used`,
      description: `${ours} has used {{ $value | humanizePercentage }} of the calls that ${theirs} allows; more than ${String(warningPercent)} %. When it is used up ${theirs} refuses further calls.`,
    },
    {
      ...shared,
      alert: 'ThirdPartyQuotaExhausted',
      expr: `${used} >= 1`,
      for: minutes(quotaMinutes),
      // Longer than what it explains: when the quota is there again, nobody is to be told that the calls before failed.
      keepFiringFor: minutes(shareMinutes),
      priority: 'P2',
      summary: `${ours}: the quota of ${theirs} is used up`,
      description: `${ours} has used {{ $value | humanizePercentage }} of the calls that ${theirs} allows. ${theirs} refuses further calls, or bills them, until its window begins anew.`,
    },
  ];
};

const breakerAlerts = (
  { shared, signals, ours, theirs }: Scope,
  {
    circuitBreaker,
    alerts: {
      circuitBreaker: { forMinutes },
    },
  }: ThirdParty,
  scrapeSeconds: number,
): AlertRule[] => {
  const state = signals.circuitBreaker;
  if (circuitBreaker === undefined || state === undefined) return [];
  const open = circuitBreaker.openValues.map((value) => `${state} == ${number(value)}`).join(' or ');
  return [
    {
      ...shared,
      alert: 'ThirdPartyCircuitBreakerOpen',
      // Without an instance in which it is open there is nothing to count.
      expr: `count(${open})`,
      for: atLeastTwoSamples(forMinutes, scrapeSeconds),
      keepFiringFor: minutes(breakerFlapMinutes),
      priority: 'P2',
      summary: `${ours}: the circuit breaker before ${theirs} is open in {{ $value }} {{ if eq $value 1.0 }}instance{{ else }}instances{{ end }}`,
      description: `{{ $value }} {{ if eq $value 1.0 }}instance of ${ours} has{{ else }}instances of ${ours} have{{ end }} stopped calling ${theirs}, for more than ${minutesText(forMinutes)}: too many calls had failed. Until the breaker closes every call fails at once, or is answered from old data.`,
    },
  ];
};

/** Alerts about one third party of an application. */
export const thirdPartyAlerts = (
  application: Application,
  name: string,
  thirdParty: ThirdParty,
  context: RuleContext,
): AlertRule[] => {
  const scope = scopeOf(application, name, thirdParty);
  const scrapeSeconds = application.scrape?.intervalSeconds ?? context.applicationScrapeIntervalSeconds;
  return [
    ...errorAlerts(scope, thirdParty),
    ...latencyAlerts(scope, thirdParty),
    ...quotaAlerts(scope, thirdParty),
    ...breakerAlerts(scope, thirdParty, scrapeSeconds),
  ];
};
