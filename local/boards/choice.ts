import type { Board, BoardVariable } from './model';

/** Variable → what is chosen; absent or `$__all` is everything. */
export type Choice = Readonly<Record<string, string>>;

const ALL = '$__all';

const escaped = (value: string): string => value.replaceAll(/[\\^$.*+?()[\]{}|]/g, '\\\\$&');

const valueOf = ({ name, multi, preset }: BoardVariable, choice: Choice): string => {
  const chosen = choice[name] ?? preset;
  if (chosen === ALL || chosen === '') return '.+';
  return multi ? escaped(chosen) : chosen;
};

/**
 * A query with the variables of its board filled in as Grafana does: `$name` and `${name}`, and Grafana's own of the
 * time range.
 *
 * @param stepSeconds between two points of the graph
 * @param rangeSeconds that the graph shows
 */
export const fillIn = (
  expr: string,
  { variables }: Pick<Board, 'variables'>,
  choice: Choice,
  { stepSeconds, rangeSeconds }: { readonly stepSeconds: number; readonly rangeSeconds: number },
): string => {
  const values = new Map<string, string>([
    ['__interval', `${String(stepSeconds)}s`],
    // Grafana: at least four scrapes, which are 15 s apart here.
    ['__rate_interval', `${String(Math.max(60, 4 * stepSeconds))}s`],
    ['__range', `${String(rangeSeconds)}s`],
    ...variables.map((variable) => [variable.name, valueOf(variable, choice)] as const),
  ]);
  return expr.replaceAll(/\$(?:\{(\w+)\}|(\w+))/g, (whole, braced?: string, bare?: string) => {
    const name = braced ?? bare ?? '';
    return values.get(name) ?? whole;
  });
};
