/** `12:03:09`, local time. */
export const clock = (milliseconds: number): string => new Date(milliseconds).toLocaleTimeString('en-GB');

/** `12:03` of Unix seconds, local time. */
export const hourAndMinute = (seconds: number): string =>
  new Date(seconds * 1_000).toLocaleTimeString('en-GB', { hour: '2-digit', minute: '2-digit' });

/** `1:16`, or `1:02:03` from an hour on. */
export function span(milliseconds: number): string {
  const seconds = Math.max(0, Math.round(milliseconds / 1_000));
  const two = (value: number): string => String(value).padStart(2, '0');
  const [hours, minutes] = [Math.floor(seconds / 3_600), Math.floor(seconds / 60) % 60];
  return hours > 0
    ? `${String(hours)}:${two(minutes)}:${two(seconds % 60)}`
    : `${String(minutes)}:${two(seconds % 60)}`;
}

/** Three digits that count, and no more: 0.123, 12.3, 1230. */
const digits = (value: number): string => {
  const size = Math.abs(value);
  if (size === 0) return '0';
  if (size >= 100) return value.toFixed(0);
  if (size >= 1) return String(Number(value.toFixed(size >= 10 ? 1 : 2)));
  return String(Number(value.toPrecision(2)));
};

const scaled = (value: number, base: number, names: readonly string[]): string => {
  let left = value;
  let step = 0;
  while (Math.abs(left) >= base && step < names.length - 1) {
    left /= base;
    step += 1;
  }
  return `${digits(left)}${names[step] ?? ''}`;
};

const binary = [' B', ' KiB', ' MiB', ' GiB', ' TiB'];
const thousands = ['', 'k', 'M', 'G', 'T'];

const secondsText = (value: number): string => {
  const size = Math.abs(value);
  if (size < 0.001 && size > 0) return `${digits(value * 1e6)} µs`;
  if (size < 1) return `${digits(value * 1_000)} ms`;
  if (size < 120) return `${digits(value)} s`;
  if (size < 7_200) return `${digits(value / 60)} min`;
  return size < 172_800 ? `${digits(value / 3_600)} h` : `${digits(value / 86_400)} d`;
};

/** Grafana's names of units, as dashboards/lib/units.ts uses them. */
const units: Readonly<Record<string, (value: number) => string>> = {
  bytes: (value) => scaled(value, 1_024, binary),
  binBps: (value) => `${scaled(value, 1_024, binary)}/s`,
  percentunit: (value) => `${digits(value * 100)} %`,
  percent: (value) => `${digits(value)} %`,
  reqps: (value) => `${scaled(value, 1_000, thousands)} req/s`,
  ops: (value) => `${scaled(value, 1_000, thousands)}/s`,
  s: secondsText,
  ms: (value) => secondsText(value / 1_000),
  d: (value) => `${digits(value)} d`,
  currencyUSD: (value) => `$${scaled(value, 1_000, thousands)}`,
  currencyEUR: (value) => `€${scaled(value, 1_000, thousands)}`,
};

/** A value with its unit, as short as it can be read. */
export const withUnit = (value: number, unit: string): string =>
  (units[unit] ?? ((plain: number) => scaled(plain, 1_000, thousands)))(value);
