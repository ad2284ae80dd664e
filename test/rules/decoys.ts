import { selectorsIn } from '../support/promql';
import type { Case } from './cases';
import { named, type Labels, type Series } from './quietDay/day';

/** The value that tells a decoy. */
const decoy = 'decoy';

/** Labels that say whose a series is, and the labels that say it already. */
const owners: readonly { readonly label: string; readonly unless: readonly string[] }[] = [
  { label: 'sloth_id', unless: [] },
  { label: 'application', unless: ['sloth_id'] },
  { label: 'dependency', unless: [] },
  { label: 'namespace', unless: ['application', 'sloth_id'] },
];

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
 * A case, its series once more under a foreign owner each: another objective, application, dependency or namespace. What is
 * expected of the owner must not change; a rule that forgets to ask whose a series is sees double.
 */
export const withDecoys = (tested: Case): Case => {
  const { input_series = [] } = tested;
  const added = new Map<string, Series>();
  for (const series of input_series) {
    const { metric, labels } = seriesOf(series);
    for (const { label, unless } of owners) {
      if ((labels[label] ?? '') === '' || unless.some((other) => labels[other] !== undefined)) continue;
      const text = textOf(metric, { ...labels, [label]: decoy });
      if (!added.has(text)) added.set(text, { ...series, series: text });
    }
  }
  return { ...tested, input_series: [...input_series, ...added.values()] };
};
