import { alertLabels, seriesLabels } from '../../config/naming';
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

/** An alert that may inhibit another. */
export interface PossibleSource {
  readonly alert: AlertFacts;
  /** Labels that the series of the two must have in common for it; empty when what is known suffices. */
  readonly onlyIfSame: readonly string[];
}

/** Labels that only a rule can set: one that does not set them does not have them. */
const setByRules: readonly string[] = [
  'alertname',
  alertLabels.severity,
  alertLabels.priority,
  alertLabels.slo,
  seriesLabels.team,
];

const isKnown = (alert: AlertFacts, label: string): boolean =>
  setByRules.includes(label) || alert.labels[label] !== undefined;

const mayMatch = (matchers: readonly Matcher[], alert: AlertFacts): boolean =>
  matchers.every(({ label, accepts }) => !isKnown(alert, label) || accepts(alert.labels[label] ?? ''));

/** What the series must agree in, or undefined when the known labels already differ. */
const conditions = (equal: readonly string[], one: AlertFacts, other: AlertFacts): string[] | undefined => {
  const open: string[] = [];
  for (const label of equal) {
    const [a, b] = [one.labels[label] ?? '', other.labels[label] ?? ''];
    if (!isKnown(one, label) || !isKnown(other, label)) open.push(label);
    else if (a !== b) return undefined;
  }
  return open;
};

/** The alerts by which `target` would be inhibited while they fire, as far as their constant labels say. */
export const possibleSources = (
  inhibitors: readonly Inhibitor[],
  target: AlertFacts,
  alerts: readonly AlertFacts[],
): readonly PossibleSource[] =>
  inhibitors
    .filter((inhibitor) => mayMatch(inhibitor.target, target))
    .flatMap((inhibitor) => {
      const isSourceToo = matchAll(inhibitor.source, target.labels);
      return alerts
        .filter((alert) => mayMatch(inhibitor.source, alert))
        .filter((alert) => !(isSourceToo && matchAll(inhibitor.target, alert.labels)))
        .flatMap((alert) => {
          const onlyIfSame = conditions(inhibitor.equal, target, alert);
          return onlyIfSame === undefined ? [] : [{ alert, onlyIfSame }];
        });
    });
