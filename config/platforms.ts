import type { ClusterConfig } from './schema/stack';

/** What a Kubernetes flavour hides from Prometheus. Targets and their rules go together: one without the other cries or is blind. */
export interface Platform {
  /** Chart components whose targets cannot be reached. */
  readonly hiddenTargets: readonly ('kubeEtcd' | 'kubeControllerManager' | 'kubeScheduler' | 'kubeProxy')[];
  /** Groups of the chart's rules that would only ever say that those targets are absent. */
  readonly hiddenRules: readonly string[];
}

export const platforms: Readonly<Record<ClusterConfig['platform'], Platform>> = {
  generic: { hiddenTargets: [], hiddenRules: [] },
  // The managed control plane is out of reach, and kube-proxy binds its metrics to 127.0.0.1.
  eks: {
    hiddenTargets: ['kubeEtcd', 'kubeControllerManager', 'kubeScheduler', 'kubeProxy'],
    hiddenRules: [
      'etcd',
      'kubeControllerManager',
      'kubeSchedulerAlerting',
      'kubeSchedulerRecording',
      'kubeProxy',
    ],
  },
};
