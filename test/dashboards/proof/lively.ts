import { stableId } from '../../../dashboards/lib/identity';
import { load, within, type Series } from '../../rules/quietDay/day';
import { noise } from './noise';

/*
 * The quiet day is as even as rules need it: every application has the same load, and the same durations at any time. A graph
 * needs differences. Here each series gets its own size and its own course, always the same ones.
 */

interface Variation {
  readonly metric: RegExp;
  /** Series differ by up to this share, downwards: limits hold. */
  readonly between?: number;
  /** The value wanders by this share, up and down. Of a counter, its rate. */
  readonly within: number;
}

const gauges: readonly Variation[] = [
  { metric: /^process_resident_memory_bytes/, between: 0.6, within: 0.04 },
  { metric: /^process_open_fds/, between: 0.7, within: 0.12 },
  { metric: /^node_namespace_pod_container:container_cpu_usage/, between: 0.6, within: 0.1 },
  { metric: /^node_namespace_pod_container:container_memory/, between: 0.5, within: 0.03 },
  { metric: /^instance:node_cpu_utilisation/, between: 0.3, within: 0.06 },
  { metric: /^instance:node_memory_utilisation/, between: 0.3, within: 0.02 },
  { metric: /^node_filesystem_avail_bytes/, between: 0.3, within: 0.01 },
  { metric: /^redis_memory_used_bytes/, between: 0.3, within: 0.02 },
  { metric: /^pg_stat_activity_count/, within: 0.15 },
  { metric: /^pg_replication_lag_seconds|^pg_stat_activity_max_tx_duration/, within: 0.7 },
  { metric: /^db_pool_in_use|^celery_queue_length|^nginx_connections_active/, within: 0.2 },
  { metric: /^active_users|^accounts|^all_users/, within: 0.02 },
  { metric: /^lost_users/, within: 0.15 },
  { metric: /^model_accuracy/, within: 0.03 },
];

const counters: readonly Variation[] = [
  { metric: /^process_cpu_seconds_total/, between: 0.7, within: 0.15 },
  { metric: /_requests_total|^api_calls_total|^payments_total/, within: 0.12 },
  {
    metric: /^(simulations|pdf_reports|analyses|orders|visits|registrations|recommendations)_total/,
    within: 0.35,
  },
  { metric: /^redis_(keyspace_(hits|misses)|evicted_keys|commands)_total/, within: 0.25 },
  { metric: /^pg_stat_database_(xact|blks)|^pg_stat_statements/, within: 0.2 },
  { metric: /^container_network_/, between: 0.4, within: 0.25 },
  // Its growth, since it only grows.
  { metric: /^pg_database_size_bytes/, within: 0.5 },
];

/** Median at night, and how far apart durations lie (the inverse of the shape of a log-logistic distribution). */
const durations: Readonly<Record<string, { readonly median: number; readonly apart: number }>> = {
  http_request_duration_seconds: { median: 0.04, apart: 0.46 },
  catalogue_request_seconds: { median: 0.04, apart: 0.45 },
  pdf_seconds: { median: 2.2, apart: 0.42 },
  db_query_duration_seconds: { median: 0.004, apart: 0.62 },
  api_call_duration_seconds: { median: 0.3, apart: 0.35 },
  celery_task_runtime: { median: 0.5, apart: 0.3 },
  redis_latency_usec: { median: 3, apart: 0.32 },
};

/** What does not answer for a few minutes, as happens. */
const outages: readonly { readonly series: RegExp; readonly from: number; readonly to: number }[] = [
  { series: /^up\{.*application="ledger"/, from: 720, to: 723 },
  { series: /^pg_up\{.*instance="replica"/, from: 640, to: 643 },
  { series: /^redis_up\{.*instance="slave"/, from: 668, to: 670 },
  { series: /^probe_success\{.*application="api".*probe="health"/, from: 690, to: 694 },
  { series: /^probe_success\{.*application="api".*probe="page"/, from: 691, to: 698 },
];

const isGap = (text: string): boolean => text === '_' || text === 'stale';

/** The series with other values where it has any. */
const mapped = ({ series, values }: Series, change: (value: number, minute: number) => number): Series => ({
  series,
  values: values
    .split(' ')
    .map((text, minute) => (isGap(text) ? text : String(Number(change(Number(text), minute).toPrecision(9)))))
    .join(' '),
});

/** What makes two series different: not the instance, which is replaced during the day, nor the bucket. */
const seedOf = (series: string): number =>
  stableId(series.replaceAll(/\b(le="[^"]*"|(instance|pod)="(old|new)[^"]*"),?/g, '')) % 65_536;

const sizeOf = ({ between = 0 }: Variation, seed: number): number => 1 - between * ((seed % 97) / 96);

const varied = (one: Series, variation: Variation): Series => {
  const seed = seedOf(one.series);
  return mapped(
    one,
    (value, minute) => value * sizeOf(variation, seed) * (1 + variation.within * noise(minute, seed)),
  );
};

/** A counter never falls: its steps vary. */
const paced = (one: Series, variation: Variation): Series => {
  const seed = seedOf(one.series);
  let [before, total]: [number | undefined, number] = [undefined, 0];
  return mapped(one, (value, minute) => {
    const pace = sizeOf(variation, seed) * (1 + variation.within * noise(minute, seed));
    total = before === undefined ? value : total + (value - before) * pace;
    before = value;
    return total;
  });
};

const bucket = /^(\w+)_bucket\{/;
const upTo = /,?le="([^"]+)"/;
const familyOf = (series: string): string => series.replace(upTo, '');

/** A bucket: everything counted, without those events that take longer. */
const filled = (series: string, all: Series, metric: string, bound: number): Series => {
  const { median, apart } = durations[metric] ?? { median: bound, apart: 1 };
  const seed = seedOf(series);
  let [before, above] = [0, 0];
  const counted = mapped(all, (value, minute) => {
    const middle =
      median * (0.8 + 0.7 * ((seed % 89) / 88)) * (1 + 0.35 * load(minute) + 0.3 * noise(minute, seed));
    above += (value - before) / (1 + (bound / middle) ** (1 / apart));
    before = value;
    return value - Math.floor(above);
  });
  return { series, values: counted.values };
};

/** A day that looks like one. */
export const lively = (day: readonly Series[]): Series[] => {
  const counts = new Map(
    day.filter(({ series }) => series.includes('le="+Inf"')).map((one) => [familyOf(one.series), one]),
  );
  return day.map((one) => {
    const [, metric = ''] = bucket.exec(one.series) ?? [];
    const all = counts.get(familyOf(one.series));
    const bound = Number(upTo.exec(one.series)?.[1]);
    if (metric in durations && all !== undefined && Number.isFinite(bound))
      return filled(one.series, all, metric, bound);
    const outage = outages.find(({ series }) => series.test(one.series));
    if (outage !== undefined) return mapped(one, (value, minute) => (within(minute, outage) ? 0 : value));
    const gauge = gauges.find((variation) => variation.metric.test(one.series));
    if (gauge !== undefined) return varied(one, gauge);
    const counter = counters.find((variation) => variation.metric.test(one.series));
    return counter === undefined ? one : paced(one, counter);
  });
};
