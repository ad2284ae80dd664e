import { wallTimeOf } from '../../config/localTime';
import { alertLabels } from '../../config/naming';
import { durationText } from './duration';
import type { Forecast, SlotForecast } from './forecast';
import type { PossibleSource } from './inhibition';
import type { AlertFacts } from './model';
import type { Telling } from './simulator';

/** One message: who, after how long, and how often again. */
export interface ToldLine {
  readonly told: string;
  readonly after: string;
  readonly again: string;
}

/** Alerts to which the same happens. */
export interface Row {
  readonly level: string;
  /** Names, sorted; a name that several alerts have is here once. */
  readonly alerts: readonly string[];
  /** Kinds of time with what is told in them. */
  readonly times: readonly { readonly slots: readonly string[]; readonly lines: readonly ToldLine[] }[];
  readonly inhibitedBy: readonly string[];
}

const channelNames: Readonly<Record<string, string>> = {
  pagerduty: 'PagerDuty',
  slack: 'Slack',
  email: 'e-mail',
};

const againText = ([least, most]: Telling['repeatSeconds']): string =>
  // A look that comes a tenth later is no news.
  most - least <= least / 10
    ? `every ${durationText(least)}`
    : `every ${durationText(least)} to ${durationText(most)}`;

const clockText = (instant: Date, zone: string): string => {
  const { minute } = wallTimeOf(instant, zone);
  const digits = (value: number): string => String(value).padStart(2, '0');
  return `${digits(Math.floor(minute / 60))}:${digits(minute % 60)}`;
};

const afterText = (alert: AlertFacts, { slot }: SlotForecast, { held, waitSeconds }: Telling): string => {
  if (held === 'never') return 'never';
  return held === undefined
    ? durationText(alert.forSeconds + waitSeconds)
    : `held to ${clockText(held, slot.zone)}`;
};

/** What is held comes after what is told at once. */
const soonestFirst = (one: Telling, other: Telling): number =>
  Number(one.held !== undefined) - Number(other.held !== undefined) || one.waitSeconds - other.waitSeconds;

const linesOf = (alert: AlertFacts, forecast: SlotForecast): ToldLine[] =>
  [...forecast.told].sort(soonestFirst).flatMap((telling) => {
    const after = afterText(alert, forecast, telling);
    const again = againText(telling.repeatSeconds);
    if (telling.recipients.length === 0) return [{ told: 'nobody', after: '', again: '' }];
    return telling.recipients.map(({ channel, whom }) => ({
      told: `${channelNames[channel] ?? channel} ${whom}`,
      after,
      again,
    }));
  });

/** Every maintenance window, and every channel, has the same alert; its label says which one it is. */
const nameOf = ({ name, labels }: AlertFacts): string =>
  [name, labels[alertLabels.maintenance], labels[alertLabels.integration]]
    .filter((part) => part !== undefined)
    .join(' ');

/** Mostly one alert has the same name at a higher severity; what they must have in common is then its own subject. */
const sourceText = (target: AlertFacts, { alert, onlyIfSame, onlyIf }: PossibleSource): string => {
  if (alert.name === target.name) {
    const { severity } = alert.labels;
    const isOther = severity !== undefined && severity !== target.labels['severity'];
    return isOther ? `itself at ${severity}` : 'another of its name';
  }
  const parts = [
    ...onlyIf.map((matcher) => `if ${matcher}`),
    ...(onlyIfSame.length === 0 ? [] : [`same ${onlyIfSame.join(', ')}`]),
    ...(alert.forSeconds > target.forSeconds
      ? [`${durationText(alert.forSeconds - target.forSeconds)} later`]
      : []),
  ];
  const name = nameOf(alert);
  return parts.length === 0 ? name : `${name} (${parts.join('; ')})`;
};

/** Entries of equal key together, in the order of their first. */
const grouped = <Item>(items: readonly Item[], key: (item: Item) => unknown): Item[][] => {
  const groups = new Map<string, Item[]>();
  for (const item of items) {
    const text = JSON.stringify(key(item));
    groups.set(text, [...(groups.get(text) ?? []), item]);
  }
  return [...groups.values()];
};

const timesOf = ({ alert, slots }: Forecast): Row['times'] =>
  grouped(
    slots.map((slot) => ({ slot: slot.slot.name, lines: linesOf(alert, slot) })),
    ({ lines }) => lines,
  ).map((same) => ({ slots: same.map(({ slot }) => slot), lines: same[0]?.lines ?? [] }));

const levels = ['P1', 'P2', 'P3', 'P4', 'critical', 'warning', 'info', 'none'];
const rank = (level: string): number => (levels.includes(level) ? levels.indexOf(level) : levels.length);

const compare = (one: Row, other: Row): number =>
  rank(one.level) - rank(other.level) || (one.alerts.join() < other.alerts.join() ? -1 : 1);

/** Forecasts as rows of equal outcome, the most urgent first. */
export const rowsOf = (forecasts: readonly Forecast[]): readonly Row[] =>
  grouped(
    forecasts.map((forecast) => ({
      name: nameOf(forecast.alert),
      level: forecast.level,
      times: timesOf(forecast),
      inhibitedBy: [...new Set(forecast.inhibitedBy.map((source) => sourceText(forecast.alert, source)))],
    })),
    ({ level, times, inhibitedBy }) => [level, times, inhibitedBy],
  )
    .flatMap(([first, ...more]) =>
      first === undefined
        ? []
        : [{ ...first, alerts: [...new Set([first, ...more].map(({ name }) => name))].sort() }],
    )
    .map(({ level, alerts, times, inhibitedBy }): Row => ({ level, alerts, times, inhibitedBy }))
    .sort(compare);
