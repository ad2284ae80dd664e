import { describe, expect, it } from '@jest/globals';
import { alertNamesIn, statusIn } from '../../../local/inboxes/alertNames';
import { NotificationStore } from '../../../local/inboxes/store';

const received = { inbox: 'slack', destination: '#a', status: 'firing', title: 't', text: '' } as const;

describe('the notification store', () => {
  it('numbers over all inboxes and filters by inbox and alert', () => {
    const store = new NotificationStore(new Set(['A1']));
    store.add(received);
    store.add({ ...received, inbox: 'smtp', text: 'about A1' });
    expect(store.list().map(({ sequence }) => sequence)).toEqual([1, 2]);
    expect(store.list({ inbox: 'smtp' })).toHaveLength(1);
    expect(store.list({ alert: 'A1' }).map(({ inbox }) => inbox)).toEqual(['smtp']);
  });

  it('tells subscribers until they leave', () => {
    const store = new NotificationStore(new Set());
    const told: number[] = [];
    const leave = store.subscribe(({ sequence }) => told.push(sequence));
    store.add(received);
    leave();
    store.add(received);
    expect(told).toEqual([1]);
  });
});

describe('reading a notification', () => {
  it('finds known alert names as whole words, each once, in order', () => {
    const known = new Set(['ServiceDown', 'HighLatency', 'Service']);
    expect(alertNamesIn('HighLatency, ServiceDown (HighLatency) NoServiceDown', known)).toEqual([
      'HighLatency',
      'ServiceDown',
    ]);
  });

  it.each([
    ['[FIRING:2] x', 'firing'],
    ['[FIRING:1] x, resolved: 1', 'firing'],
    ['[RESOLVED] x', 'resolved'],
    ['x', 'unknown'],
  ] as const)('reads %s as %s', (title, status) => {
    expect(statusIn(title)).toBe(status);
  });
});
