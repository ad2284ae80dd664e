import { z } from 'zod';
import { text, whole } from './common';

/** Services whose metrics we know, see signals/aws.ts. */
export const awsServices = ['dynamodb', 'ec2', 'eks'] as const;
export type AwsService = (typeof awsServices)[number];

export const aws = z
  .strictObject({
    enabled: z
      .boolean()
      .describe('Deploy the CloudWatch exporter (YACE) and show what AWS says of its services.'),
    region: text(/^[a-z]{2}(-[a-z]+)+-[0-9]$/, 'an AWS region such as eu-central-1')
      .optional()
      .describe('Region of the services. Default: `cluster.eks.region`.'),
    roleArn: text(
      /^arn:aws(-[a-z]+)*:iam::[0-9]{12}:role\/[\w+=,.@/-]+$/,
      'the ARN of an IAM role such as arn:aws:iam::111122223333:role/observatory-cloudwatch',
    )
      .optional()
      .describe(
        'Role that the exporter takes through its ServiceAccount `observatory/cloudwatch` (IRSA); there are no keys. It needs cloudwatch:ListMetrics, cloudwatch:GetMetricData, cloudwatch:GetMetricStatistics and tag:GetResources.',
      ),
    services: z
      .array(z.enum(awsServices))
      .describe(
        'Services to read. Only resources with a tag are found; of `ec2` and `dynamodb` those of `tags`.',
      ),
    tags: z
      .record(z.string().min(1), z.string().min(1))
      .meta({ words: 'a map from tags to regular expressions' })
      .describe('Tags that a resource must carry to be read. Default: every resource with a tag.'),
    costs: z
      .boolean()
      .describe(
        'Read the estimated charges of the account. Needs billing alerts in the account’s billing preferences; AWS renews them a few times a day.',
      ),
    intervalSeconds: whole(60, 3_600).describe(
      'Seconds between two readings of CloudWatch, and the period of each value. AWS charges for every metric that is read.',
    ),
  })
  .describe('What CloudWatch says of AWS services, and costs.');
