import { matchAll, parseMatchers, type Matcher } from './matchers';
import type { AlertFacts, FinishedInhibitRule, Labels } from './model';

/** A rule of inhibition, ready to be asked. */
export interface Inhibitor {
  readonly source: readonly Matcher[];
  readonly target: readonly Matcher[];
  readonly equal: readonly string[];
}

/** The rules of inhibition of a configuration. */
export const inhibitorsOf = (rules: readonly FinishedInhibitRule[] = []): readonly Inhibitor[] =>
  rules.map((rule) => ({
    source: parseMatchers(rule.source_matchers),
    target: parseMatchers(rule.target_matchers),
    equal: rule.equal ?? [],
  }));

/** Of the alerts that fire, those by which an alert with these labels is inhibited now. */
export const inhibitedBy = (
  inhibitors: readonly Inhibitor[],
  labels: Labels,
  firing: readonly Labels[],
): readonly Labels[] =>
  inhibitors
    .filter(({ target }) => matchAll(target, labels))
    .flatMap(({ source, target, equal }) => {
      // An alert that matches both sides is inhibited by none that does so too, itself included.
      const isSourceToo = matchAll(source, labels);
      return firing.filter(
        (other) =>
          matchAll(source, other) &&
          !(isSourceToo && matchAll(target, other)) &&
          equal.every((name) => (other[name] ?? '') === (labels[name] ?? '')),
      );
    });

/** An alert that may inhibit another, as far as is known before they fire. */
export interface PossibleSource {
  readonly alert: AlertFacts;
  /** Labels that the series of the two must have in common for it. */
  readonly onlyIfSame: readonly string[];
  /** Matchers that the series of the two must meet for it. */
  readonly onlyIf: readonly string[];
}

/** Labels that come with the series of an alert. Any other label is set by its rule, or it does not have it. */
const ofSeries: readonly string[] = [
  ...['namespace', 'pod', 'container', 'service', 'node', 'job', 'instance'],
  ...['device', 'mountpoint', 'persistentvolumeclaim'],
];

const isKnown = (alert: AlertFacts, label: string): boolean =>
  alert.labels[label] !== undefined || !ofSeries.includes(label);

/** The matchers that remain open, or undefined when one is not met whatever the series bring. */
const openMatchers = (matchers: readonly Matcher[], alert: AlertFacts): string[] | undefined => {
  const known = matchers.filter(({ label }) => isKnown(alert, label));
  if (!matchAll(known, alert.labels)) return undefined;
  return matchers.filter((matcher) => !known.includes(matcher)).map(({ text }) => text);
};

/** The labels that remain open, or undefined when two known ones differ. */
const openLabels = (
  equal: readonly string[],
  one: AlertFacts,
  other: AlertFacts,
): readonly string[] | undefined => {
  const known = equal.filter((label) => isKnown(one, label) && isKnown(other, label));
  const differ = known.some((label) => (one.labels[label] ?? '') !== (other.labels[label] ?? ''));
  return differ ? undefined : equal.filter((label) => !known.includes(label));
};

/** The alerts by which `target` would be inhibited while they fire, as far as their constant labels say. */
export const possibleSources = (
  inhibitors: readonly Inhibitor[],
  target: AlertFacts,
  alerts: readonly AlertFacts[],
): readonly PossibleSource[] =>
  inhibitors.flatMap((inhibitor) => {
    const ofTarget = openMatchers(inhibitor.target, target);
    if (ofTarget === undefined) return [];
    const isSourceToo = matchAll(inhibitor.source, target.labels);
    return alerts.flatMap((alert) => {
      const ofSource = openMatchers(inhibitor.source, alert);
      const onlyIfSame = openLabels(inhibitor.equal, target, alert);
      const isTargetToo = isSourceToo && matchAll(inhibitor.target, alert.labels);
      if (ofSource === undefined || onlyIfSame === undefined || isTargetToo) return [];
      return [{ alert, onlyIfSame, onlyIf: [...new Set([...ofTarget, ...ofSource])] }];
    });
  });
