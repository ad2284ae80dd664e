import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { panelData, type Range } from '../../local/boards/data';
import type { Board, BoardPanel, BoardQuery } from '../../local/boards/model';
import { signalGroup } from '../../local/process/group';
import { withTemporaryFolder } from '../../tools/run';
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

type Course = readonly (number | null)[];

/** The course of one query of a panel, of those that show the value of now, too. */
const coursesOf = async (prometheus: string, { board, panel, query }: Asked): Promise<readonly Course[]> => {
  const graph: BoardPanel = { ...panel, kind: 'timeseries', queries: [query] };
  const data = await panelData(prometheus, board, graph, {}, rangeOf(hours));
  if (data.kind !== 'timeseries') throw new Error('a graph has lines');
  return data.series.map(({ values }) => values).filter((values) => values.some((value) => value !== null));
};

/** Of a table, a row that comes or goes is a change; of a graph only another value. */
const changes = ({ panel, query }: Asked, course: Course): boolean => {
  const counted = panel.kind === 'table' ? course : course.filter((value) => value !== null);
  return !query.limit && new Set(counted).size > 1;
};

test(
  'every query of every panel returns values, and every panel one that changes, from real Prometheus with days of data',
  async () => {
    const empty: string[] = [];
    const [panels, changing] = [new Set<string>(), new Set<string>()];
    await withDay(async (prometheus) => {
      for (const asked of boards().flatMap(queriesOf)) {
        const courses = await coursesOf(prometheus, asked);
        const panel = `${asked.board.title} / ${asked.panel.title}`;
        panels.add(panel);
        if (courses.length === 0) empty.push(asked.name);
        if (courses.some((course) => changes(asked, course))) changing.add(panel);
      }
    });
    expect(empty).toEqual([]);
    expect([...panels].filter((panel) => !changing.has(panel))).toEqual([]);
    expect(panels.size).toBeGreaterThan(100);
  },
  patience,
);

test.each(['SIGINT', 'SIGTERM'] as const)(
  'npm run dashboards ends with everything it started after %s',
  async (name) => {
    await withTemporaryFolder(async (folder) => {
      const script = spawn(process.execPath, ['scripts/run.mjs', 'dashboards', '--out', folder], {
        cwd: join(__dirname, '../..'),
        // A group of its own: what is left in it afterwards was left behind.
        detached: true,
        stdio: ['ignore', 'ignore', 'pipe'],
      });
      const group = script.pid ?? 0;
      let said = '';
      script.stderr.setEncoding('utf8').on('data', (text: string) => {
        if (!said.includes('level 2') && (said += text).includes('level 2')) script.kill(name);
      });
      expect(await once(script, 'exit')).toEqual([null, name]);
      expect(said).toContain('level 2');
      expect(signalGroup(group, 0)).toBe(false);
    });
  },
  patience,
);
