import { DataqueryBuilder, PromQueryFormat } from '@grafana/grafana-foundation-sdk/prometheus';
import { dataSources } from '../../config/naming';

/** The metrics' data source. Every panel and variable names it: Grafana's default may be another one. */
export const prometheus = { type: 'prometheus', uid: dataSources.prometheus } as const;

export interface Query {
  /** PromQL; may use the variables of the dashboard. */
  readonly expr: string;
  /** Name of each series, e.g. `{{application}}`. */
  readonly legend: string;
  /** The series is a limit: a dashed red line, where its alert fires. */
  readonly limit?: boolean;
}

/** A, B, C: how a panel refers to its queries. */
export const refId = (index: number): string => String.fromCharCode(65 + index);

const base = ({ expr, legend }: Query, index: number): DataqueryBuilder =>
  new DataqueryBuilder().datasource(prometheus).refId(refId(index)).expr(expr).legendFormat(legend);

/** The course over the time range. */
export const overTime = (query: Query, index: number): DataqueryBuilder => base(query, index).range();

/** The last value only. */
export const now = (query: Query, index: number): DataqueryBuilder => base(query, index).instant();

/** The last value, one row per series. */
export const asTable = (query: Query, index: number): DataqueryBuilder =>
  base(query, index).instant().format(PromQueryFormat.Table);
