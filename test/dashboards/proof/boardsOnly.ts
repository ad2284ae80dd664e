import {
  counter,
  gauge,
  histogram,
  lasting,
  load,
  within,
  type Instance,
  type Labels,
  type Series,
} from '../../rules/quietDay/day';
import { steady } from '../../rules/quietDay/scraping';
import { noise } from './noise';

/*
 * What no alert reads and boards show: the rest of what exporters, kube-state-metrics, the kubelet and CloudWatch expose. Beside
 * the quiet day of test/rules/quietDay, in the same hours.
 */

const gib = 1_024 ** 3;
const team: Labels = { namespace: 'shop', team: 'shop', application: 'store' };
/** How a value wanders, a course of its own for each number, between -1 and 1. */
const wave = (minute: number, seed: number): number => noise(minute, 100 * seed);
const around =
  (middle: number, by: number, seed: number) =>
  (minute: number): number =>
    middle + by * wave(minute, seed);

const database = (): Series[] => {
  const labels: Labels = { ...team, dependency: 'db' };
  const only: readonly Instance[] = [{ instance: 'primary', from: 0, to: Infinity }];
  const perMinute =
    (peak: number) =>
    (minute: number): number =>
      peak * load(minute) + 1;
  const inDatabase = { ...labels, datname: 'shop' };
  const statement = (queryid: string, calls: number, milliseconds: number): Series[] => {
    const own = { ...inDatabase, user: 'shop', queryid };
    return [
      ...counter('pg_stat_statements_calls_total', own, only, perMinute(calls)),
      ...counter(
        'pg_stat_statements_seconds_total',
        own,
        only,
        (minute) => (perMinute(calls)(minute) * milliseconds * (1 + 0.3 * wave(minute, calls % 7))) / 1_000,
      ),
    ];
  };
  return [
    ...counter('pg_stat_database_xact_commit', inDatabase, only, perMinute(2_400)),
    ...counter('pg_stat_database_xact_rollback', inDatabase, only, perMinute(30)),
    ...counter('pg_stat_database_blks_hit', inDatabase, only, perMinute(90_000)),
    ...counter('pg_stat_database_blks_read', inDatabase, only, (minute) => 300 * (1.2 + wave(minute, 3))),
    ...statement('8205339105', 900, 4),
    ...statement('4419082217', 120, 180),
    ...statement('6013377421', 20, 640),
    ...histogram('db_query_duration_seconds', team, lasting, perMinute(1_800), {
      '0.01': 0.72,
      '0.1': 0.96,
      '1.0': 0.9985,
      '5.0': 1,
    }),
  ];
};

const cache = (): Series[] => {
  const labels: Labels = { ...team, dependency: 'cache' };
  const own = { ...labels, instance: 'master' };
  const only: readonly Instance[] = [{ instance: 'master', from: 0, to: Infinity }];
  const perMinute =
    (peak: number) =>
    (minute: number): number =>
      peak * load(minute) + 1;
  const command = (cmd: string, calls: number, microseconds: number): Series[] => [
    ...counter('redis_commands_total', { ...labels, cmd }, only, perMinute(calls)),
    gaugeOfSum(
      'redis_commands_duration_seconds_total',
      { ...own, cmd },
      (minute) => (perMinute(calls)(minute) * microseconds * (1 + 0.4 * wave(minute, 5))) / 1e6,
    ),
    ...histogram('redis_latency_usec', { ...labels, cmd }, only, perMinute(calls), {
      '2.0': 0.1,
      '4.0': 0.55,
      '8.0': 0.9,
      '33.0': 0.985,
      '132.0': 0.998,
    }),
  ];
  // A store beside the cache: what may not be evicted.
  const depot: Labels = { ...team, application: 'depot', dependency: 'queue', instance: 'queue' };
  return [
    ...command('get', 5_200, 3),
    ...command('set', 900, 5),
    ...command('hgetall', 300, 11),
    ...command('expire', 400, 2),
    steady('redis_connected_clients', own, (minute) => Math.round(around(42, 14, 4)(minute))),
    steady('redis_db_keys', { ...own, db: 'db0' }, (minute) => Math.round(81_000 + 9_000 * wave(minute, 6))),
    steady('redis_memory_used_bytes', depot, around(0.4 * gib, 0.1 * gib, 2)),
    steady('redis_memory_max_bytes', depot, () => gib),
    steady('redis_up', depot, () => 1),
    steady('redis_instance_info', { ...depot, role: 'master', maxmemory_policy: 'noeviction' }, () => 1),
    // Now and then a client too many.
    ...counter(
      'redis_rejected_connections_total',
      labels,
      [{ instance: 'second', from: 0, to: Infinity }],
      (minute) => (minute % 90 === 0 ? 2 : 0),
    ),
  ];
};

