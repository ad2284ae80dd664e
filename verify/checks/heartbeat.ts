import { heartbeatName } from '../../routing/heartbeat';
import type { ReceivedAlert } from '../api/alertmanager';
import type { PendingAlert } from '../api/prometheus';
import { outcome, type Finding } from '../model';
import type { Check } from './model';

/** The alert that always fires; it carries the heartbeat. */
const WATCHDOG = 'Watchdog';
/** Beats within which one must have got through: what the outside switch should be set to, too. */
const BEATS = 3;

/** What is known of the way from Prometheus to the outside. */
export interface Chain {
  /** Alerts of any Prometheus. */
  readonly raised: readonly PendingAlert[];
  /** Alerts of any Alertmanager. */
  readonly received: readonly ReceivedAlert[];
  /** Heartbeats sent and failed within the last beats; undefined while nothing is known of them. */
  readonly sent: number | undefined;
  readonly failed: number | undefined;
}

/** The first link that is broken: those behind it cannot work. */
export function heartbeatFindings({ raised, received, sent, failed }: Chain, seconds: number): Finding[] {
  const broken = (problem: string, advice: string): Finding[] => [{ subject: WATCHDOG, problem, advice }];
  if (!raised.some(({ labels, state }) => labels['alertname'] === WATCHDOG && state === 'firing')) {
    return broken(
      'does not fire',
      'Prometheus has no rule Watchdog: see the check of rules, and defaultRules of the chart.',
    );
  }
  const there = received.filter(({ labels }) => labels['alertname'] === WATCHDOG);
  if (there.length === 0) {
    return broken('has not arrived at Alertmanager', 'See Status → Alertmanager discovery in Prometheus.');
  }
  if (!there.some(({ receivers }) => receivers.some(({ name }) => name === heartbeatName))) {
    return broken('is not routed to the heartbeat', 'Alertmanager has another configuration: see its check.');
  }
  const within = `the last ${String(Math.ceil((seconds * BEATS) / 60))} minutes`;
  if ((failed ?? 0) > 0 && (sent ?? 0) - (failed ?? 0) <= 0) {
    return broken(
      `no heartbeat got through in ${within}: every one failed`,
      'The logs of Alertmanager say why; see observatory:secrets.heartbeat.url and whether pods may reach it.',
    );
  }
  return (sent ?? 0) > 0
    ? []
    : broken(
        `no heartbeat was sent in ${within}`,
        'A silence or an inhibition may hold Watchdog back: see Alertmanager.',
      );
}

/** The counters carry the receiver's name because of a feature that components/metrics switches on. */
const counter = (name: string, seconds: number): string =>
  `increase(${name}{receiver_name="${heartbeatName}"}[${String(seconds * BEATS)}s])`;

export const heartbeatCheck: Check = {
  name: 'heartbeat',
  async run({ heartbeatSeconds: seconds }, live) {
    if (seconds === undefined) return { notChecked: 'observatory:alerting.heartbeat is not enabled' };
    const [prometheus, alertmanager] = await Promise.all([live.prometheus(), live.alertmanager()]);
    const [first] = prometheus;
    const chain: Chain = {
      raised: (await Promise.all(prometheus.map(({ api }) => api.alerts()))).flat(),
      received: (await Promise.all(alertmanager.map(({ api }) => api.alerts()))).flat(),
      sent: await first?.api.sum(counter('alertmanager_notifications_total', seconds)),
      failed: await first?.api.sum(counter('alertmanager_notifications_failed_total', seconds)),
    };
    return outcome(`every ${String(seconds)} s`, heartbeatFindings(chain, seconds));
  },
};
