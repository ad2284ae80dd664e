import { dayOneName, outside, reliedUpon, rulesOfExporter, setBy, type OwnedValues } from './model';

const noKeys = reliedUpon(
  'the exporter takes the role of observatory:aws.roleArn, and has no long-lived keys',
);

// The chart knows no external addresses.
const { type = '', port = '' } = outside('port');

/** Values of prometheus-yet-another-cloudwatch-exporter. */
export const cloudwatch: OwnedValues = {
  fullnameOverride: dayOneName,
  nameOverride: dayOneName,
  image: { registry: setBy('images.registry') },
  imagePullSecrets: setBy('images.pullSecrets'),
  replicaCount: reliedUpon('each replica reads, and pays, once more'),
  aws: noKeys,
  serviceAccount: { annotations: { 'eks.amazonaws.com/role-arn': setBy('aws.roleArn') } },
  config: setBy('aws.services', 'aws.costs'),
  extraArgs: { 'scraping-interval': setBy('aws.intervalSeconds') },
  prometheusRule: rulesOfExporter,
  ingress: reliedUpon('who reaches it reads what the account uses and pays'),
  service: { type, port },
};
