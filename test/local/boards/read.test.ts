import { describe, expect, it } from '@jest/globals';
import { readBoard } from '../../../local/boards/read';
import { dashboards } from '../../support/dashboards';

const boards = dashboards.map(({ model }) => ({ model, board: readBoard(JSON.stringify(model)) }));
const panelsOf = (model: Readonly<Record<string, unknown>>) =>
  (model['panels'] as { type: string; title: string }[]).filter(({ type }) => type !== 'row');

describe('the dashboards as this machine draws them', () => {
  it.each(boards.map(({ model, board }) => [board.uid, model, board] as const))(
    '%s loses no panel, no query and no variable',
    (_uid, model, board) => {
      const drawn = board.rows.flatMap(({ panels }) => panels);
      expect(drawn.map(({ title }) => title)).toEqual(panelsOf(model).map(({ title }) => title));
      for (const { queries } of drawn) expect(queries).not.toHaveLength(0);
      const listed = (model['templating'] as { list: { name: string }[] }).list.map(({ name }) => name);
      expect(board.variables.map(({ name }) => name)).toEqual(listed);
    },
  );

  it('know what a threshold, a word, a unit and a limit are', () => {
    const health = boards.find(({ board }) => board.uid === 'system-health')?.board;
    const panels = health?.rows.flatMap((row) => row.panels) ?? [];
    expect(panels.find(({ title }) => title === 'Service status')).toMatchObject({
      kind: 'stat',
      colours: [
        { from: null, colour: 'red' },
        { from: 1, colour: 'green' },
      ],
      words: { '0': 'DOWN' },
    });
    const errors = panels.find(({ title }) => title === 'Error rate');
    expect(errors).toMatchObject({ kind: 'timeseries', unit: 'percentunit' });
    expect(errors?.queries.map(({ limit }) => limit)).toContain(true);
    const budgets = panels.find(({ kind }) => kind === 'table');
    expect(budgets?.columns[0]).toEqual({ title: 'Application', unit: '', label: 'application' });
    expect(budgets?.columns.at(-1)?.refId).toMatch(/^[A-Z]$/);
  });
});