/** A counter whose steps are no whole numbers. */
function gaugeOfSum(metric: string, labels: Labels, perMinute: (minute: number) => number): Series {
  let total = 0;
  return gauge(metric, labels, (minute) => (total += perMinute(minute)));
}

const nodes = (): Series[] =>
  ['10.0.0.1:9100', '10.0.0.2:9100'].flatMap((instance, index) => {
    const labels: Labels = { job: 'node-exporter', instance };
    return [
      gauge('instance_device:node_disk_io_time_seconds:rate5m', { ...labels, device: 'nvme0n1' }, (minute) =>
        Math.abs(around(0.18, 0.12, 2 + index)(minute)),
      ),
      gauge(
        'instance:node_network_receive_bytes_excluding_lo:rate5m',
        labels,
        (minute) => 4e6 + 2.2e7 * load(minute) + 2e6 * wave(minute, index),
      ),
      gauge(
        'instance:node_network_transmit_bytes_excluding_lo:rate5m',
        labels,
        (minute) => 3e6 + 3.1e7 * load(minute) + 2e6 * wave(minute, 3 + index),
      ),
    ];
  });

const cluster = (): Series[] => [
  ...['node-1', 'node-2'].map((node) =>
    gauge('kube_node_status_condition', { node, condition: 'Ready', status: 'true' }, (minute) =>
      // One is started anew.
      Number(node === 'node-1' || !within(minute, { from: 700, to: 706 })),
    ),
  ),
  ...['Running', 'Pending', 'Failed', 'Succeeded'].map((phase, index) =>
    gauge('kube_pod_status_phase', { namespace: 'shop', pod: `all-${String(index)}`, phase }, (minute) =>
      phase === 'Running' ? 14 + (minute % 50 < 25 ? 1 : 0) : index === 1 ? Number(minute % 50 >= 48) : 0,
    ),
  ),
  gauge(
    'kube_deployment_status_replicas_unavailable',
    { namespace: 'shop', deployment: 'workers' },
    (minute) => (minute % 40 < 38 ? 1 : 0),
  ),
  gauge(
    'kube_pod_container_status_waiting_reason',
    { namespace: 'shop', pod: 'mailer-0', container: 'mailer', reason: 'CrashLoopBackOff' },
    () => 1,
  ),
  ...counter(
    'kube_pod_container_status_restarts_total',
    { namespace: 'shop', pod: 'mailer-0', container: 'mailer' },
    lasting,
    // It crashes since the afternoon.
    (minute) => (minute > 760 ? 1 / 12 : 0),
  ),
  ...['shop', 'plan', 'fund', 'observatory'].flatMap((namespace, index) => [
    ...counter(
      'container_network_receive_bytes_total',
      { namespace, pod: `${namespace}-0` },
      lasting,
      (minute) => 6e7 * (index + 1) * (0.3 + load(minute)),
    ),
    ...counter(
      'container_network_transmit_bytes_total',
      { namespace, pod: `${namespace}-0` },
      lasting,
      (minute) => 8e7 * (index + 1) * (0.3 + load(minute)),
    ),
  ]),
  ...['prometheus-kps-0', 'db-0'].flatMap((persistentvolumeclaim, index) => {
    const own = { namespace: index === 0 ? 'observatory' : 'shop', persistentvolumeclaim };
    return [
      gauge('kubelet_volume_stats_capacity_bytes', own, () => 100 * gib),
      gauge('kubelet_volume_stats_available_bytes', own, (minute) => (62 - 20 * index - minute / 180) * gib),
    ];
  }),
];

