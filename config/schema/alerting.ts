import { z } from 'zod';
import { antiAffinity, dnsLabel, email, hostPort, resources, whole } from './common';
import { logs, traces } from './dataSource';
import { nodes } from './nodes';
import { businessHours, holidays } from './time';
import { pagerduty } from './pagerduty';

export const alerting = z
  .strictObject({
    replicas: whole(1, 9).describe(
      'Alertmanager replicas. They gossip: three survive the loss of one without a double.',
    ),
    antiAffinity: antiAffinity.describe('Whether two replicas may share a node.'),
    volumeSizeGb: whole(1, 1_024).describe(
      'Volume of each replica in GiB: silences and the notification log.',
    ),
    retentionHours: whole(48, 8_760).describe(
      'How long silences and the notification log are kept after their end. At least 48: it must outlive the longest repeat interval, a day, else alerts repeat sooner.',
    ),
    platformTeam: dnsLabel.describe(
      'The team (content/teams/<name>.yaml) that owns the stack itself and alerts nobody else owns.',
    ),
    tenantRules: z
      .boolean()
      .describe(
        'Take PrometheusRule objects of labelled namespaces too. What they say is marked with their namespace and told to the platform team as a digest, whatever priority or team they claim. Off: rules come from the content folder, with its checks.',
      ),
    tenantConfigs: z
      .boolean()
      .describe(
        'Let labelled namespaces bring AlertmanagerConfig objects, confined to alerts of their own namespace. Off: a tenant can neither silence nor page.',
      ),
    businessHours,
    holidays: holidays.describe(
      'Days on which nobody works, for teams that name none: dates in quotes, or month and day for every year.',
    ),
    pageAfterMinutes: z
      .strictObject({
        P1: whole(0, 15).describe('Of a P1 alert; 0: at once.'),
        P2: whole(0, 240).describe('Of a P2 alert; Slack is told at once all the same.'),
      })
      .describe('Minutes until PagerDuty is told. An alert that resolves before never pages.'),
    groupIntervalMinutes: z
      .strictObject({
        P1: whole(1, 60).describe('Of P1 alerts.'),
        P2: whole(1, 120).describe('Of P2 alerts.'),
        P3: whole(1, 120).describe('Of P3 alerts.'),
        // At most half of the shortest working day (config/workingHours.ts), or a digest could miss every one.
        P4: whole(1, 120).describe('Of the digest of P4 alerts.'),
      })
      .describe(
        'Minutes between two messages about one group of alerts: after its first one, how soon people are told what joins it and that it is over.',
      ),
    escalation: z
      .strictObject({
        P1: whole(5, 10_080).describe('Of a P1 alert.'),
        P2: whole(5, 10_080).describe('Of a P2 alert.'),
      })
      .describe(
        'Minutes after which the platform team is told by e-mail of an alert that still fires and is not silenced, where the owner states no levels. Needs `alerting.email`.',
      ),
    nodes,
    slack: z
      .strictObject({
        enabled: z
          .boolean()
          .describe('Notify Slack. Needs `observatory:secrets.slack.default` (an incoming webhook).'),
      })
      .describe('Slack.'),
    pagerduty,
    email: z
      .strictObject({
        enabled: z.boolean().describe('Send e-mail.'),
        smarthost: hostPort.optional().describe('SMTP server, host:port.'),
        from: email.optional().describe('Sender address.'),
        username: z
          .string()
          .min(1)
          .optional()
          .describe('SMTP user. Then `observatory:secrets.smtp.password` is needed.'),
        requireTls: z.boolean().describe('Refuse to send without TLS.'),
      })
      .describe('E-mail.'),
    heartbeat: z
      .strictObject({
        enabled: z
          .boolean()
          .describe(
            "Send the always-firing Watchdog alert to an outside dead man's switch, which calls when it stops. Needs `observatory:secrets.heartbeat.url`.",
          ),
        intervalSeconds: whole(30, 3_600).describe(
          'Seconds between two beats. Set the switch to about three times this.',
        ),
      })
      .describe("Dead man's switch: what tells you that the monitoring itself is gone."),
    resources: resources.describe('CPU and memory of each Alertmanager.'),
  })
  .describe('Alertmanager: who is told, and by which channel.');

export const grafana = z
  .strictObject({
    enabled: z.boolean().describe('Deploy Grafana. Metrics and alerts go on without it.'),
    volumeSizeGb: whole(0, 1_024).describe(
      'Volume in GiB for users, preferences and hand-made dashboards; 0: none, everything that is code comes back by itself.',
    ),
    refreshSeconds: whole(5, 3_600).describe('How often a dashboard refreshes itself.'),
    logs: logs.optional(),
    traces: traces.optional(),
    resources: resources.describe('CPU and memory of Grafana.'),
  })
  .describe('Grafana and its provisioned dashboards.');
