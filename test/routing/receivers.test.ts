import { expect, test } from '@jest/globals';
import type { Receiver } from '../../routing/alertmanager';
import { input, setupOf, yamlOf } from './support';

const receiver = (name: string, setup = setupOf()): Receiver | undefined =>
  setup.config.receivers.find((candidate) => candidate.name === name);

test('a P1 pages with severity critical, a P2 with severity warning', () => {
  expect(receiver('backend-page')?.pagerduty_configs?.map((event) => event.severity)).toEqual(['critical']);
  expect(receiver('backend-page-low')?.pagerduty_configs?.map((event) => event.severity)).toEqual([
    'warning',
  ]);
});

test('a team uses credentials of its own where it has them, else the default', () => {
  const used = input.teams.map(({ name }) => [
    name,
    receiver(`${name}-chat`)?.slack_configs?.[0]?.api_url_file,
    receiver(`${name}-page`)?.pagerduty_configs?.[0]?.routing_key_file,
  ]);
  expect(used).toEqual([
    ['platform', '/credentials/slack.default', '/credentials/pagerduty.default'],
    ['data', '/credentials/slack.data', '/credentials/pagerduty.default'],
    ['backend', '/credentials/slack.default', '/credentials/pagerduty.backend'],
  ]);
});

test('the setup lists exactly the credentials that its configuration refers to', () => {
  const setup = setupOf();
  expect(setup.secrets).toEqual([
    'heartbeat.url',
    'pagerduty.backend',
    'pagerduty.default',
    'slack.data',
    'slack.default',
    'smtp.password',
  ]);
  const files = [...yamlOf(setup.config).matchAll(/_file: \/credentials\/(.*)/g)].map(([, path]) => path);
  expect([...new Set(files)].sort()).toEqual(setup.secrets);
});

test('a team may have one key per urgency, and so may the default', () => {
  const { config, secrets } = setupOf({
    ownCredentials: {
      slack: ['default'],
      pagerduty: ['default.high', 'default.low', 'backend', 'data.high', 'data.low'],
    },
  });
  const keys = ['platform', 'backend', 'data'].map((team) =>
    ['page', 'page-low'].map(
      (way) =>
        config.receivers.find(({ name }) => name === `${team}-${way}`)?.pagerduty_configs?.[0]
          ?.routing_key_file,
    ),
  );
  expect(keys).toEqual([
    ['/credentials/pagerduty.default.high', '/credentials/pagerduty.default.low'],
    ['/credentials/pagerduty.backend', '/credentials/pagerduty.backend'],
    ['/credentials/pagerduty.data.high', '/credentials/pagerduty.data.low'],
  ]);
  expect(secrets).not.toContain('pagerduty.default');
});

test('a default that every team replaces is not asked for', () => {
  const all = input.teams.map((team) => team.name);
  const { secrets } = setupOf({ ownCredentials: { slack: all, pagerduty: all } });
  expect(secrets.filter((path) => path.endsWith('.default'))).toEqual([]);
});

test('no field that could hold a credential is ever written, only files', () => {
  expect(yamlOf(setupOf().config)).not.toMatch(
    /^\s*-?\s*(api_url|slack_api_url|routing_key|service_key|smtp_auth_password|auth_password|url): (?!'?\{\{)/m,
  );
});

test('the message goes to the team’s channel and to all of its addresses', () => {
  expect(receiver('data-chat')?.slack_configs?.[0]?.channel).toBe('#data-alerts');
  expect(receiver('data-mail')?.email_configs?.[0]?.to).toBe('data@example.com, lead@example.com');
});

test('an alert message has four buttons, a digest one', () => {
  const urls = (name: string): string[] | undefined =>
    receiver(name)?.slack_configs?.[0]?.actions.map((action) => action.url);
  expect(urls('data-chat')).toEqual([
    '{{ template "observatory.runbook.url" . }}',
    '{{ template "observatory.dashboard.url" . }}',
    '{{ template "observatory.query.url" . }}',
    '{{ template "observatory.silence.url" . }}',
  ]);
  expect(urls('data-digest')).toEqual(['{{ template "observatory.alerts.url" . }}']);
});

test('every message says when its alert is over, the heartbeat never', () => {
  for (const { name, ...channels } of setupOf().config.receivers) {
    for (const message of Object.values(channels).flat()) {
      expect([name, message.send_resolved]).toEqual([name, name !== 'heartbeat']);
    }
  }
});

test('the heartbeat is a webhook whose address is a credential', () => {
  expect(receiver('heartbeat')).toEqual({
    name: 'heartbeat',
    webhook_configs: [{ send_resolved: false, timeout: '10s', url_file: '/credentials/heartbeat.url' }],
  });
});

test('only “nobody” has no channel, and with every channel but Slack off it stays so', () => {
  const quiet = { pagerduty: { enabled: false }, email: { ...input.email, enabled: false } };
  for (const setup of [setupOf(), setupOf(quiet)]) {
    const silent = setup.config.receivers.filter((candidate) => Object.keys(candidate).length === 1);
    expect(silent).toEqual([{ name: 'nobody' }]);
  }
});

test('mail goes through one server, with the password in a file', () => {
  expect(setupOf().config.global).toEqual({
    smtp_smarthost: 'smtp.example.com:587',
    smtp_from: 'alerts@example.com',
    smtp_require_tls: true,
    smtp_auth_username: 'alerts',
    smtp_auth_password_file: '/credentials/smtp.password',
  });
});

test('a mail server without a user needs no password; without e-mail nothing of it is left', () => {
  const open = setupOf({ email: { ...input.email, username: undefined } });
  expect(Object.keys(open.config.global)).toEqual(['smtp_smarthost', 'smtp_from', 'smtp_require_tls']);
  expect(open.secrets).not.toContain('smtp.password');
  const off = setupOf({ email: { ...input.email, enabled: false } });
  expect(off.config.global).toEqual({});
  expect(yamlOf(off.config)).not.toContain('email_configs');
});
