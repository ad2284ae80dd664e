import type { AlertRelabeling } from '../../../rules/upstream/relabel';

export type Labels = Readonly<Record<string, string>>;

/** What Prometheus makes of an alert's labels: its relabeling with action "replace" and a whole-text match. */
export const relabeled = (labels: Labels, steps: readonly AlertRelabeling[]): Labels =>
  steps.reduce<Labels>((now, step) => {
    const joined = step.source_labels.map((label) => now[label] ?? '').join(step.separator);
    return new RegExp(`^(?:${step.regex})$`).test(joined)
      ? { ...now, [step.target_label]: step.replacement }
      : now;
  }, labels);
