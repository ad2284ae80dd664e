import { alertmanager } from './alertmanager';
import { grafana } from './grafana';
import { anyObject, dayOneName, inClear, reliedUpon, rulesOfChart, setBy, type OwnedValues } from './model';
import { prometheus } from './prometheus';

const collectors = reliedUpon('another list could give it the right to read every Secret');

const watched = reliedUpon('our objects and the Secrets beside them are in namespaces that it must watch');
const jobName = reliedUpon('rules and dashboards select its series by the name of its job');

/** Values of kube-prometheus-stack that configuration or code owns. */
export const stack: OwnedValues = {
  fullnameOverride: dayOneName,
  nameOverride: dayOneName,
  namespaceOverride: dayOneName,
  cleanPrometheusOperatorObjectNames: dayOneName,
  global: {
    imageRegistry: setBy('images.registry'),
    imagePullSecrets: setBy('images.pullSecrets'),
  },
  crds: reliedUpon('the CRDs are a release of their own, for which observatory:crds stands'),
  defaultRules: { create: reliedUpon('dashboards and alerts read what these rules record') },
  ...rulesOfChart,
  extraManifests: anyObject,
  prometheus,
  alertmanager,
  grafana,
  prometheusOperator: {
    enabled: reliedUpon('without the operator there is neither Prometheus nor Alertmanager'),
    featureGates: {
      StatusForConfigurationResources: reliedUpon('only there one sees that a rule was refused'),
    },
    fullnameOverride: dayOneName,
    namespaces: watched,
    denyNamespaces: watched,
    prometheusInstanceNamespaces: watched,
    prometheusInstanceSelector: watched,
    alertmanagerInstanceNamespaces: watched,
    alertmanagerInstanceSelector: watched,
    alertmanagerConfigNamespaces: watched,
    secretFieldSelector: watched,
    image: { tag: reliedUpon('the CRDs and the tests are those of this version') },
  },
  'kube-state-metrics': {
    fullnameOverride: jobName,
    nameOverride: jobName,
    namespaceOverride: dayOneName,
    extraManifests: anyObject,
    replicas: reliedUpon('each replica reports every object once more, and sums double'),
    autosharding: { enabled: reliedUpon('each shard reports a part of the objects, under a job of its own') },
    collectors,
    collectorsExclude: collectors,
    collectorsExtra: collectors,
    rbac: {
      create: reliedUpon('its rights are made from its collectors'),
      extraRules: collectors,
      useExistingRole: reliedUpon('its rights are made from its collectors'),
    },
  },
  'prometheus-node-exporter': {
    fullnameOverride: jobName,
    nameOverride: jobName,
    extraManifests: anyObject,
    namespaceOverride: reliedUpon('it needs the host, which only its own namespace allows'),
  },
  thanosRuler: { extraSecret: { data: inClear('make a Secret, and name it there') } },
};
