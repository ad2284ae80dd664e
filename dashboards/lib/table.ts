import { PanelBuilder } from '@grafana/grafana-foundation-sdk/table';
import type { Unit } from '../../signals/signal';
import { heights, placed, type PanelSpec, type PlacedPanel } from './panel';
import { asTable, prometheus, refId } from './query';
import { grafanaUnit } from './units';

/** A column of values; its query yields one row per set of labels. */
export interface Column {
  readonly title: string;
  readonly unit: Unit;
  readonly expr: string;
}

export interface TableSpec extends Omit<PanelSpec, 'queries' | 'unit'> {
  /** Labels that make a row, with the titles of their columns. */
  readonly rows: Readonly<Record<string, string>>;
  readonly columns: readonly [Column, ...Column[]];
}

/** The values of now, one row per application (or whatever `rows` says), one column per query. */
export const table = ({ rows, columns, ...spec }: TableSpec): PlacedPanel => {
  const queries = columns.map(({ expr, title }) => ({ expr, legend: title }));
  const valueColumn = (index: number): string => `Value #${refId(index)}`;
  const renamed = Object.fromEntries(columns.map(({ title }, index) => [valueColumn(index), title]));
  const order = [...Object.keys(rows), ...columns.map((_, index) => valueColumn(index))];
  const builder = new PanelBuilder()
    .title(spec.title)
    .description(spec.description)
    .datasource(prometheus)
    .targets(queries.map(asTable))
    .withTransformation({ id: 'merge', options: {} })
    .withTransformation({
      id: 'organize',
      options: {
        excludeByName: { Time: true },
        renameByName: { ...rows, ...renamed },
        indexByName: Object.fromEntries(order.map((name, index) => [name, index])),
      },
    });
  columns.forEach(({ title, unit }) => {
    builder.overrideByName(title, [{ id: 'unit', value: grafanaUnit[unit] }]);
  });
  return placed({ ...spec, unit: columns[0].unit, queries }, heights.table, builder);
};
