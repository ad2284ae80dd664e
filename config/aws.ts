import type { StackConfig } from './schema/stack';

/** Where the exporter of CloudWatch reads, and as whom. */
export interface CloudwatchTarget {
  readonly region: string;
  readonly roleArn: string;
}

/** Undefined when the exporter is off; when it is on the invariants have seen to both. */
export const cloudwatchTarget = ({ aws, cluster }: StackConfig): CloudwatchTarget | undefined => {
  const region = aws.region ?? cluster.eks?.region;
  return !aws.enabled || region === undefined || aws.roleArn === undefined
    ? undefined
    : { region, roleArn: aws.roleArn };
};
