import { releases } from '../../../config/naming';
import type { StackConfig } from '../../../config/schema/stack';
import { mergeValues, type PlainObject } from '../../../config/merge';
import type { CredentialRef } from '../../../config/credentialRef';
import { alertmanagerValues } from './alertmanager';
import { kubeStateMetricsValues, nodeExporterValues } from './exporters';
import { grafanaValues } from './grafana';
import { operatorValues } from './operator';
import { platformValues } from './platform';
import { prometheusValues } from './prometheus';
import { defaultRulesValues } from './rules';

export interface StackValuesInput {
  readonly config: StackConfig;
  readonly alertmanagerSecrets: readonly string[];
  readonly grafanaOidcSecret: CredentialRef | undefined;
}

const globalValues = ({ images }: StackConfig): PlainObject => ({
  fullnameOverride: releases.stack,
  // Pods are prometheus-kps-0, not prometheus-kps-prometheus-0. A day-one name: see config/naming.ts.
  cleanPrometheusOperatorObjectNames: true,
  // CRDs are a release of their own.
  crds: { enabled: false },
  global: {
    ...(images.registry === undefined ? {} : { imageRegistry: images.registry }),
    ...(images.pullSecrets.length === 0
      ? {}
      : { imagePullSecrets: images.pullSecrets.map((name) => ({ name })) }),
  },
});

/** Values of kube-prometheus-stack: one pure function per sub-chart, merged. */
export const stackValues = ({
  config,
  alertmanagerSecrets,
  grafanaOidcSecret,
}: StackValuesInput): PlainObject =>
  mergeValues(globalValues(config), platformValues(config), defaultRulesValues(config), {
    prometheus: prometheusValues(config),
    alertmanager: alertmanagerValues(config, alertmanagerSecrets),
    prometheusOperator: operatorValues(config),
    'prometheus-node-exporter': nodeExporterValues(),
    'kube-state-metrics': kubeStateMetricsValues(config),
    grafana: grafanaValues(config, grafanaOidcSecret),
  });
