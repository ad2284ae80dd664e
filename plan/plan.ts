import { UserError } from '../config/errors';
import { isConfiguration } from './contents';
import {
  formatPath,
  isArray,
  isObject,
  stableJson,
  textOf,
  valueAt,
  type Json,
  type JsonObject,
  type Path,
} from './json';
import { MASK, Masker, PLACEHOLDER } from './mask';
import type { MissingSecret, Plan, PlannedResource } from './model';
import type { RecordedResource, Recording } from './recording';
import { secretPlaceholder, type Stack } from './stackFile';

/** Version of the JSON form; a folder of another one is not compared. */
const FORMAT = 1;

/** A secret input that is shorter is not searched for in other values: it may be an ordinary word. */
const SHORTEST_SEARCHED = 12;

/** What the program puts where a secret would be that the stack does not have. */
const MISSING = /<missing secret ([^<>]+)>/g;

/** An evaluation, as far as a plan is made of it. */
export interface Evaluated {
  readonly stack: Pick<Stack, 'locked' | 'secrets' | 'warnings'>;
  readonly recording: Recording;
}

/** What an evaluation may show. Warns about secrets that stand where everyone can read them. */
export function planOf({ stack, recording }: Evaluated): Plan {
  // Encoded, a placeholder would not be found by its form: without the passphrase it is what a secret is with it.
  const placeholders = stack.locked.map(({ path }) => secretPlaceholder(path));
  const used = recording.resources.flatMap(({ inputs }) => JSON.stringify(inputs).match(PLACEHOLDER) ?? []);
  const configured = [...new Set([...stack.secrets, ...placeholders, ...used])];
  const configuration = new Masker(configured);
  const everything = new Masker([...configured, ...recording.resources.flatMap(secretTexts)]);
  const leaks: string[] = [];
  const resources = recording.resources.map((resource) => {
    const shown = planned(resource, everything, (path) => {
      const value = valueAt(resource.inputs, path);
      if (configuration.finds(textOf(value))) {
        leaks.push(`a secret stands in clear in ${resource.type} ${resource.name}: ${formatPath(path)}`);
      }
    });
    return shown;
  });
  const outputs = everything.json(recording.outputs, recording.outputSecrets, (path) => {
    leaks.push(`a secret stands in clear in the stack output ${formatPath(path)}`);
  }) as JsonObject;
  const logs = recording.logs.flatMap(({ severity, message }) => (severity === 'info' ? [] : [message]));
  return {
    project: recording.project,
    stack: recording.stack,
    resources: resources.toSorted((a, b) => (a.urn < b.urn ? -1 : 1)),
    outputs,
    missingSecrets: missingSecrets(
      stack.locked.map(({ path }) => path),
      recording.resources,
    ),
    warnings: [...stack.warnings, ...logs, ...leaks].map((warning) => everything.text(warning)),
  };
}

/** The bytes of resources.json. */
export function planText(plan: Plan): string {
  return stableJson({ format: FORMAT, ...plan } as unknown as JsonObject);
}

/**
 * Reads what `planText` wrote.
 *
 * @param where names the source in errors
 */
export function parsePlan(text: string, where: string): Plan {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new UserError([`${where} is no JSON. Write it again with --out.`]);
  }
  if (!isObject(value) || value['format'] !== FORMAT || !isArray(value['resources'])) {
    throw new UserError([`${where} was not written by this version of plan. Write it again with --out.`]);
  }
  return value as unknown as Plan;
}

function planned(resource: RecordedResource, masker: Masker, onLeak: (path: Path) => void): PlannedResource {
  const {
    secrets,
    unknowns: _unknowns,
    outputs: _outputs,
    outputSecrets: _outputSecrets,
    ...rest
  } = resource;
  // Alertmanager's configuration is kept in a Secret only because the operator wants one; it names files.
  const open = isConfiguration(resource.inputs);
  const hidden = open ? secrets.filter(([first]) => first !== 'stringData') : secrets;
  let inputs = masker.json(resource.inputs, hidden, onLeak) as JsonObject;
  if (open) inputs = withoutTainted(inputs, resource.inputs);
  return { ...rest, inputs, secretPaths: secrets.map(formatPath).toSorted() };
}

/** A configuration with a secret in it is no configuration: it is not shown at all. */
function withoutTainted(masked: JsonObject, original: JsonObject): JsonObject {
  const { stringData } = masked;
  if (!isObject(stringData)) return masked;
  const entries = Object.entries(stringData).map(([key, value]): [string, Json] => [
    key,
    value === valueAt(original, ['stringData', key]) ? value : MASK,
  ]);
  return { ...masked, stringData: Object.fromEntries(entries) };
}

/** The longer texts that a resource receives as secrets. */
function secretTexts(resource: RecordedResource): string[] {
  if (isConfiguration(resource.inputs)) return [];
  const texts: string[] = [];
  const walk = (value: Json): void => {
    if (isArray(value)) value.forEach(walk);
    else if (isObject(value)) Object.values(value).forEach(walk);
    else if (typeof value === 'string' && value.length >= SHORTEST_SEARCHED) texts.push(value);
  };
  for (const path of resource.secrets) walk(valueAt(resource.inputs, path) ?? null);
  return texts;
}

function missingSecrets(locked: readonly string[], resources: readonly RecordedResource[]): MissingSecret[] {
  const states = new Map<string, MissingSecret['state']>(locked.map((path) => [path, 'locked']));
  for (const { inputs } of resources) {
    for (const [, path = ''] of JSON.stringify(inputs).matchAll(MISSING)) {
      states.set(JSON.parse(`"${path}"`) as string, 'unset');
    }
  }
  return [...states].map(([path, state]) => ({ path, state })).sort((a, b) => (a.path < b.path ? -1 : 1));
}
