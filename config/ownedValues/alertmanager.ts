import {
  inClear,
  outside,
  reliedUpon,
  setBy,
  specOfOperator,
  watchesItself,
  type OwnedValues,
} from './model';

const ignored =
  'has no effect: routes come from teams and observatory:alerting; write them there, or an AlertmanagerConfig with alerting.tenantConfigs';
const tenants = setBy('alerting.tenantConfigs');
const configuration = reliedUpon(
  'the routes are in a Secret of their own, and nobody would be told without it',
);

/** `alertmanager.*` of kube-prometheus-stack. */
export const alertmanager: OwnedValues = {
  enabled: reliedUpon('without Alertmanager nobody is told'),
  config: ignored,
  stringConfig: ignored,
  tplConfig: ignored,
  templateFiles: ignored,
  extraSecret: { data: inClear('make a Secret and name it in observatory:secrets') },
  serviceMonitor: { selfMonitor: watchesItself },
  namespaceOverride: reliedUpon('Prometheus and the Secrets are in the stack namespace'),
  ingress: setBy('access.exposure', 'access.authentication'),
  route: setBy('access.exposure', 'access.authentication'),
  ingressPerReplica: setBy('access.exposure'),
  routePerReplica: setBy('access.exposure'),
  service: outside('port'),
  servicePerReplica: setBy('access.exposure'),
  podDisruptionBudget: setBy('alerting.replicas'),
  alertmanagerSpec: {
    alertmanagerConfigSelector: tenants,
    alertmanagerConfigNamespaceSelector: tenants,
    alertmanagerConfigMatcherStrategy: tenants,
    alertmanagerConfiguration: configuration,
    useExistingSecret: configuration,
    configSecret: configuration,
    secrets: reliedUpon(
      'a list is replaced whole, and the credentials of the channels are in this one (observatory:secrets)',
    ),
    configMaps: reliedUpon('a list is replaced whole, and the message templates are in this one'),
    additionalArgs: reliedUpon(
      'a list is replaced whole, and this one makes its counters say which receiver they count',
    ),
    ...specOfOperator,
    image: reliedUpon('routes and tests are proven with this version'),
    version: reliedUpon('routes and tests are proven with this version'),
    replicas: setBy('alerting.replicas'),
    podAntiAffinity: setBy('alerting.antiAffinity'),
    retention: setBy('alerting.retentionHours'),
    externalUrl: setBy('access.urls.alertmanager'),
    resources: setBy('alerting.resources'),
    storage: setBy('alerting.volumeSizeGb', 'storage.className'),
  },
};
