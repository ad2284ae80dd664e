import { parser } from '@prometheus-io/lezer-promql';

/** A selector inside an expression: the metric, and the labels that it asks for. */
export interface UsedSelector {
  readonly metric: string;
  readonly labels: readonly string[];
}

/** Every vector selector of an expression. Throws where the expression is no PromQL. */
export const selectorsIn = (expr: string): UsedSelector[] => {
  const found: { metric: string; labels: string[] }[] = [];
  let current: { metric: string; labels: string[] } | undefined;
  parser.parse(expr).iterate({
    enter: (node) => {
      const text = (): string => expr.slice(node.from, node.to);
      if (node.type.isError) throw new Error(`no PromQL at ${String(node.from)}: ${expr}`);
      if (node.name === 'VectorSelector') {
        current = { metric: '', labels: [] };
        found.push(current);
      }
      if (current === undefined) return;
      if (node.name === 'Identifier') current.metric = text();
      if (node.name === 'LabelName') current.labels.push(text());
    },
    leave: (node) => {
      if (node.name === 'VectorSelector') current = undefined;
    },
  });
  return found;
};
