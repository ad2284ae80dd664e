import type { AlertingConfig } from './schema/stack';
import type { Team } from './schema/team';
import { minutesOf, type BusinessHours } from './schema/time';

/** What a team's calendar starts from. */
export type Calendar = Pick<AlertingConfig, 'businessHours' | 'holidays'>;

/** The business hours of a team: its own keys over those of the stack. */
export const businessHoursOf = (
  { businessHours: own }: Pick<Team, 'businessHours'>,
  { businessHours }: Calendar,
): BusinessHours => ({
  timeZone: own?.timeZone ?? businessHours.timeZone,
  days: own?.days ?? businessHours.days,
  start: own?.start ?? businessHours.start,
  end: own?.end ?? businessHours.end,
});

/**
 * Why a working day cannot be used, or undefined.
 *
 * What is kept back at night is told at the next look of Alertmanager within the hours, so they must be longer than the
 * time between two looks (`alerting.groupIntervalMinutes`, at most two hours). And what ends in a night and comes back before the
 * morning is told again only if the night is no shorter than `repeat_interval`.
 */
export const workingHoursFault = ({ start, end }: BusinessHours): string | undefined => {
  const length = minutesOf(end) - minutesOf(start);
  if (length <= 0) {
    return `ends at ${end}, not after its start ${start}; write a later end (a night shift belongs to onCall, and 24 hours are '00:00' to '24:00')`;
  }
  if (length < 4 * 60) {
    return `${start} to ${end} is shorter than 4 hours, and what is kept back at night might miss it; write a longer day`;
  }
  return length > 16 * 60 && length < 24 * 60
    ? `${start} to ${end} is longer than 16 hours, and a night that short might swallow what comes back in it; write at most 16 hours, or '00:00' to '24:00'`
    : undefined;
};

/** Whether there is no night and no weekend. */
export const isAlways = ({ start, end, days }: BusinessHours): boolean =>
  minutesOf(end) - minutesOf(start) === 24 * 60 && new Set(days).size === 7;
