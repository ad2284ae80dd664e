import type { Duration } from './model';

/** Text of ours or a user's inside a Prometheus template: braces stay braces. */
export const plainText = (text: string): string => text.replaceAll('{{', '{{"{{"}}');

/** `for` of a condition in minutes, but never shorter than two samples: one lost scrape is no outage. */
export const atLeastTwoSamples = (minutes: number, sampleSeconds: number): Duration => {
  const seconds = Math.max(minutes * 60, 2 * sampleSeconds);
  return seconds % 60 === 0 ? `${seconds / 60}m` : `${seconds}s`;
};

/** `1 minute`, `5 minutes`. */
export const minutesText = (minutes: number): string =>
  `${String(minutes)} minute${minutes === 1 ? '' : 's'}`;
