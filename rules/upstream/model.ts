import type { Priority } from '../model';

/** Names with a critical and a warning rule are judged rule by rule. */
export interface PriorityBySeverity {
  readonly critical: Priority;
  readonly warning: Priority;
}

/** What we make of one alert of the kube-prometheus-stack chart. */
export type Verdict =
  | {
      readonly kind: 'kept';
      readonly priority: Priority | PriorityBySeverity;
      /** Default: the platform team, which runs the cluster. */
      readonly team?: string;
    }
  | {
      readonly kind: 'dropped';
      readonly reason: string;
      /** Day of the decision, so that it can be doubted later: `2026-11-21`. */
      readonly date: string;
    }
  /** No alert in spite of its form: it tells nobody directly. */
  | { readonly kind: 'mechanism'; readonly purpose: string };

/** Verdicts by the alert's name. */
export type Verdicts = Readonly<Record<string, Verdict>>;

export const keep = (priority: Priority | PriorityBySeverity): Verdict => ({ kind: 'kept', priority });
export const drop = (date: string, reason: string): Verdict => ({ kind: 'dropped', date, reason });
export const mechanism = (purpose: string): Verdict => ({ kind: 'mechanism', purpose });
