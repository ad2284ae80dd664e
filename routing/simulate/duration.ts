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

const written = (count: number, unit: string): string => `${String(Math.round(count * 10) / 10)} ${unit}`;

/** A whole number of the larger unit, and what is left in the smaller one. */
const inUnits = (
  seconds: number,
  larger: readonly [number, string],
  smaller: readonly [number, string],
): string => {
  const left = Math.round((seconds % larger[0]) / smaller[0]);
  const whole = written(Math.floor(seconds / larger[0]), larger[1]);
  return left === 0 ? whole : `${whole} ${written(left, smaller[1])}`;
};

/** For people: `45 s`, `2 min 30 s`, `6 h`; days only from two on. */
export const durationText = (seconds: number): string => {
  if (seconds < 60) return written(seconds, 's');
  if (seconds < 2 * 3_600 && seconds !== 3_600) return inUnits(seconds, [60, 'min'], [1, 's']);
  if (seconds < 2 * 86_400) return inUnits(seconds, [3_600, 'h'], [60, 'min']);
  return inUnits(seconds, [86_400, 'd'], [3_600, 'h']);
};
