import { secondsOf } from '../../../routing/simulate/duration';
import type { PlainRule, PlainRuleGroup } from '../../../rules/model';
import { selectorsIn } from '../../support/promql';

/** A rule as Prometheus reads it, recording. */
export interface Recording {
  readonly record: string;
  readonly expr: string;
  readonly labels: Readonly<Record<string, string>>;
  /** Of an alert: seconds that its condition must hold before it fires. */
  readonly waitSeconds?: number;
}

/** An alert as the series that Prometheus writes down while it waits and fires. */
const asRecording = (rule: PlainRule): Recording =>
  'record' in rule
    ? { record: rule.record, expr: rule.expr, labels: rule.labels ?? {} }
    : {
        record: 'ALERTS',
        expr: rule.expr,
        labels: { ...rule.labels, alertname: rule.alert },
        waitSeconds: secondsOf(rule.for),
      };

/**
 * Rules in an order in which each finds what it reads recorded: those of the first level read what is scraped, those of the
 * second what the first records, and so on.
 */
export const levelsOf = (groups: readonly PlainRuleGroup[]): Recording[][] => {
  const rules = groups.flatMap(({ group }) => group.rules.map(asRecording));
  const makers = new Map<string, Recording[]>();
  for (const rule of rules) makers.set(rule.record, [...(makers.get(rule.record) ?? []), rule]);
  const known = new Map<string, number>();
  const levelOf = (metric: string): number => {
    const found = known.get(metric);
    if (found !== undefined) return found;
    // A rule that reads itself, as of yesterday, is no level above itself.
    known.set(metric, 0);
    const reads = (makers.get(metric) ?? []).flatMap(({ expr }) =>
      selectorsIn(expr).map((used) => used.metric),
    );
    const level = makers.has(metric) ? 1 + Math.max(0, ...[...new Set(reads)].map(levelOf)) : 0;
    known.set(metric, level);
    return level;
  };
  const levels: Recording[][] = [];
  for (const rule of rules) {
    const level = levelOf(rule.record) - 1;
    (levels[level] ??= []).push(rule);
  }
  return Object.values(levels);
};
