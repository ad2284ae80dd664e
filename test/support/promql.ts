import { parser } from '@prometheus-io/lezer-promql';

type SyntaxNode = ReturnType<typeof parser.parse>['topNode'];

/** One matcher of a selector: `alertname=~"Probe.+"`. */
export interface UsedMatcher {
  readonly label: string;
  readonly operator: string;
  readonly value: string;
}

/** A selector inside an expression: the metric, and what it asks of labels. */
export interface UsedSelector {
  readonly metric: string;
  readonly labels: readonly string[];
  readonly matchers: readonly UsedMatcher[];
}

const unquoted = (text: string): string =>
  text.slice(1, -1).replaceAll(/\\(.)/gs, (_, escaped: string) => (escaped === 'n' ? '\n' : escaped));

/** Every vector selector of an expression. Throws where the expression is no PromQL. */
export const selectorsIn = (expr: string): UsedSelector[] => {
  const found: { metric: string; labels: string[]; matchers: UsedMatcher[] }[] = [];
  let current: (typeof found)[number] | undefined;
  parser.parse(expr).iterate({
    enter: ({ name, type, from, to, node }) => {
      const text = expr.slice(from, to);
      if (type.isError) throw new Error(`no PromQL at ${String(from)}: ${expr}`);
      if (name === 'VectorSelector') {
        current = { metric: '', labels: [], matchers: [] };
        found.push(current);
      }
      if (current === undefined) return;
      if (name === 'Identifier') current.metric = text;
      if (name === 'LabelName') current.labels.push(text);
      if (name === 'UnquotedLabelMatcher') {
        const [label, operator, value] = ['LabelName', 'MatchOp', 'StringLiteral'].map((part) => {
          const child = node.getChild(part);
          return child === null ? '' : expr.slice(child.from, child.to);
        });
        current.matchers.push({
          label: label ?? '',
          operator: operator ?? '',
          value: unquoted(value ?? '""'),
        });
      }
    },
    leave: (node) => {
      if (node.name === 'VectorSelector') current = undefined;
    },
  });
  return found;
};

/** Whether a matcher takes this value; an absent label has the value ''. */
export const takes = ({ operator, value }: UsedMatcher, actual: string): boolean => {
  const whole = (): boolean => new RegExp(`^(?:${value})$`).test(actual);
  switch (operator) {
    case '=':
      return actual === value;
    case '!=':
      return actual !== value;
    case '=~':
      return whole();
    default:
      return !whole();
  }
};

/** Aggregations whose result has the unit of what is aggregated. */
const sameUnit = ['Sum', 'Max', 'Min', 'Avg', 'Topk', 'Bottomk'];

/** The metric whose values an expression shows as they are, summed up or picked from; undefined when it computes others. */
export const onlySelector = (expr: string): string | undefined => {
  const within = (node: SyntaxNode | null): string | undefined => {
    if (node === null) return undefined;
    if (node.name === 'VectorSelector') return selectorsIn(expr.slice(node.from, node.to))[0]?.metric;
    if (node.name === 'ParenExpr' || node.name === 'PromQL') return within(node.firstChild);
    if (node.name !== 'AggregateExpr') return undefined;
    const operation = node.getChild('AggregateOp')?.firstChild?.name ?? '';
    const body = node.getChild('FunctionCallBody');
    return sameUnit.includes(operation) ? within(body?.lastChild ?? null) : undefined;
  };
  return within(parser.parse(expr).topNode);
};
