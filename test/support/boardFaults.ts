import type { DashboardFile } from '../../dashboards/model';
import type { Signal } from '../../signals/signal';
import { panelsOf, withValues, type PlainPanel } from './dashboards';
import { selectorsIn } from './promql';

/** What boards may ask for. */
export interface Askable {
  /** Signals by name of their metric. */
  readonly signals: ReadonlyMap<string, Signal>;
  /** Metrics that rules record. */
  readonly recorded: ReadonlySet<string>;
}

/** The unit in which a query's values are shown: of the column of a table, else of the panel. */
export const unitOf = ({ type, fieldConfig, targets = [] }: PlainPanel, index: number): unknown => {
  if (type !== 'table') return fieldConfig?.defaults.unit;
  const title = targets[index]?.legendFormat;
  const column = fieldConfig?.overrides.find(({ matcher }) => matcher.options === title);
  return column?.properties.find(({ id }) => id === 'unit')?.value;
};

const queryFaults = (expr: string, { signals, recorded }: Askable): string[] => {
  try {
    return selectorsIn(withValues(expr)).flatMap(({ metric, labels }) => {
      const signal = signals.get(metric);
      if (signal === undefined) return [`unknown metric ${metric}`];
      return [
        ...labels
          .filter((label) => !signal.labels.includes(label))
          .map((label) => `${metric} has no label ${label}`),
        ...(signal.source === 'rule' && !recorded.has(metric) ? [`no rule records ${metric}`] : []),
      ];
    });
  } catch (error) {
    return [error instanceof Error ? error.message : String(error)];
  }
};

const repeated = (values: readonly string[], what: string): string[] =>
  [...new Set(values.filter((value, index) => values.indexOf(value) !== index))].map(
    (value) => `${what} ${value} is there twice`,
  );

/** Everything that is wrong with boards as a whole: what they ask for does not exist, units are missing, names are taken twice. */
export const boardFaults = (boards: readonly DashboardFile[], askable: Askable): string[] => [
  ...repeated(
    boards.map(({ uid }) => uid),
    'uid',
  ),
  ...repeated(
    boards.map(({ title }) => title),
    'title',
  ),
  ...boards.flatMap((board) => [
    ...repeated(
      panelsOf(board).map(({ id }) => `${board.title}: panel id ${String(id)}`),
      'in',
    ),
    ...panelsOf(board).flatMap((panel) =>
      (panel.targets ?? []).flatMap(({ expr }, index) =>
        [...queryFaults(expr, askable), ...(typeof unitOf(panel, index) === 'string' ? [] : ['no unit'])].map(
          (fault) => `${board.title} / ${panel.title}: ${fault}`,
        ),
      ),
    ),
  ]),
];
