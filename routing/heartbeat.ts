import type { Duration } from '../rules/model';
import { attemptTimeout } from './channels/attempt';
import type { Receiver, Timings } from './alertmanager';
import type { RoutingInput, SecretFile } from './model';

export const heartbeatName = 'heartbeat';

const seconds = (count: number): Duration => `${String(count) as `${number}`}s`;

/** Posts to the outside dead man's switch. Never a resolution: silence is what raises its alarm. */
export const heartbeatReceiver = (secretFile: SecretFile): Receiver => ({
  name: heartbeatName,
  webhook_configs: [{ send_resolved: false, timeout: attemptTimeout, url_file: secretFile('heartbeat.url') }],
});

/**
 * One beat per interval. Alertmanager looks once per `group_interval` and repeats what is older than `repeat_interval`.
 * Were both the interval, a beat sent a moment late would be too young at the next look and every second one missing.
 * So it looks twice per interval, and what was sent at the look before is too young while the one before that is not.
 */
export const heartbeatTimings = ({ intervalSeconds }: RoutingInput['heartbeat']): Timings => {
  const look = Math.floor(intervalSeconds / 2);
  return {
    group_wait: '0s',
    group_interval: seconds(look),
    repeat_interval: seconds(Math.floor(look * 1.5)),
  };
};
