import type { Duration } from './model';

/** Text of ours or a user's inside a Prometheus template: braces stay braces. */
export const plainText = (text: string): string => text.replaceAll('{{', '{{"{{"}}');

export const seconds = (count: number): Duration => `${String(count)}s` as Duration;
export const minutes = (count: number): Duration => `${String(count)}m` as Duration;

/** `for` of a condition in minutes, but never shorter than two samples: one lost scrape is no outage. */
export const atLeastTwoSamples = (forMinutes: number, sampleSeconds: number): Duration => {
  const needed = Math.max(forMinutes * 60, 2 * sampleSeconds);
  return needed % 60 === 0 ? minutes(needed / 60) : seconds(needed);
};

/** `1 minute`, `5 minutes`. */
export const minutesText = (minutes: number): string =>
  `${String(minutes)} minute${minutes === 1 ? '' : 's'}`;
