const minuteMs = 60_000;

/** What the clocks of a time zone show at an instant, read as if it were UTC. Milliseconds. */
const wallClock = (instant: number, timeZone: string): number => {
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  });
  const part = Object.fromEntries(
    format.formatToParts(instant).map(({ type, value }) => [type, Number(value)]),
  );
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = part;
  return Date.UTC(year, month - 1, day, hour, minute, second);
};

const offsetMinutes = (instant: number, timeZone: string): number =>
  Math.round((wallClock(instant, timeZone) - instant) / minuteMs);

const twoDigits = (value: number): string => String(value).padStart(2, '0');

/**
 * A moment of local time as RFC 3339 with the zone's offset on that day: `2024-01-01T09:00:00+01:00`.
 *
 * @param date `YYYY-MM-DD`
 * @param time `HH:MM`
 */
export const zonedTime = (date: string, time: string, timeZone: string): string => {
  const asUtc = Date.parse(`${date}T${time}:00Z`);
  // The offset at the moment itself: the first step lands within hours of it, the second on it.
  const near = asUtc - offsetMinutes(asUtc, timeZone) * minuteMs;
  const offset = offsetMinutes(near, timeZone);
  const size = Math.abs(offset);
  const sign = offset < 0 ? '-' : '+';
  return `${date}T${time}:00${sign}${twoDigits(Math.floor(size / 60))}:${twoDigits(size % 60)}`;
};
