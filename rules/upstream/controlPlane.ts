import { drop, keep, type Verdicts } from './model';

const oneInstance =
  'One instance of several: no work stops. TargetDown names the target, the Down alert of the component tells when none is left.';

/** Alerts about the Kubernetes control plane: API server, etcd, scheduler, controller manager, proxies. */
export const controlPlaneAlerts: Verdicts = {
  KubeAPIDown: keep('P1'),
  KubeAPIErrorBudgetBurn: keep({ critical: 'P1', warning: 'P3' }),
  KubeAggregatedAPIDown: keep('P3'),
  KubeClientCertificateExpiration: drop(
    '2026-11-21',
    'Certificates of people and pipelines live for hours on purpose and trip it for ever; those of kubelets have alerts of their own.',
  ),
  KubeAPIInstanceUnreachable: drop('2026-11-21', oneInstance),
  KubeAPITerminatedRequests: drop(
    '2026-11-21',
    'A cause, not a symptom: requests that the API server refuses spend its error budget (KubeAPIErrorBudgetBurn).',
  ),
  KubeAggregatedAPIErrors: drop(
    '2026-11-21',
    'Counts single failed checks, which every restart of metrics-server makes; KubeAggregatedAPIDown tells when it lasts.',
  ),
  KubeClientErrors: drop(
    '2026-11-21',
    'Requests of the API server to itself that fail; users of the API feel it as KubeAPIErrorBudgetBurn.',
  ),
  KubeVersionMismatch: keep('P4'),

  KubeControllerManagerDown: keep('P1'),
  KubeControllerManagerInstanceUnreachable: drop('2026-11-21', oneInstance),
  KubeSchedulerDown: keep('P1'),
  KubeSchedulerInstanceUnreachable: drop('2026-11-21', oneInstance),
  KubeProxyDown: keep('P2'),
  KubeProxyInstanceUnreachable: drop(
    '2026-11-21',
    'One node; its rules stay as they were. TargetDown names it, KubeNodeNotReady tells when the node itself is gone.',
  ),

  etcdInsufficientMembers: keep('P1'),
  etcdNoLeader: keep('P1'),
  etcdMembersDown: keep('P2'),
  etcdHighNumberOfLeaderChanges: keep('P3'),
  etcdHighFsyncDurations: keep({ critical: 'P2', warning: 'P3' }),
  etcdDatabaseQuotaLowSpace: keep('P1'),
  etcdExcessiveDatabaseGrowth: keep('P2'),
  etcdHighNumberOfFailedGRPCRequests: drop(
    '2026-11-21',
    'Counts as failures what clients cause, such as watches that end; what the API server feels is KubeAPIErrorBudgetBurn.',
  ),
  etcdGRPCRequestsSlow: drop(
    '2026-11-21',
    'Critical at 150 ms for any method, also for a large list that nobody waits for; slow disks are etcdHighFsyncDurations.',
  ),
  etcdMemberCommunicationSlow: drop(
    '2026-11-21',
    'Without a consequence until the leader changes, which etcdHighNumberOfLeaderChanges tells.',
  ),
  etcdHighNumberOfFailedProposals: drop(
    '2026-11-21',
    'Proposals fail with a lost leader or quorum; both have alerts that fire sooner.',
  ),
  etcdHighCommitDurations: drop(
    '2026-11-21',
    'The same slow disk as etcdHighFsyncDurations, seen a step later.',
  ),
  etcdDatabaseHighFragmentationRatio: drop(
    '2026-11-21',
    'Free space inside the file does no harm; near the quota etcdDatabaseQuotaLowSpace fires, and its runbook defragments.',
  ),
};
