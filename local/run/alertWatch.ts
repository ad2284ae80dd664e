import type { AlertStatus } from './status';

/** A change of an alert between two looks. */
export interface AlertChange {
  readonly alert: AlertStatus;
  readonly became: AlertStatus['state'] | 'over';
}

const keyOf = ({ name, application, team, detail, since }: AlertStatus): string =>
  [name, application, team, detail, String(since)].join('\n');

/** What changed from `before` to `now`, in the order of `now`, ended alerts last. */
export function alertChanges(
  before: readonly AlertStatus[],
  now: readonly AlertStatus[],
): readonly AlertChange[] {
  const known = new Map(before.map((alert) => [keyOf(alert), alert]));
  const present = new Set(now.map(keyOf));
  return [
    ...now
      .filter((alert) => known.get(keyOf(alert))?.state !== alert.state)
      .map((alert) => ({ alert, became: alert.state })),
    ...before
      .filter((alert) => !present.has(keyOf(alert)))
      .map((alert) => ({ alert, became: 'over' as const })),
  ];
}
