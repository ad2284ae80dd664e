import type { PlainRule } from '../../rules/model';
import { selectorsIn, takes, type UsedSelector } from '../support/promql';
import type { Case } from './cases';
import { named, type Labels, type Series } from './quietDay/day';

/** The value that tells a decoy. */
const decoy = 'decoy';

/** Longer than any case, in samples. */
const always = '1x20000';

const seriesOf = ({ series }: Series): { metric: string; labels: Labels } => {
  const [selector] = selectorsIn(series);
  if (selector === undefined) throw new Error(`no series: ${series}`);
  const { metric, matchers } = selector;
  return { metric, labels: Object.fromEntries(matchers.map(({ label, value }) => [label, value])) };
};

/** One text for one set of labels, in whatever order a case names them. */
const textOf = (metric: string, labels: Labels): string =>
  named(metric, Object.fromEntries(Object.entries(labels).sort(([a], [b]) => (a < b ? -1 : 1))));

/**
 * Between 2 and 6, another for other labels: the shares that a decoy's series have in each other, such as the buckets of a
 * histogram, are others than those of what it is like.
 */
const factorOf = (series: string): number =>
  2 + (Buffer.from(series).reduce((sum, byte) => sum + byte, 0) % 5);

/** Values as promtool reads them, each number so many times as large; counts of repetitions stay. */
export const timesAsLarge = (values: string, factor: number): string =>
  values.replaceAll(/(?<=^|[\s+-])\d[\d.]*(?:e[+-]?\d+)?/g, (number) =>
    String(Number((Number(number) * factor).toPrecision(12))),
  );

const takesSeries = (selector: UsedSelector, metric: string, labels: Labels): boolean =>
  (selector.metric === '' || selector.metric === metric) &&
  selector.matchers.every((matcher) => takes(matcher, labels[matcher.label] ?? ''));

/**
 * Series and recording rules beside those of a case that nobody asks for: like them, but for one label, whose value no
 * selector takes. What is expected must not change; a rule that forgets to ask for the label sees more than it should.
 */
export class Decoys {
  readonly #selectors: readonly UsedSelector[];

  /** @param rules those on which the outcome of the case depends, as they should be */
  constructor(
    readonly tested: Case,
    readonly rules: ReadonlySet<PlainRule>,
  ) {
    const asked = (tested.promql_expr_test ?? []).map(({ expr }) => expr);
    this.#selectors = [...asked, ...[...rules].map(({ expr }) => expr)].flatMap(selectorsIn);
  }

  /** The case with its decoys. */
  case(): Case {
    const own = this.tested.input_series ?? [];
    const known = own.map((series) => ({ ...seriesOf(series), values: series.values }));
    const taken = new Set(known.map(({ metric, labels }) => textOf(metric, labels)));
    const added: Series[] = [];
    const add = (metric: string, labels: Labels, values: string): void => {
      for (const [label, value] of this.#foreign(metric)) {
        const series = textOf(metric, { ...labels, [label]: value });
        if (taken.has(series)) continue;
        taken.add(series);
        added.push({ series, values: timesAsLarge(values, factorOf(series)) });
      }
    };
    for (const { metric, labels, values } of known) add(metric, labels, values);
    const recorded = new Set([...this.rules].flatMap((rule) => ('record' in rule ? [rule.record] : [])));
    for (const selector of this.#selectors) {
      if (selector.metric === '' || recorded.has(selector.metric) || selector.metric.startsWith('ALERTS'))
        continue;
      if (known.some(({ metric, labels }) => takesSeries(selector, metric, labels))) continue;
      const exact = selector.matchers.filter(({ operator, value }) => operator === '=' && value !== '');
      add(selector.metric, Object.fromEntries(exact.map(({ label, value }) => [label, value])), always);
    }
    return { ...this.tested, input_series: [...own, ...added] };
  }

  /** What stands beside a rule: the same once more under each label that is foreign to all who read it, with other values. */
  beside(rule: PlainRule): PlainRule[] {
    if (!('record' in rule)) return [];
    const instances = [...this.rules].filter((other) => 'record' in other && other.record === rule.record);
    // Two instances that differ in the label alone would record one series.
    const own = `${decoy}${String(instances.indexOf(rule))}`;
    return this.#foreign(rule.record, own).map(([label, value]) => ({
      record: rule.record,
      // One series of all that differ in the label, which has one value here.
      expr: `max without (${label}) (${rule.expr}) * ${String(factorOf(`${rule.record} ${label}`))}`,
      labels: { ...rule.labels, [label]: value },
    }));
  }

  /** Labels of a metric, each with a value that no selector takes. */
  #foreign(metric: string, foreign = decoy): [string, string][] {
    const selectors = this.#selectors.filter((selector) => ['', metric].includes(selector.metric));
    const matchers = selectors.flatMap((selector) => selector.matchers);
    return [...new Set(matchers.map(({ label }) => label))].flatMap((label) => {
      const refused = (value: string): boolean =>
        selectors.every((selector) =>
          selector.matchers.some((matcher) => matcher.label === label && !takes(matcher, value)),
        );
      const unwanted = matchers.filter((matcher) => matcher.label === label && matcher.operator === '!=');
      const value = [foreign, ...unwanted.map((matcher) => matcher.value)].find(
        (candidate) => candidate !== '' && refused(candidate),
      );
      return label === '__name__' || value === undefined ? [] : [[label, value] satisfies [string, string]];
    });
  }
}
