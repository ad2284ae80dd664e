import type { PlainRule } from '../../rules/model';
import { selectorsIn, takes, type UsedSelector } from '../support/promql';
import type { Case } from './cases';

/** What an expression or a case looks at. */
type Looks = (rule: PlainRule) => boolean;

/** Series that Prometheus itself makes of alerts. */
const alertSeries = ['ALERTS', 'ALERTS_FOR_STATE'];

const selectorLooks = ({ metric, matchers }: UsedSelector): Looks => {
  const about = (label: string, value: string): boolean =>
    matchers.filter((matcher) => matcher.label === label).every((matcher) => takes(matcher, value));
  return (rule) => {
    const named = (name: string): boolean => (metric === '' ? about('__name__', name) : metric === name);
    return 'record' in rule ? named(rule.record) : alertSeries.some(named) && about('alertname', rule.alert);
  };
};

const looksOf = new Map<string, Looks>();

const exprLooks = (expr: string): Looks => {
  const known = looksOf.get(expr);
  if (known !== undefined) return known;
  const selectors = selectorsIn(expr).map(selectorLooks);
  const looks: Looks = (rule) => selectors.some((selector) => selector(rule));
  looksOf.set(expr, looks);
  return looks;
};

/** What is expected of a case, or part of it. */
export type Expectations = Pick<Case, 'alert_rule_test' | 'promql_expr_test'>;

const caseLooks = ({ alert_rule_test = [], promql_expr_test = [] }: Expectations): Looks => {
  const alerts = new Set(alert_rule_test.map(({ alertname }) => alertname));
  const expressions = promql_expr_test.map(({ expr }) => exprLooks(expr));
  return (rule) => ('alert' in rule && alerts.has(rule.alert)) || expressions.some((looks) => looks(rule));
};

/**
 * The rules on which the outcome of a case depends: those that its expectations read, those that these read, and so on.
 * A rule that is not among them can change nothing that the case looks at.
 */
export const rulesSeenBy = (tested: Expectations, rules: readonly PlainRule[]): ReadonlySet<PlainRule> => {
  const seen = new Set<PlainRule>();
  const look = (looks: Looks): void => {
    for (const rule of rules) {
      if (seen.has(rule) || !looks(rule)) continue;
      seen.add(rule);
      look(exprLooks(rule.expr));
    }
  };
  look(caseLooks(tested));
  return seen;
};
