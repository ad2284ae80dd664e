import { describe, expect, it } from '@jest/globals';
import { durationSeconds, heartbeatSilenceSeconds } from '../../../local/stack/heartbeatSilence';

describe('the silence that the dead man’s switch allows', () => {
  it('is three beats of the route of its receiver, of which Alertmanager looks twice each', () => {
    const route = {
      receiver: 'root',
      routes: [
        { receiver: 'a' },
        { receiver: 'b', routes: [{ receiver: 'heartbeat', group_interval: '15s' }] },
      ],
    };
    expect(heartbeatSilenceSeconds(route, 'heartbeat')).toBe(90);
  });

  it('is five minutes when no route says anything', () => {
    expect(heartbeatSilenceSeconds({ receiver: 'root' }, 'heartbeat')).toBe(300);
  });

  it.each([
    ['1m30s', 90],
    ['500ms', 0.5],
    ['1d', 86_400],
    ['', undefined],
    ['5', undefined],
  ])('reads the duration %j as %s seconds', (text, seconds) => {
    expect(durationSeconds(text)).toBe(seconds);
  });
});
