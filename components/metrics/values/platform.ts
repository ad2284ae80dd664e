import { platforms } from '../../../config/platforms';
import type { StackConfig } from '../../../config/schema/stack';

/**
 * What the platform hides is switched off: the targets and, with them, the rules that would only say that they are
 * absent. The kubelet's own intervals too: the chart scrapes cAdvisor every 10 s, the largest cost of all.
 */
export const platformValues = ({ cluster, metrics }: StackConfig): Record<string, unknown> => {
  const { hiddenTargets, hiddenRules } = platforms[cluster.platform];
  const interval = `${String(metrics.scrapeIntervalSeconds.infrastructure)}s`;
  return {
    ...Object.fromEntries(hiddenTargets.map((target) => [target, { enabled: false }])),
    defaultRules: { rules: Object.fromEntries(hiddenRules.map((group) => [group, false])) },
    kubelet: { serviceMonitor: { cAdvisorInterval: interval, resourceInterval: interval } },
  };
};
