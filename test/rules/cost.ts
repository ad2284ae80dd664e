import { secondsOf } from '../../routing/simulate/duration';
import type { Case, CaseFile } from './cases';

/** Evaluations until the last expectation: what a case costs. */
export const stepsOf = (
  { alert_rule_test = [], promql_expr_test = [] }: Case,
  { evaluation_interval = '1m' }: Pick<CaseFile, 'evaluation_interval'>,
): number => {
  const times = [...alert_rule_test, ...promql_expr_test].map(({ eval_time }) => secondsOf(eval_time));
  return Math.max(0, ...times) / secondsOf(evaluation_interval);
};

/** Evaluations of all cases of a file. */
export const fileSteps = (file: CaseFile): number =>
  file.tests.reduce((sum, tested) => sum + stepsOf(tested, file), 0);
