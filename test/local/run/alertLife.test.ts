import { describe, expect, it } from '@jest/globals';
import type { Notification } from '../../../local/inboxes/model';
import { AlertLives } from '../../../local/run/alertLife';
import type { AlertStatus } from '../../../local/run/status';

const alert = (state: AlertStatus['state'], further: Partial<AlertStatus> = {}): AlertStatus => ({
  name: 'ServiceDown',
  state,
  priority: 'P1',
  team: 'shop',
  application: 'shop',
  detail: '',
  receivers: state === 'firing' ? ['shop-p1'] : [],
  since: 0,
  ...further,
});
const message = (status: Notification['status'], at: number, text = 'shop is down'): Notification => ({
  sequence: 1,
  receivedAt: at,
  inbox: 'slack',
  destination: '#shop-alerts',
  status,
  alerts: ['ServiceDown'],
  title: 'ServiceDown',
  text,
});

describe('the life of an alert', () => {
  it('has a time for each station, the first time it was seen there', () => {
    const lives = new AlertLives();
    lives.look([alert('pending')], 1);
    lives.look([alert('pending')], 2);
    lives.look([alert('firing', { receivers: [] })], 3);
    lives.look([alert('firing')], 4);
    lives.look([alert('firing')], 5);
    lives.delivered(message('firing', 6));
    lives.delivered(message('firing', 7));
    lives.look([], 8);
    lives.delivered(message('resolved', 9));
    expect(lives.list()).toEqual([
      expect.objectContaining({
        pendingAt: 1,
        firingAt: 3,
        routedAt: 4,
        receivers: ['shop-p1'],
        delivered: [{ inbox: 'slack', destination: '#shop-alerts', at: 6 }],
        overAt: 8,
        resolvedAt: 9,
      }),
    ]);
  });

  it('is no news when it was pending only', () => {
    const lives = new AlertLives();
    lives.look([alert('pending')], 1);
    lives.look([], 2);
    lives.look([], 3);
    expect(lives.list()).toEqual([]);
  });

  it('begins anew when the alert comes back', () => {
    const lives = new AlertLives();
    lives.look([alert('firing')], 1);
    lives.look([], 2);
    lives.look([alert('firing')], 3);
    expect(lives.list().map(({ firingAt, overAt }) => [firingAt, overAt])).toEqual([
      [3, undefined],
      [1, 2],
    ]);
  });

  it('is told of by the message that names its application, not by that of another', () => {
    const lives = new AlertLives();
    lives.look([alert('firing'), alert('firing', { application: 'web' })], 1);
    lives.delivered(message('firing', 2, 'web is down'));
    expect(lives.list().map(({ application, delivered }) => [application, delivered.length])).toEqual([
      ['web', 1],
      ['shop', 0],
    ]);
  });
});
