import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { setTimeout as sleep } from 'node:timers/promises';
import { openHeartbeatInbox, type HeartbeatInbox } from '../../../local/inboxes/heartbeat';
import { NotificationStore } from '../../../local/inboxes/store';
import { post } from '../support/http';

let store: NotificationStore;
let inbox: HeartbeatInbox;
beforeEach(async () => {
  store = new NotificationStore(new Set());
  inbox = await openHeartbeatInbox(store, 0.15);
});
afterEach(() => inbox.close());

describe('the heartbeat inbox', () => {
  it('is not armed before the first beat', async () => {
    await sleep(250);
    expect(store.list()).toEqual([]);
  });

  it('records beats without raising anything while they keep coming', async () => {
    for (let beat = 0; beat < 4; beat += 1) {
      await post(inbox.url, {});
      await sleep(50);
    }
    expect(inbox.beats()).toHaveLength(4);
    expect(inbox.silent()).toBe(false);
    expect(store.list()).toEqual([]);
  });

  it('raises the silence once, and calls it off with the next beat', async () => {
    await post(inbox.url, {});
    await sleep(500);
    expect(inbox.silent()).toBe(true);
    expect(store.list().map(({ status }) => status)).toEqual(['firing']);
    await post(inbox.url, {});
    expect(inbox.silent()).toBe(false);
    expect(store.list().map(({ status }) => status)).toEqual(['firing', 'resolved']);
  });

  it('does not count a refused request as a beat', async () => {
    inbox.behave({ kind: 'refuse', status: 503 });
    await post(inbox.url, {});
    expect(inbox.beats()).toEqual([]);
  });
});
