import { alertLabels, brokenChannelAlert, type Integration } from '../config/naming';
import { failedByReplica, waitingByReplica } from '../signals/alertmanager';
import { dashboardUids } from '../dashboards/uids';
import type { RulesInput } from './input';
import type { Priority, RuleGroup } from './model';
import { minutes, minutesText, seconds } from './text';

interface Channel {
  /** Inside a sentence. */
  readonly shown: string;
  readonly priority: Priority;
  /** What people miss while it does not work. */
  readonly missed: string;
}

const about: Readonly<Record<Integration, Channel>> = {
  pagerduty: { shown: 'PagerDuty', priority: 'P1', missed: 'Nobody is woken by any alert.' },
  slack: {
    shown: 'Slack',
    priority: 'P2',
    missed: 'Alerts of P3 arrive by e-mail at most, digests of P4 not at all.',
  },
  email: { shown: 'e-mail', priority: 'P2', missed: 'Escalations reach nobody.' },
  webhook: {
    shown: 'the webhook',
    priority: 'P2',
    missed: 'The heartbeat stops, and its outside switch will call.',
  },
};

/**
 * A message that was refused is offered again at the next look at its group, and the alert must not end between two of them: so
 * much longer than that is looked back. 20 minutes where the longest takes 15.
 */
const reserve = 4 / 3;

/**
 * Minutes for which mail may wait. The other channels have a time limit, and what they keep waiting counts as failed; and of the
 * heartbeat, which tells no end, begun messages are counted that are not sent.
 */
const patience = 5;

/**
 * One alert per channel that a stack uses, when it does not take messages; routed past that channel. No `for`: what counts
 * as failed was refused for good, or retried for a minute and longer. The replicas share the work, and where one cannot
 * deliver another may: only what all of them fail to deliver counts.
 */
export const notificationGroups = ({
  channels,
  platformTeam,
  evaluationIntervalSeconds,
}: RulesInput): RuleGroup[] => {
  if (channels === undefined || channels.integrations.length === 0) return [];
  const back = Math.ceil(channels.longestLookMinutes * reserve);
  const waits = minutes(Math.min(patience, back));
  return [
    {
      name: 'alerting.channels',
      team: platformTeam,
      ...(evaluationIntervalSeconds > 15 ? { interval: seconds(15) } : {}),
      rules: channels.integrations.map((integration) => {
        const { shown, priority, missed } = about[integration];
        const failed = `min(${failedByReplica(integration, minutes(back))}) > 0`;
        return {
          alert: brokenChannelAlert,
          expr:
            integration === 'email'
              ? `${failed} or min(${waitingByReplica(integration, waits)}) > 0`
              : failed,
          for: '0s',
          priority,
          team: platformTeam,
          labels: { [alertLabels.integration]: integration },
          summary: `Messages through ${shown} fail: {{ $value | printf "%.0f" }} in ${minutesText(back)}`,
          description: `Alertmanager cannot deliver through ${shown}: every replica fails, or gets no answer. ${missed} What still fires is offered again at each look at its group; what ended meanwhile was never told.`,
          dashboard: dashboardUids.systemHealth,
        };
      }),
    },
  ];
};
