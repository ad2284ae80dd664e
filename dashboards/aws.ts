import {
  eksFailedRequests,
  eksPendingPods,
  eksRequests,
  eksStorage,
  estimatedCharges,
  instanceChecksFailed,
  instanceCpu,
  tableLatency,
  tableReads,
  tableReadThrottles,
  tableSystemErrors,
  tableWrites,
  tableWriteThrottles,
} from '../signals/aws';
import type { AwsService } from '../config/schema/aws';
import { select } from '../signals/signal';
import type { Row } from './lib/board';
import type { PlacedPanel } from './lib/panel';
import { stat } from './lib/stat';
import { timeSeries } from './lib/timeSeries';
import { chosen } from './lib/variables';

/** What the exporter of CloudWatch reads. */
export interface AwsInput {
  readonly services: readonly AwsService[];
  readonly costs: boolean;
  /** Period of its values. */
  readonly intervalSeconds: number;
}

const here = chosen.environment;
/** Lines that are still told apart. */
const top = (series: string): string => `topk(10, ${series})`;

const dynamodb = (periodSeconds: number): PlacedPanel[] => {
  const perSecond = (series: string): string =>
    `sum by (dimension_TableName) (${series}) / ${String(periodSeconds)}`;
  const table = '{{dimension_TableName}}';
  return [
    timeSeries({
      title: 'DynamoDB: capacity used',
      description: 'Read and write capacity units per second that each table uses; the ten busiest.',
      unit: 'perSecond',
      width: 'third',
      queries: [
        { expr: top(perSecond(select(tableReads, here))), legend: `${table} read` },
        { expr: top(perSecond(select(tableWrites, here))), legend: `${table} write` },
      ],
    }),
    timeSeries({
      title: 'DynamoDB: refused for capacity',
      description:
        'Reads and writes per second that were refused because the capacity of the table was used up. Normal is 0.',
      unit: 'perSecond',
      width: 'third',
      queries: [
        { expr: perSecond(select(tableReadThrottles, here)), legend: `${table} read` },
        { expr: perSecond(select(tableWriteThrottles, here)), legend: `${table} write` },
        { expr: perSecond(select(tableSystemErrors, here)), legend: `${table} failed by DynamoDB` },
      ],
    }),
    timeSeries({
      title: 'DynamoDB: latency',
      description:
        'Mean time of successful requests within DynamoDB, by table and operation; the ten slowest. Normal is below 10 ms.',
      unit: 'seconds',
      width: 'third',
      queries: [
        {
          expr: top(
            `max by (dimension_TableName, dimension_Operation) (${select(tableLatency, here)}) / 1000`,
          ),
          legend: `${table} {{dimension_Operation}}`,
        },
      ],
    }),
  ];
};

const eks = (periodSeconds: number): PlacedPanel[] => {
  const byCluster = (series: string): string => `sum by (dimension_ClusterName) (${series})`;
  const cluster = '{{dimension_ClusterName}}';
  return [
    timeSeries({
      title: 'EKS: requests to the API server',
      description: 'Requests per second, and those that the API server failed.',
      unit: 'perSecond',
      width: 'third',
      queries: [
        {
          expr: `${byCluster(select(eksRequests, here))} / ${String(periodSeconds)}`,
          legend: cluster,
        },
        {
          expr: `${byCluster(select(eksFailedRequests, here))} / ${String(periodSeconds)}`,
          legend: `${cluster} failed`,
        },
      ],
    }),
    timeSeries({
      title: 'EKS: pods without a node',
      description: 'Pods that wait for a node. For long: no room, or an unmet condition.',
      unit: 'count',
      width: 'third',
      queries: [{ expr: byCluster(select(eksPendingPods, here)), legend: cluster }],
    }),
    timeSeries({
      title: 'EKS: size of etcd',
      description: 'Size of the database of the cluster. At 8 GiB it takes no more writes.',
      unit: 'bytes',
      width: 'third',
      queries: [{ expr: byCluster(select(eksStorage, here)), legend: cluster }],
    }),
  ];
};

const ec2 = (): PlacedPanel[] => [
  timeSeries({
    title: 'EC2: CPU in use',
    description: 'Share of the CPU of each instance in use, as the hypervisor sees it; the ten busiest.',
    unit: 'ratio',
    width: 'half',
    queries: [
      {
        expr: top(`max by (dimension_InstanceId) (${select(instanceCpu, here)}) / 100`),
        legend: '{{dimension_InstanceId}}',
      },
    ],
  }),
  stat({
    title: 'EC2: broken instances',
    description: 'Instances that AWS finds broken, by themselves or by what is below them.',
    unit: 'count',
    width: 'half',
    queries: [
      {
        expr: `sum(max by (dimension_InstanceId) (${select(instanceChecksFailed, here)}))`,
        legend: 'broken',
      },
    ],
    colours: ['green', [1, 'red']],
  }),
];

const costs: Row = {
  title: 'AWS: costs',
  panels: [
    stat({
      title: 'Month so far',
      description: 'What AWS expects to charge for the month so far. It begins anew with each month.',
      unit: 'money',
      width: 'third',
      queries: [
        {
          expr: `sum by (dimension_Currency) (${select(estimatedCharges, here)})`,
          legend: '{{dimension_Currency}}',
        },
      ],
      colours: ['blue'],
    }),
    timeSeries({
      title: 'Month so far by service',
      description: 'The same by service; the ten dearest. A line that turns upwards is the one to look at.',
      unit: 'money',
      width: 'third',
      queries: [
        {
          expr: top(`sum by (dimension_ServiceName, dimension_Currency) (${select(estimatedCharges, here)})`),
          legend: '{{dimension_ServiceName}} {{dimension_Currency}}',
        },
      ],
    }),
    timeSeries({
      title: 'Costs of the last day by service',
      description:
        'What each service added within a day; the ten dearest. Nothing is shown on the first day of a month.',
      unit: 'money',
      width: 'third',
      queries: [
        {
          expr: top(
            `sum by (dimension_ServiceName, dimension_Currency) (${select(estimatedCharges, here)} - ${select(estimatedCharges, here)} offset 1d >= 0)`,
          ),
          legend: '{{dimension_ServiceName}} {{dimension_Currency}}',
        },
      ],
    }),
  ],
};

/** What AWS says of the services that the stack reads; nothing without the exporter. */
export const awsRows = (aws: AwsInput | undefined): readonly Row[] => {
  if (aws === undefined) return [];
  const { services, intervalSeconds } = aws;
  const panelsOf: Readonly<Record<AwsService, () => PlacedPanel[]>> = {
    dynamodb: () => dynamodb(intervalSeconds),
    eks: () => eks(intervalSeconds),
    ec2,
  };
  const panels = services.flatMap((service) => panelsOf[service]());
  return [
    ...(panels.length === 0 ? [] : [{ title: 'AWS: services', panels }]),
    ...(aws.costs ? [costs] : []),
  ];
};
