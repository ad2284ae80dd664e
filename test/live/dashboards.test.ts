import { expect, test } from '@jest/globals';
import { panelData, type Range } from '../../local/boards/data';
import type { Board, BoardPanel, BoardQuery } from '../../local/boards/model';
import { boards, withDay } from '../dashboards/proof';

/** Days of samples are evaluated rule by rule first. Milliseconds. */
const patience = 900_000;
/** Hours that a board is asked for. */
const hours = 6;

const rangeOf = (hoursBack: number): Range => {
  const to = Date.now() / 1_000;
  return { from: to - hoursBack * 3_600, to };
};

interface Asked {
  readonly board: Board;
  readonly panel: BoardPanel;
  readonly query: BoardQuery;
  readonly name: string;
}

const queriesOf = (board: Board): Asked[] =>
  board.rows.flatMap(({ panels }) =>
    panels.flatMap((panel) =>
      panel.queries.map((query) => ({
        board,
        panel,
        query,
        name: `${board.title} / ${panel.title}: ${query.expr}`,
      })),
    ),
  );

/** The course of one query of a panel, of those that show the value of now, too. */
const linesOf = async (
  prometheus: string,
  { board, panel, query }: Asked,
): Promise<readonly (readonly number[])[]> => {
  const graph: BoardPanel = { ...panel, kind: 'timeseries', queries: [query] };
  const data = await panelData(prometheus, board, graph, {}, rangeOf(hours));
  if (data.kind !== 'timeseries') throw new Error('a graph has lines');
  return data.series
    .map(({ values }) => values.filter((value) => value !== null))
    .filter((values) => values.length > 0);
};

test(
  'every query of every panel returns values, and every panel one that changes, from real Prometheus with days of data',
  async () => {
    const empty: string[] = [];
    const [panels, changing] = [new Set<string>(), new Set<string>()];
    await withDay(async (prometheus) => {
      for (const asked of boards().flatMap(queriesOf)) {
        const lines = await linesOf(prometheus, asked);
        const panel = `${asked.board.title} / ${asked.panel.title}`;
        panels.add(panel);
        if (lines.length === 0) empty.push(asked.name);
        if (!asked.query.limit && lines.some((values) => new Set(values).size > 1)) changing.add(panel);
      }
    });
    expect(empty).toEqual([]);
    expect([...panels].filter((panel) => !changing.has(panel))).toEqual([]);
    expect(panels.size).toBeGreaterThan(100);
  },
  patience,
);
