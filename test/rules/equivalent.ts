const noDurationIsNegative =
  'The comparison drops NaN, which both do; a quantile of durations is never below 0, for the first bucket begins there.';

/**
 * Faults that cannot change what a rule does, by the name of the mutant, each with the reason. An entry that is no longer
 * needed, because a case notices the fault or there is no such fault, fails `npm run test:rules`.
 */
export const equivalentMutants: Readonly<Record<string, string>> = {
  'api.http: application:http_request_duration_seconds:p50_rate5m: threshold 0 is -1': noDurationIsNegative,
  'api.http: application:http_request_duration_seconds:p95_rate5m: threshold 0 is -1': noDurationIsNegative,
  'api.http: application:http_request_duration_seconds:p99_rate5m: threshold 0 is -1': noDurationIsNegative,
};
