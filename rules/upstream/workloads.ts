import { drop, keep, type Verdicts } from './model';

/** Alerts about what runs on the cluster, its storage and its share of the resources. */
export const workloadAlerts: Verdicts = {
  KubePodCrashLooping: keep('P3'),
  KubePodNotReady: keep('P3'),
  KubeDeploymentReplicasMismatch: keep('P3'),
  KubeDeploymentRolloutStuck: keep('P3'),
  KubeStatefulSetReplicasMismatch: keep('P3'),
  KubeStatefulSetUpdateNotRolledOut: keep('P3'),
  KubeDaemonSetRolloutStuck: keep('P3'),
  KubeJobFailed: keep('P3'),
  KubeHpaMaxedOut: keep('P3'),
  KubePdbNotEnoughHealthyPods: keep('P3'),
  KubeDeploymentGenerationMismatch: drop(
    '2026-11-21',
    'A controller that is behind for all: KubeControllerManagerDown, and for a single object KubeDeploymentRolloutStuck.',
  ),
  KubeStatefulSetGenerationMismatch: drop(
    '2026-11-21',
    'A controller that is behind for all: KubeControllerManagerDown, and for a single object KubeStatefulSetUpdateNotRolledOut.',
  ),
  KubeContainerWaiting: drop(
    '2026-11-21',
    'An hour late: a container that waits keeps its pod from being ready, and KubePodNotReady says so after 15 minutes.',
  ),
  KubeDaemonSetNotScheduled: drop(
    '2026-11-21',
    'Its condition is one of the four of KubeDaemonSetRolloutStuck.',
  ),
  KubeDaemonSetMisScheduled: drop(
    '2026-11-21',
    'Its condition is one of the four of KubeDaemonSetRolloutStuck.',
  ),
  KubeJobNotCompleted: drop(
    '2026-11-21',
    'Twelve hours are long for one job and short for another; who cares sets activeDeadlineSeconds and gets KubeJobFailed.',
  ),
  KubeHpaReplicasMismatch: drop(
    '2026-11-21',
    'Pods that the autoscaler wants and does not get are KubePodNotReady.',
  ),

  KubePersistentVolumeFillingUp: keep({ critical: 'P1', warning: 'P3' }),
  KubePersistentVolumeInodesFillingUp: keep({ critical: 'P1', warning: 'P3' }),
  KubePersistentVolumeErrors: keep('P3'),

  KubeMemoryOvercommit: keep('P3'),
  KubeQuotaFullyUsed: keep('P3'),
  KubeCPUOvercommit: drop(
    '2026-11-21',
    'Requests that do not fit after the loss of a node wait for the autoscaler; when they wait in fact, KubePodNotReady tells.',
  ),
  KubeCPUQuotaOvercommit: drop(
    '2026-11-21',
    'Quotas are limits, not reservations: to promise more than there is, is their use.',
  ),
  KubeMemoryQuotaOvercommit: drop(
    '2026-11-21',
    'Quotas are limits, not reservations: to promise more than there is, is their use.',
  ),
  KubeQuotaAlmostFull: drop('2026-11-21', 'Nothing is refused yet, and many teams live at 90 % on purpose.'),
  KubeQuotaExceeded: drop(
    '2026-11-21',
    'Happens only when somebody lowers a quota below its use; the next pod that is refused tells.',
  ),
  CPUThrottlingHigh: drop(
    '2026-11-21',
    'A quarter of the periods throttled is common and often unfelt; latency alerts tell when it is felt.',
  ),
};
