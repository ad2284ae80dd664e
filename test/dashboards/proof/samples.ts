import type { Series } from '../../rules/quietDay/day';

/** What the scrape class stamps on every series. */
const stamped = { cluster: 'prod-1', environment: 'prod' } as const;

const withStamp = (series: string): string => {
  const missing = Object.entries(stamped)
    .filter(([label]) => !series.includes(`${label}="`))
    .map(([label, value]) => `${label}="${value}"`);
  return missing.length === 0 ? series : series.replace('{', `{${missing.join(',')},`);
};

/** Minutes of the day that are taken: until the afternoon, and an hour more than a board shows, for what counts the last hour. */
export const span = { from: 490, to: 955 } as const;

/** Minutes of samples that are still to come: who looks later than they were written sees on. */
export const aheadMinutes = 30;

/**
 * Days before today that hold samples of the same hours: boards compare with the same hour of a week ago and with the costs of
 * yesterday, and budgets are those of half a month.
 */
export const daysAgo = [7, 1, 0] as const;

/** What was less in the days before: its share that each day brought. */
const growing: readonly (readonly [series: RegExp, perDay: number])[] = [
  [/^(active_users|accounts|analyses_total|orders_total|visits_total|mrr_euros|ltv_euros)/, 0.006],
  // The ninth day of a month.
  [/^aws_billing_estimated_charges/, 1 / 8.6],
];

/** Requests of one application fail for the last three quarters of an hour: boards must show what is wrong, too. */
const outage = span.to - aheadMinutes - 45;

/** Failed requests that an instance counts today beside those of the quiet day. */
const failing = [
  {
    series: /^http_requests_total\{.*application="api".*status="500".*instance="new-0"/,
    from: outage,
    to: Infinity,
    perMinute: 28,
  },
  // Another one suffers for two minutes, until it does without.
  {
    series: /^http_requests_total\{.*application="fund".*status="500".*instance="new-0"/,
    from: outage + 2,
    to: outage + 4,
    perMinute: 14,
  },
] as const;

/** Times of day that series give as values; here they are of today. */
const times = /^((prices_updated|rates_updated|process_start_time)_seconds|probe_ssl_earliest_cert_expiry)\{/;

interface Day {
  readonly ago: number;
  /** Unix seconds. */
  readonly midnight: number;
}

/** How the values of a series become those of a day. */
const onDay = (series: string, { ago, midnight }: Day): ((value: number, minute: number) => number) => {
  if (times.test(series)) return (value) => value + midnight;
  const fails = ago === 0 ? failing.find((one) => one.series.test(series)) : undefined;
  if (fails !== undefined)
    return (value, minute) => value + fails.perMinute * Math.max(0, Math.min(minute, fails.to) - fails.from);
  const [, perDay] = growing.find(([of]) => of.test(series)) ?? [];
  return perDay === undefined ? (value) => value : (value) => value * (1 - perDay * ago);
};

/** Unix seconds of the last sample of a day. */
export const endOf = (last: number, ago: number): number => last - ago * 86_400;

/**
 * A day of series in the exposition format.
 *
 * @param last Unix seconds of the last sample of today
 */
export function* expositionOf(day: readonly Series[], last: number, ago: number): Generator<string> {
  const { from, to }: { readonly from: number; readonly to: number } = span;
  const midnight = endOf(last, ago) - to * 60;
  for (const { series, values } of day) {
    const name = withStamp(series);
    const valueAt = onDay(series, { ago, midnight });
    const samples = values.split(' ');
    let lines = '';
    for (let minute: number = from; minute <= to; minute += 1) {
      const text = samples[minute] ?? '_';
      if (text === '_' || text === 'stale') continue;
      lines += `${name} ${String(valueAt(Number(text), minute))} ${String(midnight + minute * 60)}\n`;
    }
    yield lines;
  }
  yield '# EOF\n';
}
