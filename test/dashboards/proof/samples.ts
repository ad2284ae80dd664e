import type { Series } from '../../rules/quietDay/day';

/** What the scrape class stamps on every series. */
const stamped = { cluster: 'prod-1', environment: 'prod' } as const;

const withStamp = (series: string): string => {
  const missing = Object.entries(stamped)
    .filter(([label]) => !series.includes(`${label}="`))
    .map(([label, value]) => `${label}="${value}"`);
  return missing.length === 0 ? series : series.replace('{', `{${missing.join(',')},`);
};

/** Minutes of the day that are taken: a day at work until the afternoon. */
export const span = { from: 560, to: 955 } as const;

/** Minutes of samples that are still to come: who looks later than they were written sees on. */
export const aheadMinutes = 30;

/** Requests of one application fail for the last three quarters of an hour: boards must show what is wrong, too. */
const failing = {
  from: span.to - aheadMinutes - 45,
  series: /^http_requests_total\{.*application="api".*status="500".*instance="new-0"/,
  perMinute: 28,
};

/** Times of day that series give as values; here they are of today. */
const times = /^(prices_updated|rates_updated|process_start_time)_seconds\{/;

const valueOf = (series: string, text: string, minute: number, midnight: number): string => {
  if (times.test(series)) return String(Number(text) + midnight);
  return failing.series.test(series) && minute > failing.from
    ? String(Number(text) + failing.perMinute * (minute - failing.from))
    : text;
};

/**
 * A day of series in the exposition format.
 *
 * @param last Unix seconds of the last sample
 */
export function* expositionOf(day: readonly Series[], last: number): Generator<string> {
  const { from, to }: { readonly from: number; readonly to: number } = span;
  const midnight = last - to * 60;
  for (const { series, values } of day) {
    const name = withStamp(series);
    const samples = values.split(' ');
    let lines = '';
    for (let minute: number = from; minute <= to; minute += 1) {
      const text = samples[minute] ?? '_';
      if (text === '_' || text === 'stale') continue;
      lines += `${name} ${valueOf(series, text, minute, midnight)} ${String(last - (span.to - minute) * 60)}\n`;
    }
    yield lines;
  }
  yield '# EOF\n';
}
