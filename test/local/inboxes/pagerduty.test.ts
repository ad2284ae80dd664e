import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { openPagerdutyInbox, type PagerdutyInbox } from '../../../local/inboxes/pagerduty';
import { NotificationStore } from '../../../local/inboxes/store';
import { post } from '../support/http';

const KEY = 'a'.repeat(32);
let store: NotificationStore;
let inbox: PagerdutyInbox;
beforeEach(async () => {
  store = new NotificationStore(new Set(['ServiceDown']));
  inbox = await openPagerdutyInbox(store, (key) => (key === KEY ? 'backend' : undefined));
});
afterEach(() => inbox.close());

const enqueue = (event: unknown) => post(`${inbox.url}/v2/enqueue`, event);
const trigger = (over: Record<string, unknown> = {}, payload: Record<string, unknown> = {}) => ({
  routing_key: KEY,
  event_action: 'trigger',
  dedup_key: 'k1',
  payload: {
    summary: '[FIRING:1] shop',
    source: 'alertmanager',
    severity: 'critical',
    custom_details: { firing: 'alertname = ServiceDown' },
    ...payload,
  },
  ...over,
});

describe('the PagerDuty inbox', () => {
  it('opens an incident, joins repeated triggers to it, and closes it on resolve', async () => {
    expect(await enqueue(trigger())).toMatchObject({ status: 202 });
    await enqueue(trigger());
    expect(inbox.incidents()).toEqual([
      {
        service: 'backend',
        dedupKey: 'k1',
        title: '[FIRING:1] shop',
        severity: 'critical',
        status: 'triggered',
        triggers: 2,
      },
    ]);
    await enqueue({ routing_key: KEY, event_action: 'resolve', dedup_key: 'k1' });
    expect(inbox.incidents().map(({ status }) => status)).toEqual(['resolved']);
    expect(store.list().map(({ status, destination }) => [status, destination])).toEqual([
      ['firing', 'backend'],
      ['firing', 'backend'],
      ['resolved', 'backend'],
    ]);
  });

  it('reads alert names from the details', async () => {
    await enqueue(trigger());
    expect(store.list({ alert: 'ServiceDown' })).toHaveLength(1);
  });

  it('opens a second incident when a resolved key triggers again', async () => {
    await enqueue(trigger());
    await enqueue({ routing_key: KEY, event_action: 'resolve', dedup_key: 'k1' });
    await enqueue(trigger());
    expect(inbox.incidents().map(({ status }) => status)).toEqual(['resolved', 'triggered']);
  });

  it('keeps an acknowledged incident open', async () => {
    await enqueue(trigger());
    await enqueue({ routing_key: KEY, event_action: 'acknowledge', dedup_key: 'k1' });
    await enqueue(trigger());
    expect(inbox.incidents()).toHaveLength(1);
  });

  it('keeps the incidents of two services apart', async () => {
    await enqueue(trigger());
    await enqueue(trigger({ routing_key: 'b'.repeat(32) }));
    expect(inbox.incidents().map(({ service }) => service)).toEqual(['backend', '…bbbb']);
  });

  it.each([
    ['a key of the wrong length', trigger({ routing_key: 'short' }), 'routing_key'],
    ['an unknown action', trigger({ event_action: 'explode' }), 'event_action'],
    ['no summary', trigger({}, { summary: '' }), 'payload.summary'],
    ['a summary over 1024 characters', trigger({}, { summary: 'x'.repeat(1025) }), 'payload.summary'],
    ['no source', trigger({}, { source: undefined }), 'payload.source'],
    ['an unknown severity', trigger({}, { severity: 'fatal' }), 'payload.severity'],
    ['a resolve without its key', { routing_key: KEY, event_action: 'resolve' }, 'dedup_key'],
    ['a link without href', trigger({ links: [{ text: 'runbook' }] }), 'links'],
    ['something that is no object', 'nonsense', ''],
  ])('refuses %s with 400 and says what is wrong', async (_what, event, named) => {
    const answer = await enqueue(event);
    expect(answer.status).toBe(400);
    expect(answer.text).toContain('"status":"invalid event"');
    expect(answer.text).toContain(named);
    expect(store.list()).toEqual([]);
  });

  it('refuses an event over 512 KiB', async () => {
    const answer = await enqueue(trigger({}, { custom_details: 'x'.repeat(600 * 1024) }));
    expect(answer.status).toBe(413);
  });
});
