/*
 * A day in the life of healthy applications, a sample a minute, in UTC from midnight. What happens in it: little traffic at night and
 * none from three to four, a rolling restart at ten, a lost scrape at two in the afternoon, and from four to five one application
 * is scaled to zero.
 */
export const lastMinute = 24 * 60;
const hour = 60;

export const silentHour = { from: 3 * hour, to: 4 * hour } as const;
export const restart = { from: 10 * hour, stepMinutes: 2 } as const;
export const lostScrape = 14 * hour;
export const scaledToZero = { from: 16 * hour, to: 17 * hour } as const;
/** When a market is open, whose prices are watched. */
export const marketHours = { from: 8 * hour, to: 22 * hour } as const;

export interface Series {
  readonly series: string;
  /** As promtool reads them. */
  readonly values: string;
}

export const within = (
  minute: number,
  { from, to }: { readonly from: number; readonly to: number },
): boolean => minute >= from && minute < to;

/** Between 0.02 at three in the night and 1 at three in the afternoon; 0 in the silent hour. */
export const load = (minute: number): number =>
  within(minute, silentHour)
    ? 0
    : Math.max(0.02, 0.5 - 0.5 * Math.cos((2 * Math.PI * (minute - 3 * hour)) / lastMinute));

export type Labels = Readonly<Record<string, string>>;

export const named = (metric: string, labels: Labels): string =>
  `${metric}{${Object.entries(labels)
    .map(([label, value]) => `${label}=${JSON.stringify(value)}`)
    .join(',')}}`;

/** A gauge; where it has no value, its series ends as Prometheus ends it, and may begin again. */
export const gauge = (
  metric: string,
  labels: Labels,
  valueAt: (minute: number) => number | undefined,
): Series => {
  let present = false;
  const values = Array.from({ length: lastMinute + 1 }, (_, minute) => {
    const value = valueAt(minute);
    const ended = present && value === undefined;
    present = value !== undefined;
    return value === undefined ? (ended ? 'stale' : '_') : String(Number(value.toPrecision(9)));
  });
  return { series: named(metric, labels), values: values.join(' ') };
};

/** One process: when it lives, and whether it is scraped. */
export interface Instance {
  readonly instance: string;
  readonly from: number;
  readonly to: number;
}

export const scraped = ({ from, to }: Instance, minute: number): boolean =>
  minute >= from && minute < to && minute !== lostScrape;

/** Two instances, replaced one after the other at the restart. */
export const replaced: readonly Instance[] = [0, 1].flatMap((index) => {
  const at = restart.from + index * restart.stepMinutes;
  return [
    { instance: `old-${String(index)}`, from: 0, to: at },
    { instance: `new-${String(index)}`, from: at, to: Infinity },
  ];
});

/** One instance that lives all day. */
export const lasting: readonly Instance[] = [{ instance: 'only', from: 0, to: Infinity }];

/** A counter of each instance, from 0 at its start; `shareOf` cuts whole events out of what all of them count. */
export const counter = (
  metric: string,
  labels: Labels,
  instances: readonly Instance[],
  perMinute: (minute: number) => number,
  share = 1,
): Series[] =>
  instances.map((instance) => {
    let total = 0;
    return gauge(metric, { ...labels, instance: instance.instance }, (minute) => {
      if (minute < instance.from || minute >= instance.to) return undefined;
      total +=
        perMinute(minute) / instances.filter((other) => minute >= other.from && minute < other.to).length;
      return minute === lostScrape ? undefined : Math.floor(total * share);
    });
  });

/** A histogram: the share of observations up to each bound. */
export const histogram = (
  metric: string,
  labels: Labels,
  instances: readonly Instance[],
  perMinute: (minute: number) => number,
  shares: Readonly<Record<string, number>>,
): Series[] =>
  Object.entries({ ...shares, '+Inf': 1 }).flatMap(([le, share]) =>
    counter(`${metric}_bucket`, { ...labels, le }, instances, perMinute, share),
  );

/** What every scraped process reports, and whether it was scraped. */
export const processes = (labels: Labels, instances: readonly Instance[]): Series[] =>
  instances.flatMap((instance) => {
    const own = { ...labels, instance: instance.instance };
    const while_ = (value: (minute: number) => number) => (minute: number) =>
      scraped(instance, minute) ? value(minute) : undefined;
    let cpu = 0;
    return [
      gauge('up', { ...own, job: 'app' }, (minute) =>
        minute < instance.from || minute >= instance.to ? undefined : Number(minute !== lostScrape),
      ),
      gauge('process_cpu_seconds_total', own, (minute) => {
        cpu += 3 + 20 * load(minute);
        return while_(() => cpu)(minute);
      }),
      gauge(
        'process_resident_memory_bytes',
        own,
        while_((minute) => 2e8 + 2e8 * load(minute)),
      ),
      gauge(
        'process_open_fds',
        own,
        while_((minute) => 30 + 200 * load(minute)),
      ),
      gauge(
        'process_max_fds',
        own,
        while_(() => 1_024),
      ),
      gauge(
        'process_start_time_seconds',
        own,
        while_(() => instance.from * 60),
      ),
    ];
  });
