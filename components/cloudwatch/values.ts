import { stringify } from 'yaml';
import type { CloudwatchTarget } from '../../config/aws';
import { services } from '../../config/naming';
import type { StackConfig } from '../../config/schema/stack';
import { containerResources, placement } from '../podSettings';
import { exporterJobs } from './jobs';

/** User `nobody` of the image. */
const nobody = 65_534;
/** Seconds between two scrapes of the exporter, which answers from memory. Prometheus forgets after five minutes. */
const scrapeSeconds = 60;

/** Values of prometheus-yet-another-cloudwatch-exporter. */
export const cloudwatchValues = (
  { aws, scheduling, images }: StackConfig,
  { region, roleArn }: CloudwatchTarget,
): Record<string, unknown> => ({
  fullnameOverride: services.cloudwatch.name,
  // Two would read, and pay, twice.
  replicaCount: 1,
  ...placement(scheduling),
  ...(images.registry === undefined ? {} : { image: { registry: images.registry } }),
  imagePullSecrets: images.pullSecrets.map((name) => ({ name })),
  resources: containerResources({ cpuRequestMilli: 20, memoryRequestMb: 64, memoryLimitMb: 256 }),
  // The token of IRSA comes by a volume of its own; the exporter asks Kubernetes nothing.
  serviceAccount: {
    annotations: { 'eks.amazonaws.com/role-arn': roleArn },
    automountServiceAccountToken: false,
  },
  // The restricted namespace asks for all of it and the chart sets none.
  podSecurityContext: {
    runAsNonRoot: true,
    runAsUser: nobody,
    // Reads the token of IRSA.
    fsGroup: nobody,
    seccompProfile: { type: 'RuntimeDefault' },
  },
  securityContext: {
    allowPrivilegeEscalation: false,
    capabilities: { drop: ['ALL'] },
    readOnlyRootFilesystem: true,
  },
  // The chart's test pod never runs under Pulumi.
  testConnection: false,
  extraArgs: { 'scraping-interval': aws.intervalSeconds },
  config: stringify(exporterJobs(aws, region)),
  serviceMonitor: {
    enabled: true,
    interval: `${String(scrapeSeconds)}s`,
    timeout: '10s',
  },
});
