import { parser } from '@prometheus-io/lezer-promql';
import type { PlainRule } from '../../rules/model';

/** Alerts on a budget are called after what the objective counts; its level is what tells their definitions apart. */
export const definitionOf = (rule: PlainRule): string => {
  if (!('alert' in rule)) return rule.record;
  const level = rule.labels['sloth_severity'];
  return level === undefined ? rule.alert : `budget burn, ${level}`;
};

/** A node of the parser's tree, as far as it is used here. */
interface Node {
  readonly name: string;
  readonly from: number;
  readonly to: number;
  readonly firstChild: Node | null;
  readonly lastChild: Node | null;
  readonly nextSibling: Node | null;
}

/** Part of an expression between `and`, `or` and `unless`. */
export interface Clause {
  readonly from: number;
  readonly to: number;
  /**
   * Its structure, and which of the clauses of this structure it is. Metrics, matchers, thresholds and windows are what
   * content fills in, so a clause is the same in every instance, also where content leaves another clause out.
   */
  readonly identity: string;
}

const childrenOf = (node: Node): Node[] => {
  const children: Node[] = [];
  for (let child = node.firstChild; child !== null; child = child.nextSibling) children.push(child);
  return children;
};

/** Without the matchers: how many a signal needs is content, as their values are. */
const shapeOf = (node: Node): string => {
  const parts = childrenOf(node).filter(({ name }) => name !== 'LabelMatchers');
  return `${node.name}(${parts.map(shapeOf).join()})`;
};

const setOperators = ['And', 'Or', 'Unless'];

const operandsOf = (node: Node): Node[] => {
  const children = childrenOf(node);
  const isSet = node.name === 'BinaryExpr' && children.some(({ name }) => setOperators.includes(name));
  const [first, last] = [children[0], children.at(-1)];
  if (isSet && first && last) return [...operandsOf(first), ...operandsOf(last)];
  const [only, ...others] = children;
  const isWrapper = ['PromQL', 'ParenExpr'].includes(node.name) && only !== undefined && others.length === 0;
  return isWrapper ? operandsOf(only) : [node];
};

export const clausesOf = (expr: string): Clause[] => {
  const seen = new Map<string, number>();
  return operandsOf(parser.parse(expr).topNode).map((node) => {
    const shape = shapeOf(node);
    const count = (seen.get(shape) ?? 0) + 1;
    seen.set(shape, count);
    return { from: node.from, to: node.to, identity: `${shape} ${String(count)}` };
  });
};
