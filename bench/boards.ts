import { panelData, variableValues } from '../local/boards/data';
import type { Choice } from '../local/boards/choice';
import type { Board, PanelData } from '../local/boards/model';
import { median } from './measure';
import type { Print } from './plans';

/** Most seconds that all queries of a board may take together, one after the other. Grafana sends them side by side. */
const mostSeconds = 1;

/** What a board shows when it is opened, in seconds. */
const rangeSeconds = 3_600;

/** A board is asked for so often; the one in the middle counts. */
const rounds = 3;

interface BoardCost {
  readonly title: string;
  readonly seconds: number;
  readonly panels: number;
  /** Panels for which Prometheus has something: the others cost nothing and tell nothing. */
  readonly filled: number;
}

const isFilled = (data: PanelData): boolean => {
  if (data.kind === 'timeseries') return data.series.length > 0;
  return data.kind === 'stat' ? data.values.length > 0 : data.rows.length > 0;
};

const costOf = async (prometheus: string, board: Board, choice: Choice): Promise<BoardCost> => {
  const panels = board.rows.flatMap((row) => row.panels);
  const took: number[] = [];
  let filled = 0;
  for (let round = 0; round < rounds; round += 1) {
    const to = Math.floor(Date.now() / 1_000);
    const range = { from: to - rangeSeconds, to };
    const began = performance.now();
    await variableValues(prometheus, board, choice, range);
    filled = 0;
    for (const panel of panels)
      filled += isFilled(await panelData(prometheus, board, panel, choice, range)) ? 1 : 0;
    took.push((performance.now() - began) / 1_000);
  }
  return { title: board.title, seconds: median(took), panels: panels.length, filled };
};

/**
 * What the queries of each board cost, for one application where a board is about one.
 *
 * @returns the faults: a board that takes a second or longer
 */
export const benchBoards = async (
  prometheus: string,
  boards: readonly Board[],
  application: string,
  print: Print,
): Promise<string[]> => {
  print(`\n${'board'.padEnd(28)}${'with data'.padStart(12)}${'all queries'.padStart(14)}`);
  const faults: string[] = [];
  for (const board of boards) {
    const { title, seconds, panels, filled } = await costOf(prometheus, board, { application });
    const shown = `${String(filled)} of ${String(panels)}`;
    print(`${title.padEnd(28)}${shown.padStart(12)}${`${(1_000 * seconds).toFixed(0)} ms`.padStart(14)}`);
    if (seconds >= mostSeconds)
      faults.push(
        `the queries of the board ${title} take ${seconds.toFixed(1)} s, not below ${String(mostSeconds)} s`,
      );
  }
  return faults;
};
