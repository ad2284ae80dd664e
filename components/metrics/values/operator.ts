import type { StackConfig } from '../../../config/schema/stack';
import { containerResources, placement } from '../../podSettings';

/** `prometheusOperator.*` of kube-prometheus-stack. */
export const operatorValues = ({ scheduling }: StackConfig): Record<string, unknown> => ({
  ...placement(scheduling),
  resources: containerResources({ cpuRequestMilli: 50, memoryRequestMb: 128, memoryLimitMb: 256 }),
  // Writes into each custom resource whether it was accepted; the only way to see a rule that was refused.
  featureGates: { StatusForConfigurationResources: true },
  admissionWebhooks: {
    // Not `Fail` (nor IgnoreOnInstallOnly, which becomes it): every upgrade patches thirty rule objects while it restarts
    // the very operator that would have to admit them, and fails as a whole when the webhook does not answer. Our own
    // rules are parsed and judged before they leave; what was refused shows in the objects' status.
    failurePolicy: 'Ignore',
    patch: {
      ...placement(scheduling),
      resources: containerResources({ cpuRequestMilli: 10, memoryRequestMb: 32, memoryLimitMb: 64 }),
    },
  },
  prometheusConfigReloader: {
    resources: containerResources({ cpuRequestMilli: 10, memoryRequestMb: 32, memoryLimitMb: 64 }),
  },
});
