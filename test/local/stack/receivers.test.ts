import { describe, expect, it } from '@jest/globals';
import { pagerdutyServices, redirectReceivers } from '../../../local/stack/receivers';

const inboxes = {
  slackUrl: 'http://127.0.0.1:1',
  pagerdutyUrl: 'http://127.0.0.1:2',
  heartbeatUrl: 'http://127.0.0.1:3',
  smtp: '127.0.0.1:4',
};
const mounted = (key: string) => `/etc/alertmanager/secrets/alertmanager-credentials/${key}`;
const redirect = (receivers: unknown[], global = {}) =>
  redirectReceivers({ global, route: { receiver: 'a' }, receivers } as never, inboxes, 'heartbeat', '/run');

describe('the redirection of receivers', () => {
  it('points each channel at its inbox by a credential file, and keeps the words', () => {
    const { config, files, removed } = redirect([
      {
        name: 'team-P1',
        slack_configs: [{ api_url_file: mounted('slack.default'), channel: '#a', title: 't' }],
        pagerduty_configs: [{ routing_key_file: mounted('pagerduty.backend'), description: 'd' }],
        email_configs: [{ to: 'a@b', html: 'h' }],
      },
      { name: 'heartbeat', webhook_configs: [{ url_file: mounted('heartbeat.url'), send_resolved: false }] },
      { name: 'nobody' },
    ]);
    expect(config['receivers']).toEqual([
      {
        name: 'team-P1',
        slack_configs: [{ api_url_file: '/run/slack.default', channel: '#a', title: 't' }],
        pagerduty_configs: [
          {
            routing_key_file: '/run/pagerduty.backend',
            url: 'http://127.0.0.1:2/v2/enqueue',
            description: 'd',
          },
        ],
        email_configs: [{ to: 'a@b', html: 'h' }],
      },
      { name: 'heartbeat', webhook_configs: [{ url_file: '/run/heartbeat.url', send_resolved: false }] },
      { name: 'nobody' },
    ]);
    expect(removed).toEqual([]);
    expect(files.get('/run/slack.default')).toBe('http://127.0.0.1:1/services/default');
    expect(files.get('/run/heartbeat.url')).toBe('http://127.0.0.1:3');
    expect([...pagerdutyServices(files).values()]).toEqual(['backend']);
    expect(files.get('/run/pagerduty.backend')).toMatch(/^[0-9a-f]{32}$/);
  });

  it('leaves nothing that could reach the world outside: inline credentials, proxies, unknown channels', () => {
    const { config, removed } = redirect(
      [
        {
          name: 'tenant',
          slack_configs: [
            { api_url: 'https://hooks.slack.com/real', http_config: { proxy_url: 'http://p' }, title: 't' },
          ],
          pagerduty_configs: [{ routing_key: 'real', url: 'https://events.pagerduty.com' }],
          email_configs: [{ to: 'a@b', smarthost: 'smtp.example.com:25', auth_password: 'real' }],
          webhook_configs: [{ url: 'https://example.com/real' }],
          telegram_configs: [{ bot_token: 'real' }],
        },
      ],
      { slack_api_url: 'https://hooks.slack.com/real', smtp_auth_password: 'real', smtp_from: 'o@b' },
    );
    expect(JSON.stringify(config)).not.toMatch(/real|example\.com|hooks\.slack|proxy/);
    expect(removed).toEqual(['tenant: webhook_configs', 'tenant: telegram_configs']);
    expect(config['global']).toEqual({
      smtp_from: 'o@b',
      smtp_smarthost: '127.0.0.1:4',
      smtp_require_tls: false,
    });
  });

  it('keeps routes as they are', () => {
    expect(redirect([]).config['route']).toEqual({ receiver: 'a' });
  });
});
