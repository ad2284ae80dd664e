import { expect, test } from '@jest/globals';
import { panelData, type Range } from '../../local/boards/data';
import type { Board, BoardPanel, PanelData } from '../../local/boards/model';
import { boards, withDay } from '../dashboards/proof';

/** A day of samples is evaluated rule by rule first. Milliseconds. */
const patience = 1_800_000;
/** Hours that a board is asked for. */
const hours = 6;

const rangeOf = (hoursBack: number): Range => {
  const to = Date.now() / 1_000;
  return { from: to - hoursBack * 3_600, to };
};

const values = (data: PanelData): readonly (readonly (number | null)[])[] => {
  if (data.kind === 'timeseries') return data.series.filter(({ limit }) => !limit).map((one) => one.values);
  if (data.kind === 'stat') return data.values.map(({ value }) => [value]);
  return data.rows.map((row) =>
    Object.values(row).flatMap((value) => (typeof value === 'number' ? [value] : [])),
  );
};

const isEmpty = (data: PanelData): boolean =>
  values(data).every((one) => one.every((value) => value === null));
const isConstant = (data: PanelData): boolean =>
  data.kind === 'timeseries' &&
  values(data).every((one) => new Set(one.filter((value) => value !== null)).size < 2);

const panelsOf = (
  board: Board,
): { readonly board: Board; readonly panel: BoardPanel; readonly name: string }[] =>
  board.rows.flatMap(({ panels }) =>
    panels.map((panel) => ({ board, panel, name: `${board.title} / ${panel.title}` })),
  );

test(
  'every panel returns values, and every graph a value that changes, from real Prometheus with a day of data',
  async () => {
    await withDay(async (prometheus) => {
      const [empty, constant]: [string[], string[]] = [[], []];
      for (const { board, panel, name } of boards().flatMap(panelsOf)) {
        const data = await panelData(prometheus, board, panel, {}, rangeOf(hours));
        if (isEmpty(data)) empty.push(name);
        else if (isConstant(data)) constant.push(name);
      }
      expect(empty).toEqual([]);
      expect(constant).toEqual([]);
    });
  },
  patience,
);
