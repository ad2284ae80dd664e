const part = (instant: number, timeZone: string): number => {
  const parts = new Intl.DateTimeFormat('en-US', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
  }).formatToParts(instant);
  const {
    year = 0,
    month = 1,
    day = 1,
    hour = 0,
    minute = 0,
  } = Object.fromEntries(parts.map(({ type, value }) => [type, Number(value)]));
  return Date.UTC(year, month - 1, day, hour, minute);
};

/**
 * The instant, in seconds since 1970, at which the clocks of a time zone show a local time. In the hour that a change of
 * clocks skips: the same time by the offset of before.
 *
 * @param local `2026-12-24T22:00`
 */
export const epochSecondsOf = (local: string, timeZone: string): number => {
  const shown = Date.parse(`${local}Z`);
  // Twice: the first guess may lie on the other side of a change of clocks.
  const near = shown - (part(shown, timeZone) - shown);
  return (near - (part(near, timeZone) - shown)) / 1_000;
};
