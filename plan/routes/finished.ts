import { UserError } from '../../config/errors';
import { generateFrom } from '../../local/stack/generated';
import type { FinishedConfig, Labels } from '../../routing/simulate/model';
import type { RelabelStep } from '../../routing/simulate/relabel';
import { contentsOf } from '../contents';
import type { Evaluation } from '../evaluate';
import { isArray, isObject, valueAt, type Json } from '../json';
import type { Plan } from '../model';
import { stackRelease, type Sending } from './alerts';

/** The files as Prometheus and Alertmanager read them. */
export interface Finished {
  readonly config: FinishedConfig;
  readonly sending: Sending;
  /** Whether the operator's own code made them; else they are what the plan holds. */
  readonly byOperator: boolean;
}

/**
 * The finished configuration of a stack, through the operator's own code. Where that cannot be built (no Go), what
 * the plan holds, which the operator passes on as it is.
 *
 * @throws UserError for what the operator refuses, and for a stack without Alertmanager configuration
 */
export async function finishedOf(
  evaluation: Evaluation,
  plan: Plan,
  ensureOperator: () => Promise<unknown>,
): Promise<Finished> {
  const values: Json = stackRelease(plan)?.values ?? {};
  const built = await ensureOperator().then(
    () => true,
    () => false,
  );
  if (built && stackRelease(plan) !== undefined) {
    const { alertmanager, prometheus } = await generateFrom(evaluation.recording);
    const steps = valueAt(prometheus, ['alerting', 'alert_relabel_configs']);
    return {
      config: routed(alertmanager, plan),
      sending: {
        externalLabels: labelsAt(valueAt(prometheus, ['global', 'external_labels'])),
        relabeling: [
          ...(isArray(steps) ? (steps as unknown as readonly RelabelStep[]) : []),
          ...relabelingOf(values),
        ],
      },
      byOperator: true,
    };
  }
  return { ...plannedRouting(plan), byOperator: false };
}

/**
 * What the plan itself holds.
 *
 * @throws UserError for a stack without Alertmanager configuration
 */
export function plannedRouting(plan: Plan): Omit<Finished, 'byOperator'> {
  const values: Json = stackRelease(plan)?.values ?? {};
  return {
    config: routed(contentsOf(plan.resources).alertmanager[0]?.value, plan),
    sending: {
      externalLabels: labelsAt(valueAt(values, ['prometheus', 'prometheusSpec', 'externalLabels'])),
      relabeling: relabelingOf(values),
    },
  };
}

function relabelingOf(values: Json): readonly RelabelStep[] {
  const given = valueAt(values, ['prometheus', 'prometheusSpec', 'additionalAlertRelabelConfigs']);
  return isArray(given) ? (given as unknown as readonly RelabelStep[]) : [];
}

function routed(config: Json | undefined, { stack }: Plan): FinishedConfig {
  if (isObject(config) && isObject(config['route'])) return config as unknown as FinishedConfig;
  throw new UserError([
    `stack ${stack} has no Alertmanager configuration, so nobody would be told of anything`,
  ]);
}

function labelsAt(value: Json | undefined): Labels {
  const entries = Object.entries(isObject(value) ? value : {});
  return Object.fromEntries(
    entries.filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  );
}
