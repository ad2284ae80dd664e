import { grafanaDashboardLabel } from '../../config/naming';
import { evaluate } from '../../plan/evaluate';
import type { JsonObject } from '../../plan/json';
import type { Recording } from '../../plan/recording';
import type { Board } from '../boards/model';
import { readBoard } from '../boards/read';
import { kubernetesObjects, objectAt } from '../stack/objects';
import { alertWaits } from '../stack/prometheusFile';
import { generateFrom, type Generated } from '../stack/generated';

/** The stack that `npm start` runs. */
export const LOCAL_STACK = 'local';

export interface EvaluatedStack {
  readonly generated: Generated;
  /** Alert → how long its condition must hold before it fires. */
  readonly alertWaits: ReadonlyMap<string, string>;
  readonly ruleCount: number;
  /** The dashboards that Grafana would be given. */
  readonly boards: readonly Board[];
}

/**
 * Evaluates stack `local` with the same program that is deployed, and lets the operator's code make its configuration.
 * @param configFile instead of Pulumi.local.yaml
 * @throws UserError for faults of the configuration, and for objects that the operator refuses
 */
export async function evaluateStack(
  project: string,
  configFile: string | undefined,
): Promise<EvaluatedStack> {
  const { recording } = await evaluate({
    folder: project,
    stack: LOCAL_STACK,
    ...(configFile === undefined ? {} : { configFile }),
  });
  const generated = await generateFrom(recording);
  const files = Object.values(generated.rules);
  return {
    generated,
    alertWaits: alertWaits(files),
    ruleCount: countRules(files),
    boards: boardsOf(recording),
  };
}

/** The texts of the ConfigMaps that Grafana's sidecar would read. */
function boardsOf(recording: Recording): readonly Board[] {
  return kubernetesObjects(recording)
    .filter(({ kind, metadata }) => kind === 'ConfigMap' && isDashboard(objectAt(metadata, 'labels')))
    .flatMap((object) => Object.values(objectAt(object, 'data')))
    .filter((text) => typeof text === 'string')
    .map(readBoard);
}

const isDashboard = (labels: JsonObject): boolean =>
  Object.entries(grafanaDashboardLabel).every(([label, value]) => labels[label] === value);

function countRules(files: readonly unknown[]): number {
  return JSON.stringify(files).match(/"(alert|record)":/g)?.length ?? 0;
}
