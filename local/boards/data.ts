import { z } from 'zod';
import { fillIn, type Choice } from './choice';
import type { Board, BoardPanel, BoardQuery, PanelData } from './model';

const labels = z.record(z.string(), z.string());
const sample = z.tuple([z.number(), z.string()]);
const vector = z.object({
  data: z.object({ result: z.array(z.object({ metric: labels, value: sample })) }),
});
const matrix = z.object({
  data: z.object({ result: z.array(z.object({ metric: labels, values: z.array(sample) })) }),
});
const values = z.object({ data: z.array(z.string()) });
const refusal = z.object({ error: z.string() });

/** A query of a graph is quick or wrong. Milliseconds. */
const TIMEOUT = 10_000;
/** Points of a line: about two pixels each on a wide screen. */
const POINTS = 240;
/** Below the shortest scrape interval more points say nothing. Seconds. */
const SHORTEST_STEP = 15;

/** The time that a board shows, Unix seconds. */
export interface Range {
  readonly from: number;
  readonly to: number;
}

async function ask<T>(schema: z.ZodType<T>, url: URL): Promise<T> {
  const response = await fetch(url, { signal: AbortSignal.timeout(TIMEOUT) });
  const body: unknown = await response.json();
  if (response.status === 200) return schema.parse(body);
  throw new Error(refusal.safeParse(body).data?.error ?? `Prometheus answers ${String(response.status)}`);
}

const endpoint = (prometheus: string, path: string, query: Readonly<Record<string, string>>): URL => {
  const url = new URL(`${prometheus}${path}`);
  for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value);
  return url;
};

/** A series' name as Grafana writes it: `{{label}}` filled in, else its labels. */
const nameOf = (legend: string, metric: Readonly<Record<string, string>>): string => {
  if (legend !== '')
    return legend.replaceAll(/\{\{\s*(\w+)\s*\}\}/g, (_, name: string) => metric[name] ?? '').trim();
  const { __name__: name = '', ...rest } = metric;
  const list = Object.entries(rest).map(([label, value]) => `${label}="${value}"`);
  return list.length === 0 ? name : `${name}{${list.join(', ')}}`;
};

const stepOf = ({ from, to }: Range): number => Math.max(SHORTEST_STEP, Math.ceil((to - from) / POINTS));

const finite = (text: string | undefined): number | null => {
  const value = Number(text);
  return text === undefined || !Number.isFinite(value) ? null : value;
};

async function lines(
  prometheus: string,
  queries: readonly (BoardQuery & { expr: string })[],
  range: Range,
): Promise<PanelData> {
  const step = stepOf(range);
  const from = Math.floor(range.from / step) * step;
  const count = Math.floor((range.to - from) / step) + 1;
  const times = Array.from({ length: count }, (_, index) => from + index * step);
  const answers = await Promise.all(
    queries.map(({ expr }) =>
      ask(
        matrix,
        endpoint(prometheus, '/api/v1/query_range', {
          query: expr,
          start: String(from),
          end: String(times.at(-1) ?? from),
          step: String(step),
        }),
      ),
    ),
  );
  const series = answers.flatMap(({ data }, index) =>
    data.result.map(({ metric, values: samples }) => {
      const at = new Map(samples.map(([time, text]) => [Math.round(time), text]));
      const query = queries[index];
      return {
        name: nameOf(query?.legend ?? '', metric),
        limit: query?.limit ?? false,
        values: times.map((time) => finite(at.get(time))),
      };
    }),
  );
  return { kind: 'timeseries', times, series };
}

const instant = (prometheus: string, expr: string, at: number) =>
  ask(vector, endpoint(prometheus, '/api/v1/query', { query: expr, time: String(at) }));

async function tiles(prometheus: string, queries: readonly BoardQuery[], at: number): Promise<PanelData> {
  const answers = await Promise.all(queries.map(({ expr }) => instant(prometheus, expr, at)));
  const found = answers.flatMap(({ data }, index) =>
    data.result.map(({ metric, value: [, text] }) => ({
      name: nameOf(queries[index]?.legend ?? '', metric),
      value: Number(text),
    })),
  );
  return { kind: 'stat', values: found.sort((a, b) => a.name.localeCompare(b.name)) };
}

/** One row per set of the labels that the table names. */
async function tableRows(
  prometheus: string,
  panel: BoardPanel,
  queries: readonly BoardQuery[],
  at: number,
): Promise<PanelData> {
  const names = panel.columns.flatMap(({ label }) => (label === undefined ? [] : [label]));
  const rows = new Map<string, Record<string, string | number>>();
  const answers = await Promise.all(queries.map(({ expr }) => instant(prometheus, expr, at)));
  answers.forEach(({ data }, index) => {
    const refId = queries[index]?.refId ?? '';
    for (const { metric, value } of data.result) {
      const key = names.map((name) => metric[name] ?? '').join('\n');
      const row = rows.get(key) ?? Object.fromEntries(names.map((name) => [name, metric[name] ?? '']));
      row[refId] = Number(value[1]);
      rows.set(key, row);
    }
  });
  const sorted = [...rows].sort(([a], [b]) => a.localeCompare(b));
  return { kind: 'table', rows: sorted.map(([, row]) => row) };
}

/**
 * What a panel shows of real data.
 *
 * @throws Error with Prometheus' own words when it refuses a query; a DOMException when it does not answer within 10 s
 */
export async function panelData(
  prometheus: string,
  board: Board,
  panel: BoardPanel,
  choice: Choice,
  range: Range,
): Promise<PanelData> {
  const spans = { stepSeconds: stepOf(range), rangeSeconds: range.to - range.from };
  const queries = panel.queries.map((query) => ({
    ...query,
    expr: fillIn(query.expr, board, choice, spans),
  }));
  if (panel.kind === 'timeseries') return lines(prometheus, queries, range);
  if (panel.kind === 'stat') return tiles(prometheus, queries, range.to);
  return tableRows(prometheus, panel, queries, range.to);
}

/** The values that each variable of a board can take, each narrowed by the ones before it. */
export async function variableValues(
  prometheus: string,
  board: Board,
  choice: Choice,
  range: Range,
): Promise<Readonly<Record<string, readonly string[]>>> {
  const spans = { stepSeconds: stepOf(range), rangeSeconds: range.to - range.from };
  const entries = await Promise.all(
    board.variables.map(async ({ name, selector, of }) => {
      const url = endpoint(prometheus, `/api/v1/label/${of}/values`, {
        'match[]': fillIn(selector, board, choice, spans),
        start: String(range.from),
        end: String(range.to),
      });
      return [name, (await ask(values, url)).data] as const;
    }),
  );
  return Object.fromEntries(entries);
}
