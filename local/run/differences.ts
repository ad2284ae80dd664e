import type { Services } from './services';

/** What is not as in a cluster, in one place, because the run must say so. */
export interface Difference {
  readonly what: string;
  readonly details: string;
}

/** @param services of the run; undefined before they are up */
export function differences(
  services: Pick<Services, 'removed' | 'leftOut'> | undefined,
): readonly Difference[] {
  const { removed = [], leftOut = new Map<string, string>() } = services ?? {};
  return [
    {
      what: 'real',
      details:
        'the deployed versions of Prometheus and Alertmanager, the configuration that the operator’s own code makes of this stack, every rule of ours, every route and message, the relabelings of every monitor; PostgreSQL, node_exporter, postgres_exporter and redis_exporter; the cause of every fault',
    },
    {
      what: 'swapped',
      details:
        'Kubernetes discovery by files that carry the same labels; Slack, PagerDuty, the mail server and the dead man’s switch by inboxes; the blackbox exporter by a small HTTP prober with its metric names; Redis, where there is none, by a small server with its protocol; a disk that fills by a folder of 64 MiB',
    },
    {
      what: 'not here',
      details:
        'Grafana (the page sketches its dashboards), and what the charts bring: kubelet, API server, kube-state-metrics and the rules on them (of which Watchdog and the sums of node metrics are repeated)',
    },
    ...[...leftOut].map(([name, why]) => ({ what: 'left out', details: `${name}: ${why}` })),
    ...(removed.length === 0 ? [] : [{ what: 'removed', details: `no inbox for: ${removed.join(', ')}` }]),
  ];
}