const aws = (): Series[] => {
  const region = { region: 'eu-central-1' };
  const eks = {
    ...region,
    name: 'arn:aws:eks:eu-central-1:111122223333:cluster/shop',
    dimension_ClusterName: 'shop',
  };
  const charge = (service: string, perDay: number): Series =>
    gauge(
      'aws_billing_estimated_charges_maximum',
      { region: 'us-east-1', name: 'costs', dimension_Currency: 'USD', dimension_ServiceName: service },
      (minute) =>
        // Renewed every six hours; the ninth day of the month begins.
        perDay * (8 + Math.floor(minute / 120) / 12),
    );
  return [
    ...['orders', 'positions'].flatMap((name, index) => {
      const table = {
        ...region,
        name: `arn:aws:dynamodb:eu-central-1:111122223333:table/${name}`,
        dimension_TableName: name,
      };
      return [
        gauge(
          'aws_dynamodb_consumed_read_capacity_units_sum',
          table,
          (minute) => 300 * (40 / (index + 1)) * (0.2 + load(minute)) + 900 * wave(minute, 2),
        ),
        gauge(
          'aws_dynamodb_consumed_write_capacity_units_sum',
          table,
          (minute) => 300 * (12 / (index + 1)) * (0.2 + load(minute)) + 400 * wave(minute, 4),
        ),
        gauge('aws_dynamodb_read_throttle_events_sum', table, (minute) =>
          minute % 170 < 6 && index === 0 ? 90 : 0,
        ),
        gauge('aws_dynamodb_write_throttle_events_sum', table, () => 0),
        gauge('aws_dynamodb_system_errors_sum', { ...table, dimension_Operation: 'GetItem' }, () => 0),
        gauge(
          'aws_dynamodb_successful_request_latency_average',
          { ...table, dimension_Operation: 'GetItem' },
          around(2.4, 0.5, index),
        ),
        gauge(
          'aws_dynamodb_successful_request_latency_average',
          { ...table, dimension_Operation: 'PutItem' },
          around(4.1, 0.8, index + 2),
        ),
      ];
    }),
    gauge(
      'aws_eks_apiserver_request_total_sum',
      eks,
      (minute) => 300 * (55 + 20 * load(minute) + 4 * wave(minute, 1)),
    ),
    gauge('aws_eks_apiserver_request_total_5_xx_sum', eks, (minute) => (minute % 130 < 4 ? 45 : 3)),
    gauge('aws_eks_scheduler_pending_pods_maximum', eks, (minute) => (minute % 50 >= 45 ? 2 : 0)),
    gauge('aws_eks_apiserver_storage_size_bytes_maximum', eks, (minute) => (0.21 + minute / 90_000) * gib),
    ...['i-0a41c2', 'i-0f9e77'].flatMap((id, index) => [
      gauge(
        'aws_ec2_cpuutilization_average',
        { ...region, name: id, dimension_InstanceId: id },
        (minute) => 18 + 50 * load(minute) + 6 * wave(minute, index),
      ),
      gauge(
        'aws_ec2_status_check_failed_maximum',
        { ...region, name: id, dimension_InstanceId: id },
        (minute) => Number(index === 1 && within(minute, { from: 700, to: 706 })),
      ),
    ]),
    charge('AmazonDynamoDB', 11.4),
    charge('AmazonEC2', 38.9),
    charge('AmazonEKS', 2.4),
    charge('AmazonCloudWatch', 1.3),
  ];
};

/** Every series that only boards read. */
export const boardsOnly = (): Series[] => [...database(), ...cache(), ...nodes(), ...cluster(), ...aws()];
