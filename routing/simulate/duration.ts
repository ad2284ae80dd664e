const secondsPer: Readonly<Record<string, number>> = {
  y: 31_536_000,
  w: 604_800,
  d: 86_400,
  h: 3_600,
  m: 60,
  s: 1,
  ms: 0.001,
};

/**
 * Seconds of a duration as Prometheus writes it: `30s`, `1h30m`, `0`.
 *
 * @throws Error for anything else
 */
export const secondsOf = (duration: string): number => {
  if (duration === '0') return 0;
  if (!/^(\d+(ms|[ywdhms]))+$/.test(duration)) throw new Error(`no duration: ${JSON.stringify(duration)}`);
  return [...duration.matchAll(/(\d+)(ms|[ywdhms])/g)].reduce(
    (sum, [, count, unit = '']) => sum + Number(count) * (secondsPer[unit] ?? Number.NaN),
    0,
  );
};

const rounded = (value: number): string => String(Math.round(value * 10) / 10);

/** For people: `45 s`, `2.5 min`, `6 h`; whole days only from two days on. */
export const durationText = (seconds: number): string => {
  if (seconds < 60) return `${rounded(seconds)} s`;
  if (seconds < 2 * 3_600) return `${rounded(seconds / 60)} min`;
  if (seconds < 2 * 86_400) return `${rounded(seconds / 3_600)} h`;
  return `${rounded(seconds / 86_400)} d`;
};
