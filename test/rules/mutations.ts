import { parser } from '@prometheus-io/lezer-promql';
import type { Duration, PlainRule } from '../../rules/model';
import { syntaxFault } from '../../rules/syntax';

/** One deliberate fault in a rule: where it is, and how it reads. */
export interface Mutation {
  readonly what: string;
  readonly rule: PlainRule;
}

/** Part of an expression that is replaced. */
interface Site {
  readonly what: string;
  readonly from: number;
  readonly to: number;
  readonly by: string;
}

const turned: Readonly<Record<string, string>> = {
  '>': '<',
  '<': '>',
  '>=': '<=',
  '<=': '>=',
  '==': '!=',
  '!=': '==',
};

/** A tenth up and down; a count by one. */
const steps = (text: string): number[] => {
  const value = Number(text);
  return Number.isInteger(value) ? [value + 1, value - 1] : [value * 1.1, value * 0.9];
};

const comparisonSites = (expr: string, operator: { from: number; to: number }, right: string): Site[] => {
  const text = expr.slice(operator.from, operator.to);
  const opposite = turned[text];
  if (opposite === undefined) return [];
  const at = expr.indexOf(right, operator.to);
  const thresholds = /^[0-9.e+-]+$/.test(right)
    ? steps(right).map((value) => ({
        what: `threshold ${right} is ${String(Number(value.toPrecision(6)))}`,
        from: at,
        to: at + right.length,
        by: String(Number(value.toPrecision(6))),
      }))
    : [];
  return [
    { what: `${text} ${right} is ${opposite}`, from: operator.from, to: operator.to, by: opposite },
    ...thresholds,
  ];
};

/** A list element and one of the commas next to it. */
const listElement = (expr: string, from: number, to: number): { from: number; to: number } => {
  if (expr[to] === ',') return { from, to: expr.startsWith(', ', to) ? to + 2 : to + 1 };
  const before = /,\s*$/.exec(expr.slice(0, from));
  return { from: from - (before?.[0].length ?? 0), to };
};

const sitesOf = (expr: string): Site[] => {
  const sites: Site[] = [];
  parser.parse(expr).iterate({
    enter: ({ name, from, to, node }) => {
      const text = expr.slice(from, to);
      if (name === 'BinaryExpr') {
        const operator = node.firstChild?.nextSibling;
        const right = node.lastChild;
        if (operator && right) {
          sites.push(...comparisonSites(expr, operator, expr.slice(right.from, right.to)));
        }
      } else if (name === 'UnquotedLabelMatcher') {
        sites.push({ what: `without matcher ${text}`, ...listElement(expr, from, to), by: '' });
      } else if (name === 'LabelName' && node.parent?.name === 'GroupingLabels') {
        sites.push({ what: `without label ${text}`, ...listElement(expr, from, to), by: '' });
      } else if (name === 'NumberDurationLiteralInDurationContext') {
        const longer = text.replace(/^\d+/, (count) => String(2 * Number(count)));
        sites.push({ what: `window ${text} is ${longer}`, from, to, by: longer });
      }
    },
  });
  return sites;
};

const inSeconds = (duration: Duration): number =>
  Number.parseInt(duration, 10) * ({ s: 1, m: 60, h: 3_600, d: 86_400 }[duration.slice(-1)] ?? 1);

/** Every deliberate fault of a rule: thresholds, comparisons, matchers, labels, windows, and `for` by one evaluation. */
export const mutationsOf = (rule: PlainRule, evaluationSeconds: number): Mutation[] => {
  const spoilt = sitesOf(rule.expr)
    .map(({ what, from, to, by }) => ({
      what,
      rule: { ...rule, expr: rule.expr.slice(0, from) + by + rule.expr.slice(to) },
    }))
    // What does not even parse would be noticed by anybody.
    .filter((mutation) => syntaxFault(mutation.rule.expr) === undefined);
  if (!('alert' in rule)) return spoilt;
  const held = inSeconds(rule.for);
  const others = [held + evaluationSeconds, held - evaluationSeconds].filter((seconds) => seconds >= 0);
  return [
    ...spoilt,
    ...others.map((seconds) => ({
      what: `for ${rule.for} is ${String(seconds)}s`,
      rule: { ...rule, for: `${String(seconds)}s` as Duration },
    })),
  ];
};
