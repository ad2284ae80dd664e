import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parse, stringify } from 'yaml';
import { mergeLayers, type PlainObject } from '../../../config/merge';

/** Secrets that must not turn up anywhere: the local run has inboxes of its own and needs none of them. */
export const plantedSecrets = [
  'https://hooks.slack.com/services/T0PLANTED/B0PLANTED/slackplanted',
  'pagerdutyplanted0123456789abcdef',
  'https://switch.example.com/heartbeatplanted',
  'smtpplantedpassword',
] as const;

/**
 * What is shorter than in Pulumi.local.yaml, so that the proof takes minutes and not an hour. Windows of rates are five
 * minutes whatever the stack says: a threshold in the middle is passed soon and left soon.
 */
const shorter = {
  demo: {
    alerts: {
      serviceDown: { forMinutes: 1 },
      // So close that the page comes before the warning's grouping is over, and they end together.
      errorRate: { warningPercent: 25, criticalPercent: 25.1, forMinutes: 1 },
      latency: { forMinutes: 1 },
      saturation: { cpuPercent: 30 },
    },
    // Windows of budgets are hours; what burns them would not be over within the proof. Half of the requests may fail.
    slos: { availability: { objectivePercent: 50 } },
    payments: { alerts: { failureRatio: { percent: 40 } } },
    dependencies: { database: { alerts: { slowQueries: { forMinutes: 1 } } } },
  },
  worker: {
    operations: { fulfilment: { alerts: { failurePercent: 25 } } },
  },
};

/** Nobody waits for a page of a P2 alert, and what ends is told a minute later at the latest. */
const soon = {
  pageAfterMinutes: { P1: 0, P2: 0 },
  groupIntervalMinutes: { P1: 1, P2: 1, P3: 1, P4: 1 },
};

/** A P3 alert waits for business hours; the test must not wait for Monday. */
const alwaysAtWork = {
  days: ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'],
  start: '00:00',
  end: '24:00',
  timeZone: 'UTC',
};

/** Writes Pulumi.local.yaml with shorter times and planted secrets into `folder`; gives its path. */
export function liveStackFile(project: string, folder: string): string {
  const stack = parse(readFileSync(path.join(project, 'Pulumi.local.yaml'), 'utf8')) as {
    config: Record<string, PlainObject>;
  };
  const [slack, pagerduty, heartbeat, smtp] = plantedSecrets;
  const alerting = stack.config['observatory:alerting'] ?? {};
  const config = {
    ...stack.config,
    'observatory:applications': mergeLayers(stack.config['observatory:applications'] ?? {}, shorter),
    'observatory:alerting': {
      ...alerting,
      ...soon,
      businessHours: alwaysAtWork,
      email: { ...(alerting['email'] as object), username: 'observatory' },
    },
    'observatory:secrets': {
      slack: { default: slack },
      pagerduty: { default: pagerduty },
      heartbeat: { url: heartbeat },
      smtp: { password: smtp },
    },
  };
  const file = path.join(folder, 'Pulumi.live.yaml');
  writeFileSync(file, stringify({ config }));
  return file;
}
