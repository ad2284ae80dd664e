/** What a clock on the wall shows. */
export interface WallTime {
  readonly year: number;
  /** 1–12 */
  readonly month: number;
  readonly day: number;
  /** 0 is Sunday. */
  readonly weekday: number;
  /** Minutes since midnight. */
  readonly minute: number;
}

const formats = new Map<string, Intl.DateTimeFormat>();

const formatOf = (zone: string): Intl.DateTimeFormat => {
  const known = formats.get(zone);
  if (known !== undefined) return known;
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  });
  formats.set(zone, format);
  return format;
};

/**
 * The wall time of an instant in a time zone (IANA name).
 *
 * @throws RangeError for a zone that does not exist
 */
export const wallTimeOf = (instant: Date, zone: string): WallTime => {
  const parts = Object.fromEntries(
    formatOf(zone)
      .formatToParts(instant)
      .map(({ type, value }) => [type, Number(value)]),
  );
  const { year = 0, month = 0, day = 0, hour = 0, minute = 0 } = parts;
  return {
    year,
    month,
    day,
    weekday: new Date(Date.UTC(year, month - 1, day)).getUTCDay(),
    minute: hour * 60 + minute,
  };
};

/** What a clock shows, read as if it were UTC. Milliseconds. */
const shownAsUtc = ({ year, month, day, minute }: WallTime): number =>
  Date.UTC(year, month - 1, day, 0, minute);

/** The instant at which the clocks of a zone show what UTC shows at `wanted`; both in milliseconds. */
const instantShowing = (wanted: number, zone: string): number => {
  let guess = wanted;
  // Twice: the first guess may lie on the other side of a change of clocks.
  for (let round = 0; round < 2; round += 1) {
    guess -= shownAsUtc(wallTimeOf(new Date(guess), zone)) - wanted;
  }
  return guess;
};

/**
 * The instant at which the clocks of a zone show a day and a minute of it. A day beyond the month's end counts on into
 * the next. In the hour that a change of clocks skips: the same time by the offset of before.
 */
export const instantOf = (zone: string, year: number, month: number, day: number, minute: number): Date =>
  new Date(instantShowing(Date.UTC(year, month - 1, day, 0, minute), zone));

/**
 * The instant, in seconds since 1970, at which the clocks of a time zone show a local time; as `instantOf`.
 *
 * @param local `2026-12-24T22:00`
 */
export const epochSecondsOf = (local: string, zone: string): number =>
  instantShowing(Date.parse(`${local}Z`), zone) / 1_000;

const twoDigits = (value: number): string => String(value).padStart(2, '0');

/**
 * A moment of local time as RFC 3339 with the zone's offset on that day: `2024-01-01T09:00:00+01:00`.
 *
 * @param date `YYYY-MM-DD`
 * @param time `HH:MM`
 */
export const zonedTime = (date: string, time: string, zone: string): string => {
  const local = Date.parse(`${date}T${time}Z`);
  const offset = Math.round((local - instantShowing(local, zone)) / 60_000);
  const size = Math.abs(offset);
  const sign = offset < 0 ? '-' : '+';
  return `${date}T${time}:00${sign}${twoDigits(Math.floor(size / 60))}:${twoDigits(size % 60)}`;
};
