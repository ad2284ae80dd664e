import { drop, keep, type Verdicts } from './model';

const renewalHasTime =
  'The renewal is tried again until it works; the alert on the certificate’s expiration leaves a week to act.';

/** Alerts about nodes: kubelet, and what node-exporter sees of the machine. */
export const nodeAlerts: Verdicts = {
  KubeletDown: keep('P1'),
  KubeNodeNotReady: keep('P2'),
  KubeNodePressure: keep('P3'),
  KubeNodeReadinessFlapping: keep('P3'),
  KubeletClientCertificateExpiration: keep({ critical: 'P2', warning: 'P3' }),
  KubeletServerCertificateExpiration: keep({ critical: 'P2', warning: 'P3' }),
  KubeletTooManyPods: drop(
    '2026-11-21',
    'A full node is what a scheduler aims at; pods that find no place are KubePodNotReady.',
  ),
  KubeNodeUnreachable: drop('2026-11-21', 'The same node after the same time as KubeNodeNotReady.'),
  KubeNodeEviction: drop(
    '2026-11-21',
    'The kubelet frees the node as it should; the reason is KubeNodePressure, the effect shows in the application.',
  ),
  KubeletPlegDurationHigh: drop(
    '2026-11-21',
    'Past three minutes the node turns NotReady by it, and KubeNodeNotReady tells; below, pods start late.',
  ),
  KubeletPodStartUpLatencyHigh: drop(
    '2026-11-21',
    'Slow starts on one node are the pull of a large image more often than a fault.',
  ),
  KubeletClientCertificateRenewalErrors: drop('2026-11-21', renewalHasTime),
  KubeletServerCertificateRenewalErrors: drop('2026-11-21', renewalHasTime),
  KubeletInstanceUnreachable: drop(
    '2026-11-21',
    'A node without its kubelet is KubeNodeNotReady; with a kubelet that only hides its metrics, TargetDown.',
  ),

  NodeFilesystemAlmostOutOfSpace: drop(
    '2026-11-21',
    'The same disk half an hour later: ours, NodeDiskAlmostFull and NodeDiskNearlyExhausted, tell after five minutes, below thresholds that the stack states.',
  ),
  NodeFilesystemSpaceFillingUp: keep({ critical: 'P2', warning: 'P3' }),
  NodeFilesystemAlmostOutOfFiles: keep({ critical: 'P1', warning: 'P2' }),
  NodeFilesystemFilesFillingUp: keep({ critical: 'P2', warning: 'P3' }),
  NodeFileDescriptorLimit: keep({ critical: 'P2', warning: 'P3' }),
  NodeHighNumberConntrackEntriesUsed: keep('P2'),
  NodeMemoryHighUtilization: drop(
    '2026-11-21',
    'The same share ten minutes later: ours, NodeMemoryHigh and NodeMemoryNearlyExhausted, have thresholds that the stack states.',
  ),
  NodeClockSkewDetected: keep('P3'),
  NodeRAIDDegraded: keep('P2'),
  NodeClockNotSynchronising: drop(
    '2026-11-21',
    'What harms is a wrong clock, and NodeClockSkewDetected measures that; many images synchronise without telling the kernel.',
  ),
  NodeRAIDDiskFailure: drop(
    '2026-11-21',
    'A failed disk with a spare in its place costs nothing yet; without one, NodeRAIDDegraded tells.',
  ),
  NodeCPUHighUsage: drop(
    '2026-11-21',
    'Above 90 % for 15 minutes, as information: ours, NodeCpuHigh, tells the threshold that the stack states.',
  ),
  NodeSystemSaturation: drop(
    '2026-11-21',
    'The load counts threads that wait for a disk too, and is high on healthy batch nodes.',
  ),
  NodeDiskIOSaturation: drop(
    '2026-11-21',
    'A queue of ten is normal for network volumes; a disk that is too slow shows in what waits for it.',
  ),
  NodeMemoryMajorPagesFaults: drop(
    '2026-11-21',
    'Reading a large file through memory makes them as well; shortage is NodeMemoryNearlyExhausted (ours) and KubeNodePressure.',
  ),
  NodeNetworkReceiveErrs: drop(
    '2026-11-21',
    'A ratio over two minutes divides by nothing on idle interfaces; loss that matters shows as latency and failed probes.',
  ),
  NodeNetworkTransmitErrs: drop(
    '2026-11-21',
    'A ratio over two minutes divides by nothing on idle interfaces; loss that matters shows as latency and failed probes.',
  ),
  NodeNetworkInterfaceFlapping: drop(
    '2026-11-21',
    'Only veth devices are left out, while other network plug-ins make and remove devices of other names with every pod.',
  ),
  NodeBondingDegraded: drop('2026-11-21', 'Cloud machines have no bonded interfaces.'),
  NodeTextFileCollectorScrapeError: drop(
    '2026-11-21',
    'Nothing here writes files for the textfile collector.',
  ),
  NodeSystemdServiceFailed: drop('2026-11-21', 'The systemd collector is off.'),
  NodeSystemdServiceCrashlooping: drop('2026-11-21', 'The systemd collector is off.'),
};
