import { parser } from '@prometheus-io/lezer-promql';

/** Longest line of an expression, in characters. */
const width = 110;

type Node = ReturnType<typeof parser.parse>['topNode'];

const indented = (text: string): string => text.replaceAll(/^/gm, '  ');

/** An expression with a line for each operand where it does not fit on one. Only white space between its parts changes. */
export const wrapped = (expr: string): string => {
  const print = (node: Node): string => {
    const text = expr.slice(node.from, node.to);
    if (text.length <= width) return text;
    const [first, last] = [node.firstChild, node.lastChild];
    if (first === null || last === null) return text;
    if (node.name === 'BinaryExpr')
      return `${print(first)}\n${expr.slice(first.to, last.from).trim()} ${print(last).trimStart()}`;
    if (first.from === last.from && first.to === last.to) {
      const [before, after] = [expr.slice(node.from, first.from), expr.slice(first.to, node.to)];
      const inner = print(first);
      return before === '' && after === '' ? inner : `${before.trim()}\n${indented(inner)}\n${after.trim()}`;
    }
    const [before, after] = [expr.slice(node.from, last.from), expr.slice(last.to, node.to)];
    return node.name === 'AggregateExpr' || node.name === 'FunctionCall'
      ? `${before}${print(last)}${after}`
      : text;
  };
  return print(parser.parse(expr).topNode);
};
