import { setTimeout as sleep } from 'node:timers/promises';
import { beforeAll, expect, test } from '@jest/globals';
import { ensureProgram } from '../../tools/build';
import { withAlertmanager, type Received } from './alertmanager';
import { BUILD_TIMEOUT, input } from './support';

beforeAll(() => ensureProgram('alertmanager'), BUILD_TIMEOUT);

/** E-mail is left out: it needs a server that speaks SMTP; its words are tested beside this. */
const withoutMail = { ...input, email: { ...input.email, enabled: false } };

const labels = (alertname: string, application: string, priority: 'P1' | 'P2'): Record<string, string> => ({
  alertname,
  application,
  priority,
  severity: priority === 'P1' ? 'critical' : 'warning',
  team: 'backend',
  cluster: 'eu-1',
  environment: 'prod',
});
const annotations = {
  summary: 'Checkout is down',
  description: 'All instances fail.',
  runbook_url: 'https://git.example.com/runbooks/ServiceDown.md',
};
const saying = (received: readonly Received[], text: string): Received[] =>
  received.filter(({ body }) => JSON.stringify(body).includes(text));

test('real Alertmanager tells an outage by page and in Slack, and none of its symptoms', async () => {
  await withAlertmanager(withoutMail, async ({ post, until, received }) => {
    await post([
      { labels: labels('ServiceDown', 'checkout', 'P1'), annotations },
      { labels: labels('ProbeFailed', 'checkout', 'P1') },
      { labels: labels('CriticalErrorRate', 'checkout', 'P1') },
      { labels: labels('HighLatency', 'checkout', 'P2') },
      // Another application has its own symptoms.
      { labels: labels('HighLatency', 'basket', 'P2') },
    ]);
    await until((all) => saying(all, 'ServiceDown').length >= 2 && saying(all, 'basket').length >= 2);
    await sleep(2_500);
    expect(received.map(({ path }) => path).sort()).toEqual([
      '/pagerduty',
      '/pagerduty',
      '/slack/slack.default',
      '/slack/slack.default',
    ]);
    expect(saying(received, 'ProbeFailed')).toEqual([]);
    expect(saying(received, 'CriticalErrorRate')).toEqual([]);
    expect(
      saying(received, 'checkout').filter(({ body }) => JSON.stringify(body).includes('HighLatency')),
    ).toEqual([]);

    const page = saying(received, 'ServiceDown').find(({ path }) => path === '/pagerduty');
    expect(page?.body).toMatchObject({
      routing_key: 'key-of-pagerduty.backend',
      event_action: 'trigger',
      client_url: 'https://alertmanager.example.com/#/alerts?receiver=backend-page',
      payload: {
        summary: 'P1 ServiceDown: checkout (prod / eu-1): Checkout is down',
        severity: 'critical',
        source: 'prod / eu-1',
        class: 'ServiceDown',
        component: 'checkout',
        group: 'backend',
      },
      links: [
        { text: 'Runbook', href: annotations.runbook_url },
        { text: 'Query', href: 'https://prometheus.example.com/graph' },
        {
          text: 'Silence',
          href: expect.stringContaining('/#/silences/new?filter=%7Balertname%3D%22ServiceDown'),
        },
      ],
    });
    const low = saying(received, 'basket').find(({ path }) => path === '/pagerduty');
    expect(low?.body).toMatchObject({ payload: { severity: 'warning' } });
    const said = saying(received, 'ServiceDown').find(({ path }) => path.startsWith('/slack'));
    expect(said?.body).toMatchObject({
      channel: '#backend-alerts',
      attachments: [{ title: '[P1 firing] ServiceDown: checkout', color: 'danger' }],
    });
  });
}, 60_000);

test('real Alertmanager sends one beat per interval, and tells humans nothing of it', async () => {
  const beating = { ...withoutMail, heartbeat: { enabled: true, intervalSeconds: 4 } };
  await withAlertmanager(beating, async ({ post, until, received }) => {
    await post([
      { labels: { alertname: 'Watchdog', severity: 'none' } },
      { labels: { alertname: 'InfoInhibitor', severity: 'none', namespace: 'shop' } },
    ]);
    await until((all) => all.length >= 4);
    expect(new Set(received.map(({ path }) => path))).toEqual(new Set(['/heartbeat']));
    const gaps = received.slice(1).map(({ at }, index) => (at - (received[index]?.at ?? 0)) / 1_000);
    for (const gap of gaps) {
      expect(gap).toBeGreaterThan(3.5);
      expect(gap).toBeLessThan(4.5);
    }
  });
}, 60_000);
