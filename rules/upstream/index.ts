import { controlPlaneAlerts } from './controlPlane';
import type { Verdicts } from './model';
import { nodeAlerts } from './nodes';
import { stackAlerts } from './stack';
import { workloadAlerts } from './workloads';

export type { PriorityBySeverity, Verdict, Verdicts } from './model';

/**
 * Every alert that the kube-prometheus-stack chart brings, judged. A contract test compares it with
 * `charts/known/kube-prometheus-stack.alerts.json`: a new chart cannot bring an alert that nobody has judged.
 */
export const upstreamAlerts: Verdicts = {
  ...stackAlerts,
  ...controlPlaneAlerts,
  ...nodeAlerts,
  ...workloadAlerts,
};

const namesOf = (kind: Verdicts[string]['kind']): string[] =>
  Object.entries(upstreamAlerts)
    .filter(([, verdict]) => verdict.kind === kind)
    .map(([alert]) => alert)
    .sort();

/** Alerts that are told, each with `runbooks/<alert>.md`. */
export const keptUpstreamAlerts: readonly string[] = namesOf('kept');
export const droppedUpstreamAlerts: readonly string[] = namesOf('dropped');
/** Alerts that tell nobody directly. */
export const upstreamMechanisms: readonly string[] = namesOf('mechanism');
