import { drop, keep, mechanism, type Verdicts } from './model';

/** Alerts of the stack about itself: Alertmanager, Prometheus, the operator and what feeds them. */
export const stackAlerts: Verdicts = {
  Watchdog: mechanism(
    'Fires always. It travels the whole chain to the outside heartbeat, whose silence is the alarm.',
  ),
  InfoInhibitor: mechanism(
    'A switch for inhibition: informative alerts are told only beside something worse.',
  ),
  TargetDown: keep('P3'),

  AlertmanagerFailedReload: keep('P2'),
  AlertmanagerMembersInconsistent: keep('P2'),
  AlertmanagerConfigInconsistent: keep('P2'),
  AlertmanagerClusterDown: keep('P1'),
  AlertmanagerClusterFailedToSendAlerts: drop(
    '2026-11-21',
    'It comes five minutes late and through the channel that is broken; NotificationsFailing of ours comes at once and by another one.',
  ),
  AlertmanagerFailedToSendAlerts: drop(
    '2026-11-21',
    'One replica fails while another delivers, so nobody misses anything; NotificationsFailing of ours tells when all fail.',
  ),
  AlertmanagerClusterCrashlooping: drop(
    '2026-11-21',
    'KubePodCrashLooping names the same pods, and AlertmanagerClusterDown follows when too few of them are left.',
  ),
  AlertmanagerClusterFailedPeers: drop(
    '2026-11-21',
    'The same state seen from the other side of the gossip: AlertmanagerMembersInconsistent tells it.',
  ),

  ConfigReloaderSidecarErrors: keep('P3'),

  PrometheusBadConfig: keep('P2'),
  PrometheusNotConnectedToAlertmanagers: keep('P1'),
  PrometheusErrorSendingAlertsToAnyAlertmanager: keep('P1'),
  PrometheusNotIngestingSamples: keep('P1'),
  PrometheusRuleFailures: keep('P2'),
  PrometheusMissingRuleEvaluations: keep('P3'),
  PrometheusTSDBCompactionsFailing: keep('P3'),
  PrometheusKubernetesListWatchFailures: keep('P3'),
  PrometheusTargetSyncFailure: keep('P3'),
  PrometheusTargetLimitHit: keep('P3'),
  PrometheusLabelLimitHit: keep('P3'),
  PrometheusScrapeBodySizeLimitHit: keep('P3'),
  PrometheusScrapeSampleLimitHit: keep('P3'),
  PrometheusErrorSendingAlertsToSomeAlertmanagers: drop(
    '2026-11-21',
    'The replicas of Alertmanager share what one of them received; PrometheusErrorSendingAlertsToAnyAlertmanager tells when none received it.',
  ),
  PrometheusNotificationQueueRunningFull: drop(
    '2026-11-21',
    'A forecast from five minutes; a queue fills because Alertmanager does not take alerts, which has alerts of its own.',
  ),
  PrometheusSDRefreshFailure: drop(
    '2026-11-21',
    'The stack discovers through the Kubernetes API only, whose failures PrometheusKubernetesListWatchFailures tells.',
  ),
  PrometheusTSDBReloadsFailing: drop(
    '2026-11-21',
    'Blocks that cannot be loaded fail to compact too: PrometheusTSDBCompactionsFailing tells the cause they share.',
  ),
  PrometheusDuplicateTimestamps: drop(
    '2026-11-21',
    'A defect of one exporter that costs single samples; it shows in the log of Prometheus when somebody looks for a gap.',
  ),
  PrometheusOutOfOrderTimestamps: drop(
    '2026-11-21',
    'Nothing here writes samples with times of its own but exporters in error, and those lose single samples only.',
  ),
  PrometheusRemoteStorageFailures: drop(
    '2026-11-21',
    'The stack writes to no remote storage. To be kept from the day it does.',
  ),
  PrometheusRemoteWriteBehind: drop(
    '2026-11-21',
    'The stack writes to no remote storage. To be kept from the day it does.',
  ),
  PrometheusRemoteWriteDesiredShards: drop(
    '2026-11-21',
    'The stack writes to no remote storage; and with one, being behind is what hurts, not the wish for shards.',
  ),
  PrometheusHighQueryLoad: drop(
    '2026-11-21',
    'Busy with queries is what dashboards do at nine in the morning; late rules tell when it does harm (PrometheusMissingRuleEvaluations).',
  ),

  PrometheusOperatorNotReady: keep('P2'),
  PrometheusOperatorSyncFailed: keep('P3'),
  PrometheusOperatorRejectedResources: keep('P3'),
  PrometheusOperatorListErrors: drop(
    '2026-11-21',
    'Trouble with the API server that the operator repeats until it works; PrometheusOperatorSyncFailed tells when it does not.',
  ),
  PrometheusOperatorWatchErrors: drop(
    '2026-11-21',
    'As for lists: a watch is opened again, and PrometheusOperatorSyncFailed tells when objects are not applied.',
  ),
  PrometheusOperatorReconcileErrors: drop(
    '2026-11-21',
    'One attempt in ten fails and the next one works: conflicts do that on every deployment. A state that stays is PrometheusOperatorSyncFailed.',
  ),
  PrometheusOperatorStatusUpdateErrors: drop(
    '2026-11-21',
    'Only the status of an object is old; what runs is right.',
  ),
  PrometheusOperatorNodeLookupErrors: drop(
    '2026-11-21',
    'About the endpoints of kubelets; when they go missing, KubeletDown or TargetDown says so.',
  ),

  KubeStateMetricsListErrors: keep('P2'),
  KubeStateMetricsWatchErrors: keep('P2'),
  KubeStateMetricsShardingMismatch: drop(
    '2026-11-21',
    'The stack runs one kube-state-metrics, without shards.',
  ),
  KubeStateMetricsShardsMissing: drop('2026-11-21', 'The stack runs one kube-state-metrics, without shards.'),
};
