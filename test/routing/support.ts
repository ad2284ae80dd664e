import { stringify } from 'yaml';
import { buildAlertmanager } from '../../routing';
import type { AlertmanagerConfig } from '../../routing/alertmanager';
import type { AlertmanagerSetup, RoutingInput, SecretFile } from '../../routing/model';

/** Three teams: the platform's, one with credentials of its own, one without. All channels are on. */
export const input: RoutingInput = {
  cluster: 'eu-1',
  environment: 'prod',
  platformTeam: 'platform',
  teams: [
    {
      name: 'platform',
      displayName: 'Platform',
      slackChannel: '#platform-alerts',
      emails: ['platform@example.com'],
    },
    {
      name: 'data',
      displayName: 'Data',
      slackChannel: '#data-alerts',
      emails: ['data@example.com', 'lead@example.com'],
    },
    {
      name: 'backend',
      displayName: 'Backend',
      slackChannel: '#backend-alerts',
      emails: ['backend@example.com'],
    },
  ],
  calendar: {
    businessHours: {
      timeZone: 'Europe/Berlin',
      days: ['mon', 'tue', 'wed', 'thu', 'fri'],
      start: '09:00',
      end: '17:00',
    },
    holidays: ['12-25', '12-26', '2026-10-03'],
  },
  pageAfterMinutes: { P1: 0, P2: 15 },
  groupIntervalMinutes: { P1: 1, P2: 5, P3: 15, P4: 120 },
  escalationMinutes: { P1: 30, P2: 240 },
  maintenance: [],
  slack: { enabled: true },
  pagerduty: { enabled: true },
  email: {
    enabled: true,
    smarthost: 'smtp.example.com:587',
    from: 'alerts@example.com',
    username: 'alerts',
    requireTls: true,
  },
  heartbeat: { enabled: true, intervalSeconds: 60 },
  ownCredentials: { slack: ['default', 'data'], pagerduty: ['default', 'backend'] },
  urls: {
    alertmanager: 'https://alertmanager.example.com',
    grafana: 'https://grafana.example.com',
    prometheus: 'https://prometheus.example.com',
  },
};

export const secretFile: SecretFile = (path) => `/credentials/${path}`;

export const setupOf = (changes: Partial<RoutingInput> = {}): AlertmanagerSetup =>
  buildAlertmanager({ ...input, ...changes }, secretFile);

export const yamlOf = (config: AlertmanagerConfig): string => stringify(config, { lineWidth: 0 });

/** Building amtool and Alertmanager takes minutes the first time, in milliseconds. */
export const BUILD_TIMEOUT = 900_000;
