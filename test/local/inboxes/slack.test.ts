import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Inbox } from '../../../local/inboxes/model';
import { openSlackInbox } from '../../../local/inboxes/slack';
import { NotificationStore } from '../../../local/inboxes/store';
import { post } from '../support/http';

let store: NotificationStore;
let inbox: Inbox;
beforeEach(async () => {
  store = new NotificationStore(new Set(['ServiceDown', 'HighLatency']), () => 1_000);
  inbox = await openSlackInbox(store);
});
afterEach(() => inbox.close());

const hook = (): string => `${inbox.url}/services/backend`;

describe('the Slack inbox', () => {
  it('keeps channel, status, alert names and text of a message with attachments', async () => {
    const answer = await post(hook(), {
      channel: '#backend-alerts',
      attachments: [{ title: '[FIRING:1] ServiceDown', text: 'shop does not answer', color: 'danger' }],
    });
    expect(answer).toMatchObject({ status: 200, text: 'ok' });
    expect(store.list()).toEqual([
      {
        sequence: 1,
        receivedAt: 1_000,
        inbox: 'slack',
        destination: '#backend-alerts',
        status: 'firing',
        alerts: ['ServiceDown'],
        title: '[FIRING:1] ServiceDown',
        text: 'shop does not answer',
      },
    ]);
  });

  it('takes the channel from the webhook path when the message names none', async () => {
    await post(hook(), { text: 'hello' });
    expect(store.list()[0]?.destination).toBe('backend');
  });

  it('tells the status by the colour when the title says nothing', async () => {
    await post(hook(), { attachments: [{ title: 'shop', color: 'good' }] });
    expect(store.list()[0]?.status).toBe('resolved');
  });

  it('accepts the form encoding that Slack accepts', async () => {
    const form = new URLSearchParams({ payload: JSON.stringify({ text: 'RESOLVED HighLatency' }) });
    await post(hook(), form.toString(), { 'Content-Type': 'application/x-www-form-urlencoded' });
    expect(store.list()[0]).toMatchObject({ status: 'resolved', alerts: ['HighLatency'] });
  });

  it.each([
    ['no JSON', '/services/x', '{', 400, 'invalid_payload'],
    ['an empty message', '/services/x', {}, 400, 'no_text'],
    ['an unknown path', '/hooks/x', { text: 'a' }, 404, 'no_service'],
  ])('refuses %s as Slack does, and keeps nothing', async (_what, path, body, status, text) => {
    expect(await post(`${inbox.url}${path}`, body)).toMatchObject({ status, text });
    expect(store.list()).toEqual([]);
  });

  it('answers 429 with Retry-After on demand, keeps nothing, and recovers', async () => {
    inbox.behave({ kind: 'refuse', status: 429, retryAfterSeconds: 7 });
    const refused = await post(hook(), { text: 'a' });
    expect(refused.status).toBe(429);
    expect(refused.headers.get('retry-after')).toBe('7');
    inbox.behave({ kind: 'accept' });
    expect((await post(hook(), { text: 'b' })).status).toBe(200);
    expect(store.list().map(({ title }) => title)).toEqual(['b']);
    expect(inbox.attempts()).toBe(2);
  });

  it('never answers on demand, and still closes', async () => {
    inbox.behave({ kind: 'hang' });
    await expect(
      fetch(hook(), { method: 'POST', body: '{}', signal: AbortSignal.timeout(100) }),
    ).rejects.toThrow(/timeout/i);
  });
});
