import { wrap } from '../../local/screen/wrap';
import { table } from '../../local/screen/table';
import { silentSlots, type Forecast } from '../../routing/simulate/forecast';
import { rowsOf, type Row } from '../../routing/simulate/rows';
import { slotNames, type Slot } from '../../routing/simulate/slots';

/** Characters of the columns that are broken into lines. */
const ALERTS_WIDTH = 46;
const INHIBITED_WIDTH = 44;

/** The forecasts as text: one block of lines for each row of equal outcome. */
export function routesText(stack: string, forecasts: readonly Forecast[], notes: readonly string[]): string {
  const rows = rowsOf(forecasts);
  const head = ['', 'Alerts', 'When', 'Told', 'After', 'Again', 'Inhibited by'];
  const lines = rows.flatMap((row) => [Array.from(head, () => ''), ...linesOf(row)]);
  const count = new Set(forecasts.map(({ alert }) => alert.name)).size;
  return [
    `Observatory ${stack} · who is told of ${String(count)} ${count === 1 ? 'alert' : 'alerts'}`,
    '',
    table([head, ...lines], ''),
    '',
    ...legend(forecasts),
    ...notes,
    ...silence(forecasts),
    '',
  ].join('\n');
}

function linesOf(row: Row): string[][] {
  const told = row.times.flatMap(({ slots, lines }) =>
    lines.map((line, index) => {
      const { told: whom, after, again } = line;
      const above = lines[index - 1];
      const same = above?.after === after && above.again === again;
      return [index === 0 ? slotsText(slots) : '', whom, same ? '' : after, same ? '' : again];
    }),
  );
  const alerts = wrap(row.alerts.join(', '), ALERTS_WIDTH, '').split('\n');
  const inhibited = row.inhibitedBy.flatMap((source) => wrap(source, INHIBITED_WIDTH, '  ').split('\n'));
  const height = Math.max(told.length, alerts.length, inhibited.length);
  return Array.from({ length: height }, (_, index) => [
    index === 0 ? row.level : '',
    alerts[index] ?? '',
    ...(told[index] ?? ['', '', '', '']),
    inhibited[index] ?? '',
  ]);
}

function slotsText(slots: readonly string[]): string {
  return slots.length === slotNames.length ? 'always' : slots.join(', ');
}

function legend(forecasts: readonly Forecast[]): string[] {
  const slots = forecasts.flatMap((forecast) => forecast.slots.map(({ slot }) => slot));
  const byZone = new Map<string, Map<string, Slot>>();
  for (const slot of slots) {
    const key = `${slot.name} ${slot.at.toISOString()}`;
    byZone.set(slot.zone, (byZone.get(slot.zone) ?? new Map<string, Slot>()).set(key, slot));
  }
  const isHeld = forecasts.some((forecast) =>
    forecast.slots.some(({ told }) => told.some(({ held }) => held instanceof Date)),
  );
  return [
    ...[...byZone].map(([zone, known]) => `${[...known.values()].map(slotText).join(' · ')}  (${zone})`),
    'After: `for` and group wait. What joins a group that was already told waits up to its group interval.',
    ...(isHeld
      ? ['Held: kept until the next opening of the route’s window, told within one group interval of it.']
      : []),
  ];
}

function slotText({ name, at, zone }: Slot): string {
  const parts = new Intl.DateTimeFormat('en-GB', {
    timeZone: zone,
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
  });
  return `${name}: ${parts.format(at).replaceAll(',', '')}`;
}

function silence(forecasts: readonly Forecast[]): string[] {
  const silent = forecasts.flatMap((forecast) => {
    const slots = silentSlots(forecast).map(({ name }) => name);
    return slots.length === 0 ? [] : [`  ${forecast.alert.name} (${slotsText(slots)})`];
  });
  return silent.length === 0 ? [] : ['', 'Nobody is told of:', ...new Set(silent)];
}
