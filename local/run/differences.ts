/** What is not as in a cluster, in one place, because the run must say so. */
export interface Difference {
  readonly what: string;
  readonly details: string;
}

/** @param removed integrations of receivers that were removed because they have no inbox */
export function differences(removed: readonly string[]): readonly Difference[] {
  return [
    {
      what: 'real',
      details:
        'the deployed versions of Prometheus and Alertmanager, the configuration that the operator’s own code makes of this stack, every rule of ours, every route and message, the relabelings of every monitor',
    },
    {
      what: 'swapped',
      details:
        'Kubernetes discovery by files that carry the same labels; Slack, PagerDuty, the mail server and the dead man’s switch by inboxes; the blackbox exporter by a small HTTP prober with its metric names',
    },
    {
      what: 'not here',
      details:
        'Grafana (the page sketches its dashboards), and what the charts bring: kubelet, API server, node-exporter, kube-state-metrics and the rules on them (of which only Watchdog is repeated)',
    },
    ...(removed.length === 0 ? [] : [{ what: 'removed', details: `no inbox for: ${removed.join(', ')}` }]),
  ];
}
