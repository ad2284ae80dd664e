import { afterEach, describe, expect, it } from '@jest/globals';
import { panelData, variableValues } from '../../../local/boards/data';
import type { Board, BoardPanel } from '../../../local/boards/model';
import { openHttp, type LoopbackServer } from '../../../local/loopback';

let server: LoopbackServer | undefined;
afterEach(() => server?.close());

/** A Prometheus that gives one answer and notes what it was asked. */
async function prometheus(answer: unknown, status = 200): Promise<{ url: string; asked: URL[] }> {
  const asked: URL[] = [];
  server = await openHttp((request, response) => {
    asked.push(new URL(request.url ?? '', 'http://test'));
    response.writeHead(status).end(JSON.stringify(answer));
  });
  return { url: server.url, asked };
}

const board: Board = {
  uid: 'b',
  title: 'B',
  description: '',
  variables: [
    { name: 'application', label: '', selector: 'up', of: 'application', multi: true, preset: '$__all' },
  ],
  rows: [],
};
const panel = (kind: BoardPanel['kind'], further: Partial<BoardPanel> = {}): BoardPanel => ({
  id: 1,
  kind,
  title: 'P',
  description: '',
  place: { x: 0, y: 0, w: 12, h: 8 },
  unit: 's',
  queries: [{ refId: 'A', expr: 'x{application=~"$application"}', legend: '{{application}}', limit: false }],
  colours: [],
  words: {},
  columns: [],
  ...further,
});
const range = { from: 1_000, to: 1_060 };
const shop = { application: 'shop' };

describe('what a panel shows', () => {
  it('is lines with a gap where Prometheus has no number', async () => {
    const { url, asked } = await prometheus({
      data: {
        result: [
          {
            metric: shop,
            values: [
              [990, '1'],
              [1_020, 'NaN'],
              [1_050, '3'],
            ],
          },
        ],
      },
    });
    expect(await panelData(url, board, panel('timeseries'), {}, range)).toEqual({
      kind: 'timeseries',
      times: [990, 1_005, 1_020, 1_035, 1_050],
      series: [{ name: 'shop', limit: false, values: [1, null, null, null, 3] }],
    });
    expect(asked[0]?.searchParams.get('query')).toBe('x{application=~".+"}');
    expect(asked[0]?.searchParams.get('step')).toBe('15');
  });

  it('is a tile for each series, in the order of their names', async () => {
    const { url } = await prometheus({
      data: {
        result: [
          { metric: shop, value: [1_060, '1'] },
          { metric: { application: 'api' }, value: [1_060, '0'] },
        ],
      },
    });
    expect(await panelData(url, board, panel('stat'), {}, range)).toEqual({
      kind: 'stat',
      values: [
        { name: 'api', value: 0 },
        { name: 'shop', value: 1 },
      ],
    });
  });

  it('is a row for each set of the labels that the table names, whatever other labels there are', async () => {
    const { url } = await prometheus({
      data: { result: [{ metric: { ...shop, pod: 'a' }, value: [1_060, '7'] }] },
    });
    const columns = [
      { title: 'Application', label: 'application', unit: '' },
      { title: 'Seconds', refId: 'A', unit: 's' },
    ];
    expect(await panelData(url, board, panel('table', { columns }), {}, range)).toEqual({
      kind: 'table',
      rows: [{ application: 'shop', A: 7 }],
    });
  });

  it('is Prometheus’ own words when it refuses the query', async () => {
    const { url } = await prometheus({ status: 'error', error: 'unexpected end of input' }, 400);
    await expect(panelData(url, board, panel('stat'), {}, range)).rejects.toThrow('unexpected end of input');
  });
});

it('the values of a variable are those of its label in the shown time', async () => {
  const { url, asked } = await prometheus({ data: ['api', 'shop'] });
  expect(await variableValues(url, board, {}, range)).toEqual({ application: ['api', 'shop'] });
  expect(asked[0]?.pathname).toBe('/api/v1/label/application/values');
  expect(asked[0]?.searchParams.get('match[]')).toBe('up');
});
