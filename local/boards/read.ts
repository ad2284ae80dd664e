import { z } from 'zod';
import type { Board, BoardColumn, BoardPanel, BoardRow, BoardVariable } from './model';

const place = z.object({ x: z.number(), y: z.number(), w: z.number(), h: z.number() });
const property = z.object({ id: z.string(), value: z.unknown() });
const override = z.object({
  matcher: z.object({ id: z.string(), options: z.unknown() }),
  properties: z.array(property),
});
const target = z.object({ refId: z.string(), expr: z.string(), legendFormat: z.string().default('') });
const panel = z.object({
  id: z.number(),
  type: z.string(),
  title: z.string().default(''),
  description: z.string().default(''),
  gridPos: place,
  targets: z.array(target).default([]),
  transformations: z.array(z.object({ id: z.string(), options: z.unknown() })).default([]),
  fieldConfig: z
    .object({
      defaults: z
        .object({
          unit: z.string().default(''),
          thresholds: z
            .object({ steps: z.array(z.object({ value: z.number().nullable(), color: z.string() })) })
            .optional(),
          mappings: z
            .array(
              z.object({ type: z.string(), options: z.record(z.string(), z.object({ text: z.string() })) }),
            )
            .default([]),
        })
        .default({ unit: '', mappings: [] }),
      overrides: z.array(override).default([]),
    })
    .default({ defaults: { unit: '', mappings: [] }, overrides: [] }),
});
const variable = z.object({
  name: z.string(),
  label: z.string().default(''),
  query: z.union([z.string(), z.object({ query: z.string() }).transform(({ query }) => query)]),
  multi: z.boolean().default(false),
  current: z.object({ value: z.union([z.string(), z.array(z.string())]) }).optional(),
});
const dashboard = z.object({
  uid: z.string(),
  title: z.string(),
  description: z.string().default(''),
  templating: z.object({ list: z.array(variable) }).default({ list: [] }),
  panels: z.array(panel),
});
const organize = z.object({
  renameByName: z.record(z.string(), z.string()).default({}),
  indexByName: z.record(z.string(), z.number()).default({}),
});

type GrafanaPanel = z.infer<typeof panel>;

const kinds: Readonly<Record<string, BoardPanel['kind']>> = {
  timeseries: 'timeseries',
  stat: 'stat',
  table: 'table',
};

const propertyOf = (given: GrafanaPanel, title: string, id: string): unknown =>
  given.fieldConfig.overrides
    .find(({ matcher }) => matcher.id === 'byName' && matcher.options === title)
    ?.properties.find((one) => one.id === id)?.value;

/** Columns of a table in their order, from its `organize` transformation. */
const columnsOf = (given: GrafanaPanel): BoardColumn[] => {
  const options = organize.parse(given.transformations.find(({ id }) => id === 'organize')?.options ?? {});
  return Object.keys(options.renameByName)
    .sort((a, b) => (options.indexByName[a] ?? 0) - (options.indexByName[b] ?? 0))
    .map((field) => {
      const title = options.renameByName[field] ?? field;
      const unit = propertyOf(given, title, 'unit');
      const [, refId] = /^Value #(.+)$/.exec(field) ?? [];
      return {
        title,
        unit: typeof unit === 'string' ? unit : '',
        ...(refId === undefined ? { label: field } : { refId }),
      };
    });
};

const isDashed = (given: GrafanaPanel, refId: string): boolean =>
  given.fieldConfig.overrides.some(
    ({ matcher, properties }) =>
      matcher.id === 'byFrameRefID' &&
      matcher.options === refId &&
      properties.some(({ id }) => id === 'custom.lineStyle'),
  );

const panelOf = (given: GrafanaPanel): BoardPanel[] => {
  const kind = kinds[given.type];
  if (kind === undefined) return [];
  const { defaults } = given.fieldConfig;
  const words = defaults.mappings.flatMap(({ options }) =>
    Object.entries(options).map(([value, { text }]) => [value, text] as const),
  );
  return [
    {
      id: given.id,
      kind,
      title: given.title,
      description: given.description,
      place: given.gridPos,
      unit: defaults.unit,
      queries: given.targets.map(({ refId, expr, legendFormat }) => ({
        refId,
        expr,
        legend: legendFormat,
        limit: isDashed(given, refId),
      })),
      colours: (defaults.thresholds?.steps ?? []).map(({ value, color }) => ({ from: value, colour: color })),
      words: Object.fromEntries(words),
      columns: kind === 'table' ? columnsOf(given) : [],
    },
  ];
};

/** Panels below the heading that precedes them. */
const rowsOf = (panels: readonly GrafanaPanel[]): BoardRow[] => {
  const rows: { title: string; panels: BoardPanel[] }[] = [];
  for (const given of panels) {
    if (given.type === 'row') rows.push({ title: given.title, panels: [] });
    else {
      if (rows.length === 0) rows.push({ title: '', panels: [] });
      rows.at(-1)?.panels.push(...panelOf(given));
    }
  }
  return rows.filter((row) => row.panels.length > 0);
};

const variableOf = ({ name, label, query, multi, current }: z.infer<typeof variable>): BoardVariable[] => {
  const [, selector, of] = /^label_values\((.*),\s*(\w+)\)$/s.exec(query) ?? [];
  if (selector === undefined || of === undefined) return [];
  const preset = current?.value;
  return [
    {
      name,
      label: label === '' ? name : label,
      selector,
      of,
      multi,
      preset: typeof preset === 'string' ? preset : '$__all',
    },
  ];
};

/**
 * A provisioned dashboard as far as this machine can draw it: time series, tiles and tables over Prometheus.
 *
 * @throws ZodError when the text is no dashboard of Grafana's classic format
 */
export const readBoard = (text: string): Board => {
  const { uid, title, description, templating, panels } = dashboard.parse(JSON.parse(text));
  return {
    uid,
    title,
    description,
    variables: templating.list.flatMap(variableOf),
    rows: rowsOf(panels),
  };
};
