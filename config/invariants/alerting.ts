import { inProduction, type Invariant } from './model';

/** The outside switch waits for about three beats: a quarter of an hour. */
const slowestBeatSeconds = 300;

const programs = { metrics: 'Prometheus', alerting: 'Alertmanager' } as const;

const replicated = (part: keyof typeof programs, least: number): readonly Invariant[] => [
  {
    holds: `production runs ${programs[part]} in ${String(least)} replicas or more`,
    key: `${part}.replicas`,
    fault: (config) =>
      !inProduction(config) || config[part].replicas >= least
        ? undefined
        : `${String(config[part].replicas)} does not survive the loss of a node; write at least ${String(least)}, or observatory:guardrails relaxed where nobody is paged`,
  },
  {
    holds: `production keeps the replicas of ${programs[part]} on separate nodes`,
    key: `${part}.antiAffinity`,
    fault: (config) =>
      !inProduction(config) || config[part].replicas < 2 || config[part].antiAffinity === 'hard'
        ? undefined
        : '"soft" lets one node take all replicas with it; write "hard"',
  },
];

export const alertingInvariants: readonly Invariant[] = [
  ...replicated('metrics', 2),
  ...replicated('alerting', 2),
  {
    holds: 'at least one channel is on',
    key: 'alerting',
    fault: ({ alerting }) =>
      alerting.slack.enabled || alerting.pagerduty.enabled || alerting.email.enabled
        ? undefined
        : 'no channel is on, so every alert would tell nobody; set alerting.slack.enabled, alerting.pagerduty.enabled or alerting.email.enabled to true',
  },
  {
    holds: 'production has a pager',
    key: 'alerting.pagerduty.enabled',
    fault: (config) =>
      !inProduction(config) || config.alerting.pagerduty.enabled
        ? undefined
        : 'production needs a pager; write true and set the secret observatory:secrets.pagerduty.default',
  },
  {
    holds: 'PagerDuty is managed only where it is used',
    key: 'alerting.pagerduty.managed',
    fault: ({ alerting: { pagerduty } }) =>
      !pagerduty.managed || pagerduty.enabled
        ? undefined
        : 'true makes services that no alert would reach, because alerting.pagerduty.enabled is false; write true there, or false here',
  },
  {
    holds: 'production has an outside heartbeat',
    key: 'alerting.heartbeat.enabled',
    fault: (config) =>
      !inProduction(config) || config.alerting.heartbeat.enabled
        ? undefined
        : 'without an outside heartbeat nobody learns that the monitoring itself is gone; write true and set the secret observatory:secrets.heartbeat.url',
  },
  {
    holds: 'production beats at least every five minutes',
    key: 'alerting.heartbeat.intervalSeconds',
    fault: (config) => {
      const { enabled, intervalSeconds } = config.alerting.heartbeat;
      return !inProduction(config) || !enabled || intervalSeconds <= slowestBeatSeconds
        ? undefined
        : `${String(intervalSeconds)} s between two beats hide an outage of the monitoring for three times as long; write at most ${String(slowestBeatSeconds)}`;
    },
  },
  {
    holds: 'production runs the prober in 2 replicas or more',
    key: 'synthetics.replicas',
    fault: (config) =>
      !inProduction(config) || !config.synthetics.enabled || config.synthetics.replicas >= 2
        ? undefined
        : `${String(config.synthetics.replicas)} does not survive the loss of a node, and then every probe fails at once; write at least 2`,
  },
  {
    holds: 'production sends the password of the SMTP user encrypted',
    key: 'alerting.email.requireTls',
    fault: (config) => {
      const { enabled, username, requireTls } = config.alerting.email;
      return !inProduction(config) || !enabled || username === undefined || requireTls
        ? undefined
        : 'false lets the password of alerting.email.username travel in clear; write true';
    },
  },
  ...(['smarthost', 'from'] as const).map((key): Invariant => ({
    holds: `e-mail has ${key === 'from' ? 'a sender' : 'a server'}`,
    key: `alerting.email.${key}`,
    fault: ({ alerting }) =>
      !alerting.email.enabled || alerting.email[key] !== undefined
        ? undefined
        : `is missing while alerting.email.enabled is true; write ${key === 'from' ? 'the sender address' : 'host:port of the SMTP server'}`,
  })),
];
