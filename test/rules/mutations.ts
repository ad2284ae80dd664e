import { parser } from '@prometheus-io/lezer-promql';
import { secondsOf } from '../../routing/simulate/duration';
import type { Duration, PlainRule } from '../../rules/model';
import { syntaxFault } from '../../rules/syntax';
import { clausesOf } from './definition';

/** One deliberate fault in a rule. */
export interface Mutation {
  /** The clause, the place in it and the kind of fault: equal in every instance, whatever its thresholds and names are. */
  readonly key: string;
  /** How it reads in this rule; unique within it. */
  readonly what: string;
  readonly rule: PlainRule;
}

/** Part of an expression that is replaced. */
interface Site {
  readonly kind: string;
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

interface Span {
  readonly from: number;
  readonly to: number;
}

const comparisonSites = (expr: string, operator: Span, right: Span): Site[] => {
  const text = expr.slice(operator.from, operator.to);
  const opposite = turned[text];
  if (opposite === undefined) return [];
  const limit = expr.slice(right.from, right.to);
  const thresholds = /^[0-9.e+-]+$/.test(limit)
    ? steps(limit).map((value, step) => {
        const by = String(Number.isInteger(value) ? value : Number(value.toPrecision(6)));
        return {
          kind: step === 0 ? 'threshold up' : 'threshold down',
          what: `threshold ${limit} is ${by}`,
          from: right.from,
          to: right.to,
          by,
        };
      })
    : [];
  const shown = limit.length > 40 ? '…' : limit;
  return [
    { kind: 'turned', what: `${text} ${shown} is ${opposite}`, ...operator, by: opposite },
    ...thresholds,
  ];
};

/** A list element and one of the commas next to it. */
const listElement = (expr: string, { from, to }: Span): Span => {
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
          const span = ({ from: start, to: end }: Span): Span => ({ from: start, to: end });
          sites.push(...comparisonSites(expr, span(operator), span(right)));
        }
      } else if (name === 'UnquotedLabelMatcher') {
        const place = listElement(expr, { from, to });
        const label = /^\w+/.exec(text)?.[0] ?? '';
        sites.push({ kind: `matcher ${label}`, what: `without matcher ${text}`, ...place, by: '' });
      } else if (name === 'LabelName' && node.parent?.name === 'GroupingLabels') {
        const place = listElement(expr, { from, to });
        sites.push({ kind: 'label', what: `without label ${text}`, ...place, by: '' });
      } else if (name === 'NumberDurationLiteralInDurationContext') {
        const longer = text.replace(/^\d+/, (count) => String(2 * Number(count)));
        sites.push({ kind: 'window', what: `window ${text} is ${longer}`, from, to, by: longer });
      }
    },
  });
  return sites;
};

const forMutations = (rule: PlainRule, evaluationSeconds: number): Mutation[] => {
  if (!('alert' in rule)) return [];
  const held = secondsOf(rule.for);
  return [
    { key: 'for up', seconds: held + evaluationSeconds },
    { key: 'for down', seconds: held - evaluationSeconds },
  ]
    .filter(({ seconds }) => seconds >= 0)
    .map(({ key, seconds }) => ({
      key,
      what: `for ${rule.for} is ${String(seconds)}s`,
      rule: { ...rule, for: `${String(seconds)}s` as Duration },
    }));
};

/** The same fault at a second place of a rule gets a number. */
const numbered = (mutations: readonly Mutation[]): Mutation[] => {
  const seen = new Map<string, number>();
  return mutations.map((mutation) => {
    const count = (seen.get(mutation.what) ?? 0) + 1;
    seen.set(mutation.what, count);
    return count === 1 ? mutation : { ...mutation, what: `${mutation.what} (${String(count)})` };
  });
};

/** Sites with the clause in which they are, and their place among those of their kind in it. */
const keyed = (expr: string, sites: readonly Site[]): (Site & { key: string })[] => {
  const clauses = clausesOf(expr);
  const places = new Map<string, number>();
  return sites.map((site) => {
    const clause = clauses.find(({ from, to }) => from <= site.from && site.to <= to)?.identity ?? 'between';
    const ofKind = `${clause} ${site.kind}`;
    const place = (places.get(ofKind) ?? 0) + 1;
    places.set(ofKind, place);
    return { ...site, key: `${ofKind} ${String(place)}` };
  });
};

/** Every deliberate fault of a rule: thresholds, comparisons, matchers, labels, windows, and `for` by one evaluation. */
export const mutationsOf = (rule: PlainRule, evaluationSeconds: number): Mutation[] =>
  numbered([
    ...keyed(rule.expr, sitesOf(rule.expr))
      .map(({ key, what, from, to, by }) => ({
        key,
        what,
        rule: { ...rule, expr: rule.expr.slice(0, from) + by + rule.expr.slice(to) },
      }))
      // What does not even parse would be noticed by anybody.
      .filter((mutation) => syntaxFault(mutation.rule.expr) === undefined),
    ...forMutations(rule, evaluationSeconds),
  ]);
