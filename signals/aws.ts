import { signal, stackLabels, type Signal, type Unit } from './signal';

/** A statistic of CloudWatch, as YACE names and labels it. */
const cloudwatch = <const Label extends string = never>(
  metric: string,
  unit: Unit,
  description: string,
  labels: readonly Label[] = [],
): Signal<Label | (typeof stackLabels)[number] | 'region' | 'name'> =>
  signal({
    metric,
    // YACE exposes the sum of a period as a gauge.
    kind: 'gauge',
    unit,
    labels: [...stackLabels, 'region', 'name', ...labels],
    source: 'target',
    description,
  });

const ofTable = ['dimension_TableName'] as const;
const ofOperation = [...ofTable, 'dimension_Operation'] as const;

export const tableReads = cloudwatch(
  'aws_dynamodb_consumed_read_capacity_units_sum',
  'count',
  'Read capacity units of a table that were used in a period.',
  ofTable,
);

export const tableWrites = cloudwatch(
  'aws_dynamodb_consumed_write_capacity_units_sum',
  'count',
  'Write capacity units of a table that were used in a period.',
  ofTable,
);

export const tableReadThrottles = cloudwatch(
  'aws_dynamodb_read_throttle_events_sum',
  'count',
  'Reads of a table that were refused in a period because its capacity was used up.',
  ofTable,
);

export const tableWriteThrottles = cloudwatch(
  'aws_dynamodb_write_throttle_events_sum',
  'count',
  'Writes of a table that were refused in a period because its capacity was used up.',
  ofTable,
);

export const tableLatency = cloudwatch(
  'aws_dynamodb_successful_request_latency_average',
  'milliseconds',
  'Mean time of the requests to a table that succeeded, without the network.',
  ofOperation,
);

export const tableSystemErrors = cloudwatch(
  'aws_dynamodb_system_errors_sum',
  'count',
  'Requests to a table that DynamoDB failed in a period.',
  ofOperation,
);

const ofInstance = ['dimension_InstanceId'] as const;

export const instanceCpu = cloudwatch(
  'aws_ec2_cpuutilization_average',
  'percent',
  'CPU of an instance in use, as the hypervisor sees it.',
  ofInstance,
);

export const instanceChecksFailed = cloudwatch(
  'aws_ec2_status_check_failed_maximum',
  'bool',
  'Whether AWS finds an instance, or what is below it, broken.',
  ofInstance,
);

const ofCluster = ['dimension_ClusterName'] as const;

export const eksRequests = cloudwatch(
  'aws_eks_apiserver_request_total_sum',
  'count',
  'Requests to the API server of a cluster in a period.',
  ofCluster,
);

export const eksFailedRequests = cloudwatch(
  'aws_eks_apiserver_request_total_5_xx_sum',
  'count',
  'Requests to the API server of a cluster that it failed in a period.',
  ofCluster,
);

export const eksStorage = cloudwatch(
  'aws_eks_apiserver_storage_size_bytes_maximum',
  'bytes',
  'Size of the database of a cluster (etcd); 8 GiB are the most.',
  ofCluster,
);

export const eksPendingPods = cloudwatch(
  'aws_eks_scheduler_pending_pods_maximum',
  'count',
  'Pods of a cluster that wait for a node.',
  ofCluster,
);

export const estimatedCharges = cloudwatch(
  'aws_billing_estimated_charges_maximum',
  'money',
  'What AWS expects to charge for the month so far, in the currency of the label.',
  ['dimension_Currency', 'dimension_ServiceName'],
);

export const awsSignals: readonly Signal[] = [
  tableReads,
  tableWrites,
  tableReadThrottles,
  tableWriteThrottles,
  tableLatency,
  tableSystemErrors,
  instanceCpu,
  instanceChecksFailed,
  eksRequests,
  eksFailedRequests,
  eksStorage,
  eksPendingPods,
  estimatedCharges,
];
