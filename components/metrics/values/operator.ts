import type { StackConfig } from '../../../config/schema/stack';
import { containerResources, placement } from '../../podSettings';

/** `prometheusOperator.*` of kube-prometheus-stack. */
export const operatorValues = ({ scheduling }: StackConfig): Record<string, unknown> => ({
  ...placement(scheduling),
  resources: containerResources({ cpuRequestMilli: 50, memoryRequestMb: 128, memoryLimitMb: 256 }),
  // Writes into each custom resource whether it was accepted; the only way to see a rule that was refused.
  featureGates: { StatusForConfigurationResources: true },
  admissionWebhooks: {
    // While the operator is first installed its webhook cannot answer; later a bad rule is refused at once.
    failurePolicy: 'IgnoreOnInstallOnly',
    patch: {
      ...placement(scheduling),
      resources: containerResources({ cpuRequestMilli: 10, memoryRequestMb: 32, memoryLimitMb: 64 }),
    },
  },
  prometheusConfigReloader: {
    resources: containerResources({ cpuRequestMilli: 10, memoryRequestMb: 32, memoryLimitMb: 64 }),
  },
});
