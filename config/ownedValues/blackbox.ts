import {
  anyObject,
  dayOneName,
  outside,
  reliedUpon,
  rulesOfExporter,
  setBy,
  type OwnedValues,
} from './model';

const openProxy = reliedUpon('who reaches it can request any address from inside the cluster');

/** Values of prometheus-blackbox-exporter. */
export const blackbox: OwnedValues = {
  fullnameOverride: dayOneName,
  nameOverride: dayOneName,
  namespaceOverride: dayOneName,
  global: { imageRegistry: setBy('images.registry') },
  image: { pullSecrets: setBy('images.pullSecrets') },
  replicas: setBy('synthetics.replicas'),
  kind: reliedUpon('observatory:synthetics.replicas counts the replicas of a Deployment'),
  extraManifests: anyObject,
  prometheusRule: rulesOfExporter,
  configExistingSecretName: reliedUpon('every probe asks for a module of the configuration in it'),
  hostPort: openProxy,
  hostNetwork: openProxy,
  ingress: openProxy,
  route: openProxy,
  service: outside('port'),
  config: {
    modules: {
      http_2xx: {
        prober: reliedUpon('every probe of an application asks for this module'),
        timeout: setBy('synthetics.timeoutSeconds'),
      },
    },
  },
};
