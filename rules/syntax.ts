import { parser } from '@prometheus-io/lezer-promql';

/** What is wrong with a PromQL expression, or undefined. Syntax only: types and names are promtool's part. */
export const syntaxFault = (expr: string): string | undefined => {
  let fault: string | undefined;
  parser.parse(expr).iterate({
    enter: (node) => {
      if (!node.type.isError || fault !== undefined) return;
      const near = expr.slice(node.from, node.from + 24).trim();
      fault = near === '' ? 'it ends too early' : `it breaks at "${near}"`;
    },
  });
  return expr.trim() === '' ? 'it is empty' : fault;
};
