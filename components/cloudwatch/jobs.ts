import type { AwsService } from '../../config/schema/aws';
import type { StackConfig } from '../../config/schema/stack';

/** A metric that YACE asks CloudWatch for. */
interface Metric {
  readonly name: string;
  readonly statistics: readonly ('Average' | 'Maximum' | 'Sum')[];
  /** CloudWatch has no sample of what did not happen: 0 then. */
  readonly nilToZero?: boolean;
}

const sum = (name: string): Metric => ({ name, statistics: ['Sum'], nilToZero: true });
const average = (name: string): Metric => ({ name, statistics: ['Average'] });
const maximum = (name: string): Metric => ({ name, statistics: ['Maximum'] });

/** What signals/aws.ts declares, in the words of CloudWatch. */
export const metricsOf: Readonly<Record<AwsService, readonly Metric[]>> = {
  dynamodb: [
    sum('ConsumedReadCapacityUnits'),
    sum('ConsumedWriteCapacityUnits'),
    sum('ReadThrottleEvents'),
    sum('WriteThrottleEvents'),
    average('SuccessfulRequestLatency'),
    sum('SystemErrors'),
  ],
  ec2: [average('CPUUtilization'), maximum('StatusCheckFailed')],
  eks: [
    sum('apiserver_request_total'),
    sum('apiserver_request_total_5XX'),
    maximum('apiserver_storage_size_bytes'),
    maximum('scheduler_pending_pods'),
  ],
};

const namespaceOf: Readonly<Record<AwsService, string>> = {
  dynamodb: 'AWS/DynamoDB',
  ec2: 'AWS/EC2',
  eks: 'AWS/EKS',
};

/** Estimated charges are in this region, whatever the region of the services. */
const billingRegion = 'us-east-1';
/** AWS renews them about every six hours: the last value of two such spans. Seconds. */
const billingPeriod = 6 * 3_600;

const costs = {
  name: 'costs',
  namespace: 'AWS/Billing',
  regions: [billingRegion],
  // Of the whole account by service; without it every linked account and the total come too.
  dimensionNameRequirements: ['Currency', 'ServiceName'],
  period: billingPeriod,
  length: 2 * billingPeriod,
  metrics: [maximum('EstimatedCharges')],
};

/**
 * The configuration of YACE: https://github.com/prometheus-community/yet-another-cloudwatch-exporter, docs/configuration.md.
 *
 * @param region of the services
 */
export const exporterJobs = (
  { services, tags, costs: withCosts, intervalSeconds }: StackConfig['aws'],
  region: string,
): Record<string, unknown> => ({
  apiVersion: 'v1alpha1',
  'sts-region': region,
  ...(services.length === 0
    ? {}
    : {
        discovery: {
          jobs: services.map((service) => ({
            type: namespaceOf[service],
            regions: [region],
            searchTags: Object.entries(tags).map(([key, value]) => ({ key, value })),
            period: intervalSeconds,
            length: intervalSeconds,
            metrics: metricsOf[service],
          })),
        },
      }),
  ...(withCosts ? { customNamespace: [costs] } : {}),
});
