import { openHttpInbox } from './httpInbox';
import type { Inbox } from './model';
import type { NotificationStore } from './store';

export interface HeartbeatInbox extends Inbox {
  /** Arrival of each beat, milliseconds since 1970; the last 1,000. */
  beats(): readonly number[];
  /** True from the moment the silence lasted longer than allowed until the next beat. */
  silent(): boolean;
}

const BEATS_KEPT = 1_000;

/**
 * Stands in for a dead man's switch: any POST (or GET, as most of them allow) is a beat. When none arrives for
 * `silenceSeconds` it raises the alarm once, as a firing notification, and calls it off with the next beat.
 * Before the first beat nothing is armed, as with the services it stands for.
 */
export async function openHeartbeatInbox(
  store: NotificationStore,
  silenceSeconds: number,
  now: () => number = Date.now,
): Promise<HeartbeatInbox> {
  const beats: number[] = [];
  let silent = false;
  let timer: NodeJS.Timeout | undefined;

  const tell = (status: 'firing' | 'resolved', title: string): void => {
    store.add({ inbox: 'heartbeat', destination: 'dead man’s switch', status, title, text: '' });
  };
  const alarm = (): void => {
    silent = true;
    tell('firing', `silent: no heartbeat for ${String(silenceSeconds)} s`);
  };
  const beat = (): void => {
    beats.push(now());
    if (beats.length > BEATS_KEPT) beats.shift();
    if (silent) tell('resolved', 'heartbeat is back');
    silent = false;
    clearTimeout(timer);
    timer = setTimeout(alarm, silenceSeconds * 1000);
    timer.unref();
  };

  const inbox = await openHttpInbox('heartbeat', (request) => {
    if (request.method !== 'POST' && request.method !== 'GET')
      return { status: 405, body: 'method not allowed' };
    beat();
    return { status: 200, body: 'OK' };
  });
  return {
    ...inbox,
    beats: () => beats,
    silent: () => silent,
    close: () => {
      clearTimeout(timer);
      return inbox.close();
    },
  };
}
