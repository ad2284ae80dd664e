/** What Alertmanager hands to a message template, as JSON. */
export interface Notification {
  readonly receiver: string;
  readonly status: 'firing' | 'resolved';
  readonly externalURL: string;
  readonly groupLabels: Readonly<Record<string, string>>;
  readonly commonLabels: Readonly<Record<string, string>>;
  readonly commonAnnotations: Readonly<Record<string, string>>;
  readonly alerts: readonly NotifiedAlert[];
}

export interface NotifiedAlert {
  readonly status: 'firing' | 'resolved';
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
  readonly startsAt: string;
  readonly endsAt: string;
  readonly generatorURL: string;
  readonly fingerprint: string;
}

type Texts = Readonly<Record<string, string>>;

const common = (maps: readonly Texts[]): Texts =>
  Object.fromEntries(
    Object.entries(maps[0] ?? {}).filter(([key, value]) => maps.every((map) => map[key] === value)),
  );

export const anAlert = (
  labels: Texts,
  annotations: Texts,
  status: NotifiedAlert['status'] = 'firing',
): NotifiedAlert => ({
  status,
  labels: { cluster: 'eu-1', environment: 'prod', prometheus: 'observatory/kps', ...labels },
  annotations,
  startsAt: '2026-03-01T12:04:05Z',
  endsAt: status === 'firing' ? '0001-01-01T00:00:00Z' : '2026-03-01T12:24:15Z',
  generatorURL: 'https://prometheus.example.com/graph?g0.expr=up+%3D%3D+0&g0.tab=1',
  fingerprint: 'b0b0',
});

/** A group of alerts as Alertmanager makes it: what they share is computed, not stated. */
export const aNotification = (
  receiver: string,
  groupBy: readonly string[],
  alerts: readonly NotifiedAlert[],
): Notification => {
  const shared = common(alerts.map((alert) => alert.labels));
  return {
    receiver,
    status: alerts.some((alert) => alert.status === 'firing') ? 'firing' : 'resolved',
    externalURL: 'https://alertmanager.example.com',
    groupLabels: Object.fromEntries(Object.entries(shared).filter(([name]) => groupBy.includes(name))),
    commonLabels: shared,
    commonAnnotations: common(alerts.map((alert) => alert.annotations)),
    alerts,
  };
};
