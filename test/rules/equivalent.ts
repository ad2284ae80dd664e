const noDurationIsNegative =
  'The comparison drops NaN, which both do; a quantile of durations is never below 0, for the first bucket begins there.';

const bothSidesMatchAll =
  'The two sides match on all labels, so that a series of another application, metric or label has no partner.';

const lastConditionAsks = 'The last condition of the alert asks the same of the same series.';

const zeroTimesAny = 'Zero times any number is zero, and any of these series is there when the right one is.';

const notOfOthers = 'No counter of an application comes from a prober or from the exporter of a dependency.';

/**
 * Faults that cannot change what a rule does, by the name of the mutant, each with the reason. An entry that is no longer
 * needed, because a case notices the fault or there is no such fault, fails `npm run test:rules`.
 */
export const equivalentMutants: Readonly<Record<string, string>> = {
  'api.http: application:http_request_duration_seconds:p50_rate5m: threshold 0 is -1': noDurationIsNegative,
  'api.http: application:http_request_duration_seconds:p95_rate5m: threshold 0 is -1': noDurationIsNegative,
  'api.http: application:http_request_duration_seconds:p99_rate5m: threshold 0 is -1': noDurationIsNegative,
  'catalogue.routes: application:http_request_duration_seconds_by_route:p95_rate5m: threshold 0 is -1':
    noDurationIsNegative,
  'planner.operation-pdf: application:operation_duration_seconds:p50: threshold 0 is -1':
    noDurationIsNegative,
  'planner.operation-pdf: application:operation_duration_seconds:p95: threshold 0 is -1':
    noDurationIsNegative,
  'planner.operation-pdf: application:operation_duration_seconds:p99: threshold 0 is -1':
    noDurationIsNegative,
  'store.dependency-db: dependency:query_duration_seconds:p50_rate5m: threshold 0 is -1':
    noDurationIsNegative,
  'store.dependency-db: dependency:query_duration_seconds:p95_rate5m: threshold 0 is -1':
    noDurationIsNegative,
  'store.dependency-db: dependency:query_duration_seconds:p99_rate5m: threshold 0 is -1':
    noDurationIsNegative,
  'api.saturation: application:open_files_saturation:ratio: without matcher application="api"':
    bothSidesMatchAll,
  'api.saturation: application:open_files_saturation:ratio: without matcher application="api" (2)':
    bothSidesMatchAll,
  'api.saturation: application:open_files_saturation:ratio: without matcher dependency=""': bothSidesMatchAll,
  'api.saturation: application:open_files_saturation:ratio: without matcher dependency="" (2)':
    bothSidesMatchAll,
  'planner.restarts: ProcessRestarting: without matcher application="planner" (2)': bothSidesMatchAll,
  'planner.restarts: ProcessRestarting: without matcher dependency="" (2)': bothSidesMatchAll,
  'jobs.dependency-airflow: AirflowDagOverdue: without matcher application="jobs" (2)': bothSidesMatchAll,
  'jobs.dependency-airflow: AirflowDagOverdue: without matcher dependency="airflow" (2)': bothSidesMatchAll,
  'jobs.dependency-airflow: AirflowDagOverdue: without matcher dag_id="prices" (2)': bothSidesMatchAll,
  'jobs.dependency-airflow: AirflowDagOverdue: without matcher application="jobs" (4)': lastConditionAsks,
  'jobs.dependency-airflow: AirflowDagOverdue: without matcher dependency="airflow" (4)': lastConditionAsks,
  'store.dependency-db: dependency:connection_errors:count5m: without matcher application="store" (2)':
    bothSidesMatchAll,
  'store.dependency-db: dependency:connection_errors:count5m: without matcher pool="main" (2)':
    bothSidesMatchAll,
  'store.dependency-db: dependency:postgresql_connections:ratio: without matcher application="store" (5)':
    zeroTimesAny,
  'store.dependency-db: dependency:postgresql_connections:ratio: without matcher dependency="db" (5)':
    zeroTimesAny,
  'fund.slo-latency-500ms: slo:sli_error:ratio_rate1h: without matcher le="+Inf" (2)': zeroTimesAny,
  'fund.slo-latency-500ms: slo:sli_error:ratio_rate30m: without matcher le="+Inf" (2)': zeroTimesAny,
  'fund.slo-latency-500ms: slo:sli_error:ratio_rate6h: without matcher le="+Inf" (2)': zeroTimesAny,
  'fund.slo-latency-500ms: slo:sli_error:ratio_rate2h: without matcher le="+Inf" (2)': zeroTimesAny,
  'nodes: instance_device:node_filesystem_avail:ratio: without matcher fstype!~"tmpfs|ramfs|overlay|squashfs|erofs|iso9660|nfs.*|cifs|fuse.*|"':
    bothSidesMatchAll,
  'nodes: instance_device:node_filesystem_avail:ratio: without matcher fstype!~"tmpfs|ramfs|overlay|squashfs|erofs|iso9660|nfs.*|cifs|fuse.*|" (2)':
    bothSidesMatchAll,
  'broker.payments: application:payments_failed:count1h: without matcher application="broker" (2)':
    bothSidesMatchAll,
  'broker.payments: application:payments_failed:count1h: without matcher result="failed" (2)':
    bothSidesMatchAll,
  'broker.payments: application:payments_failed:count1h: without matcher job!="blackbox"': notOfOthers,
  'broker.payments: application:payments_failed:count1h: without matcher dependency=""': notOfOthers,
};
