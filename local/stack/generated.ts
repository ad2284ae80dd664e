import { parse } from 'yaml';
import { alertmanagerTemplates, releases } from '../../config/naming';
import { isObject, type Json, type JsonObject } from '../../plan/json';
import type { Recording } from '../../plan/recording';
import { generate, type OperatorReport } from '../../tools/operator';
import {
  alertmanagerMonitor,
  alertmanagerObject,
  nodeExporterMonitor,
  prometheusObject,
} from './chartObjects';
import { strings } from './json';
import { configMapData, kubernetesObjects, objectAt, releaseValues } from './objects';
import { chartRules } from './chartRules';

/** What the operator makes of a stack, before anything is changed for this machine. */
export interface Generated {
  readonly prometheus: JsonObject;
  readonly alertmanager: JsonObject;
  /** File name → rule file. */
  readonly rules: Readonly<Record<string, JsonObject>>;
  /** File name → message templates. */
  readonly templates: Readonly<Record<string, string>>;
  readonly features: readonly string[];
  /** Modules of the blackbox exporter. */
  readonly probeModules: ReadonlySet<string>;
  readonly report: OperatorReport;
}

/**
 * Runs the operator's own code over the objects of an evaluated stack.
 * @throws UserError for each object that the operator refuses
 */
export async function generateFrom(recording: Recording): Promise<Generated> {
  const objects = kubernetesObjects(recording);
  const values = releaseValues(recording, releases.stack);
  const output = await generate([
    ...objects,
    prometheusObject(values),
    alertmanagerObject(values),
    alertmanagerMonitor(),
    nodeExporterMonitor(),
  ]);
  const rules = Object.fromEntries(
    Object.entries(output.rules).map(([file, text]) => [file, parseYaml(text)]),
  );
  return {
    prometheus: parseYaml(expandPodVariables(output.prometheus)),
    alertmanager: parseYaml(output.alertmanager),
    rules: { ...rules, ...chartRules(values) },
    templates: configMapData(objects, alertmanagerTemplates.configMap),
    features: features(values),
    probeModules: new Set(Object.keys(objectAt(blackboxValues(recording), 'config', 'modules'))),
    report: output.report,
  };
}

/** What the config-reloader fills in inside a pod: this machine is the first replica of the first shard. */
const expandPodVariables = (text: string): string =>
  text.replaceAll('$(SHARD)', '0').replaceAll('$(POD_NAME)', `prometheus-${releases.stack}-0`);

/** Go programs read YAML 1.1, where `on` is no string. */
function parseYaml(text: string): JsonObject {
  const value = parse(text, { version: '1.1' }) as Json;
  return isObject(value) ? value : {};
}

function features(values: JsonObject): readonly string[] {
  return strings(objectAt(values, 'prometheus', 'prometheusSpec')['enableFeatures']);
}

function blackboxValues(recording: Recording): JsonObject {
  try {
    return releaseValues(recording, releases.blackbox);
  } catch {
    return {};
  }
}
