import { parser } from '@prometheus-io/lezer-promql';
import type { PlainRule } from '../../rules/model';

/** Alerts on a budget are called after what the objective counts; its level is what tells their definitions apart. */
const nameOf = (rule: PlainRule): string => {
  if (!('alert' in rule)) return rule.record;
  const level = rule.labels['sloth_severity'];
  return level === undefined ? rule.alert : `budget burn, ${level}`;
};

const shapeOf = (expr: string): string => {
  const parts: string[] = [];
  parser.parse(expr).iterate({
    enter: ({ name }) => {
      parts.push(`${name}(`);
    },
    leave: () => {
      parts.push(')');
    },
  });
  return parts.join('');
};

/**
 * What is the same in two instances of one rule definition: its name and the structure of its expression. Metrics, label
 * values, thresholds and windows are what content fills in.
 */
export const definitionOf = (rule: PlainRule): string => `${nameOf(rule)} ${shapeOf(rule.expr)}`;
