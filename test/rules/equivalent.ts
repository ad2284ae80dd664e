const noDurationIsNegative =
  'The comparison drops NaN, which both do; a quantile of durations is never below 0, for the first bucket begins there.';

const setOperatorsMatchAll =
  '`unless` matches on all labels, so that a series of another application, metric or label takes nothing away.';

const notOfOthers = 'No counter of an application comes from a prober or from the exporter of a dependency.';

const allGrowsFirst = 'No bucket of a histogram grows unless that of all observations does.';

/**
 * Faults that cannot change what a rule does, by the name of the mutant, each with the reason. An entry that is no longer
 * needed, because a case notices the fault or there is no such fault, fails `npm run test:rules`.
 */
export const equivalentMutants: Readonly<Record<string, string>> = {
  'api.http: application:http_request_duration_seconds:p50_rate5m: threshold 0 is -1': noDurationIsNegative,
  'api.http: application:http_request_duration_seconds:p95_rate5m: threshold 0 is -1': noDurationIsNegative,
  'api.http: application:http_request_duration_seconds:p99_rate5m: threshold 0 is -1': noDurationIsNegative,
  'broker.payments: application:payments_failed:count1h: without matcher application="broker" (2)':
    setOperatorsMatchAll,
  'broker.payments: application:payments_failed:count1h: without matcher result="failed" (2)':
    setOperatorsMatchAll,
  'broker.payments: application:payments_failed:count1h: without matcher job!="blackbox"': notOfOthers,
  'broker.payments: application:payments_failed:count1h: without matcher dependency=""': notOfOthers,
  'broker.third-party-quotes: LatencyBucketMissing: without matcher le="+Inf"': allGrowsFirst,
};
