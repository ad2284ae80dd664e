/** A day of the demo takes this long: an hour a minute. */
export const DAY_MINUTES = 24;

/** Requests by hour of the day, as a share of the average (their mean is 1): a quiet night, peaks at noon and in the evening. */
const byHour = [
  0.5, 0.45, 0.4, 0.4, 0.4, 0.5, 0.65, 0.85, 1.05, 1.2, 1.3, 1.4, 1.5, 1.4, 1.3, 1.25, 1.25, 1.3, 1.4, 1.5,
  1.4, 1.15, 0.85, 0.6,
] as const;

/** It begins in the morning: whoever starts it wants to see something. */
const FIRST_HOUR = 9;

const at = (hour: number): number => byHour[hour % byHour.length] ?? 1;

/** Requests a second at `elapsedSeconds` after the start. */
export function rateAt(elapsedSeconds: number, average: number): number {
  const hour = FIRST_HOUR + (elapsedSeconds / 60) * (byHour.length / DAY_MINUTES);
  const [whole, part] = [Math.floor(hour), hour % 1];
  return average * (at(whole) * (1 - part) + at(whole + 1) * part);
}
