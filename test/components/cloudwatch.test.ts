import { expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { unknownValuePaths } from '../../charts/valuePaths';
import { metricsOf } from '../../components/cloudwatch/jobs';
import { cloudwatchValues } from '../../components/cloudwatch/values';
import { cloudwatchTarget } from '../../config/aws';
import type { PlainObject } from '../../config/merge';
import { awsServices } from '../../config/schema/aws';
import { awsSignals, estimatedCharges } from '../../signals/aws';
import { production, stackConfig } from '../support/configs';

const roleArn = 'arn:aws:iam::111122223333:role/observatory-cloudwatch';
const configOf = (aws: PlainObject = {}) =>
  stackConfig({ aws: { enabled: true, roleArn, ...aws } }, production);
const valuesOf = (aws?: PlainObject): PlainObject => {
  const config = configOf(aws);
  const target = cloudwatchTarget(config);
  if (target === undefined) throw new Error('the exporter is off');
  return cloudwatchValues(config, target);
};
const jobsOf = (aws?: PlainObject): unknown => parse(String(valuesOf(aws)['config']));

/** As YACE makes names of Prometheus: promutil.BuildMetricName, pkg/promutil/prometheus.go. */
const prometheusName = (service: string, metric: string, statistic: string): string =>
  `aws_${service}_${metric.replaceAll(/([a-z0-9])([A-Z])/g, '$1_$2').toLowerCase()}_${statistic.toLowerCase()}`;

test('is off by default, and reads the region of the cluster unless told another', () => {
  expect(cloudwatchTarget(stackConfig({}, production))).toBeUndefined();
  expect(cloudwatchTarget(configOf())).toEqual({ region: 'eu-central-1', roleArn });
  expect(cloudwatchTarget(configOf({ region: 'us-east-1' }))).toEqual({ region: 'us-east-1', roleArn });
});

test('asks for the metrics that signals declare, and for no other', () => {
  const asked = awsServices.flatMap((service) =>
    metricsOf[service].flatMap(({ name, statistics }) =>
      statistics.map((statistic) => prometheusName(service, name, statistic)),
    ),
  );
  expect([...asked, estimatedCharges.metric].sort()).toEqual(awsSignals.map(({ metric }) => metric).sort());
});

test('has a role by its ServiceAccount, and no key', () => {
  const values = valuesOf();
  expect(values).toMatchObject({
    fullnameOverride: 'cloudwatch',
    replicaCount: 1,
    serviceAccount: { annotations: { 'eks.amazonaws.com/role-arn': roleArn } },
  });
  expect(values).not.toHaveProperty('aws');
});

test('reads the services that are named, of the resources with the tags, in their region', () => {
  expect(
    jobsOf({ services: ['ec2'], tags: { environment: 'prod' }, costs: false, intervalSeconds: 120 }),
  ).toEqual({
    apiVersion: 'v1alpha1',
    'sts-region': 'eu-central-1',
    discovery: {
      jobs: [
        {
          type: 'AWS/EC2',
          regions: ['eu-central-1'],
          searchTags: [{ key: 'environment', value: 'prod' }],
          period: 120,
          length: 120,
          metrics: [
            { name: 'CPUUtilization', statistics: ['Average'] },
            { name: 'StatusCheckFailed', statistics: ['Maximum'] },
          ],
        },
      ],
    },
  });
});

test('reads costs where AWS keeps them, whatever the region', () => {
  expect(jobsOf({ services: [] })).toEqual({
    apiVersion: 'v1alpha1',
    'sts-region': 'eu-central-1',
    customNamespace: [
      {
        name: 'costs',
        namespace: 'AWS/Billing',
        regions: ['us-east-1'],
        dimensionNameRequirements: ['Currency', 'ServiceName'],
        period: 21_600,
        length: 43_200,
        metrics: [{ name: 'EstimatedCharges', statistics: ['Maximum'] }],
      },
    ],
  });
});

test('sets nothing that the chart does not know, and what the restricted namespace asks for', () => {
  const values = valuesOf();
  expect(unknownValuePaths('prometheus-yet-another-cloudwatch-exporter', values)).toEqual([]);
  expect(values).toMatchObject({
    podSecurityContext: { runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } },
    securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] } },
  });
});
