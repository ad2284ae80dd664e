import { alertmanager } from './alertmanager';
import { grafana } from './grafana';
import { dayOneName, reliedUpon, setBy, type OwnedValues } from './model';
import { prometheus } from './prometheus';

const collectors = reliedUpon('another list could give it the right to read every Secret');

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
  prometheus,
  alertmanager,
  grafana,
  prometheusOperator: {
    enabled: reliedUpon('without the operator there is neither Prometheus nor Alertmanager'),
    featureGates: {
      StatusForConfigurationResources: reliedUpon('only there one sees that a rule was refused'),
    },
    image: { tag: reliedUpon('the CRDs and the tests are those of this version') },
  },
  'kube-state-metrics': {
    collectors,
    collectorsExclude: collectors,
    collectorsExtra: collectors,
    rbac: {
      create: reliedUpon('its rights are made from its collectors'),
      useExistingRole: reliedUpon('its rights are made from its collectors'),
    },
  },
  'prometheus-node-exporter': {
    namespaceOverride: reliedUpon('it needs the host, which only its own namespace allows'),
  },
};
