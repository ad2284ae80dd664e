import type { Invariant } from './model';

export const awsInvariants: readonly Invariant[] = [
  {
    holds: 'the CloudWatch exporter runs in EKS, which gives it its role',
    key: 'aws.enabled',
    fault: ({ aws, cluster }) =>
      !aws.enabled || cluster.platform === 'eks'
        ? undefined
        : `is true, and cluster.platform is "${cluster.platform}": the exporter takes its role through EKS; write false`,
  },
  {
    holds: 'the CloudWatch exporter has a role',
    key: 'aws.roleArn',
    fault: ({ aws }) =>
      !aws.enabled || aws.roleArn !== undefined
        ? undefined
        : 'is missing; write the role that the ServiceAccount observatory/cloudwatch may take, or aws.enabled: false',
  },
  {
    holds: 'the CloudWatch exporter knows its region',
    key: 'aws.region',
    fault: ({ aws, cluster }) =>
      !aws.enabled || aws.region !== undefined || cluster.eks !== undefined
        ? undefined
        : 'is missing; write the region of the services, for instance eu-central-1',
  },
  {
    holds: 'the CloudWatch exporter reads something',
    key: 'aws.services',
    fault: ({ aws }) =>
      !aws.enabled || aws.services.length > 0 || aws.costs
        ? undefined
        : 'is empty, and aws.costs is false: nothing is read; write the services, or aws.enabled: false',
  },
];
