import { describeUnknownPaths, unknownValuePaths } from '../charts/valuePaths';
import { closestTo } from './closest';
import { parseLenient } from './coerce';
import { UserError } from './errors';
import { dotted, zodFaults, type Locate, type Path } from './faults';
import { invariants } from './invariants';
import { isPlainObject, mergeLayers, type PlainObject } from './merge';
import { ownedValueFaults } from './ownedValues';
import { defaults, presets } from './presets';
import { secretLeaf, secrets as secretsSchema, type SecretLeaf } from './schema/secrets';
import { presetNames, stackConfig, type StackConfig } from './schema/stack';
import { chartNames } from './versions';

export const configNamespace = 'observatory';

/** `observatory:metrics.retentionDays`: what the user greps for and `pulumi config set --path` takes. */
export const configKey: Locate = (path) => `${configNamespace}:${dotted(path)}`;

/** Top-level keys: those of the configuration, and the one object that holds all secrets. */
export const topLevelKeys: readonly string[] = [...Object.keys(stackConfig.shape), 'secrets'];

const presetLayer = (stack: PlainObject): PlainObject => {
  const wanted = presetNames.find((name) => name === (stack['preset'] ?? defaults.preset));
  return presets[wanted ?? defaults.preset];
};

const unknownTopLevel = (key: string): string => {
  const full = `${configNamespace}:${key}`;
  const [first = ''] = key.split(/[.[]/);
  if (first !== key && topLevelKeys.includes(first)) {
    const set = `pulumi config set${first === 'secrets' ? ' --secret' : ''} --path '${full}' <value>`;
    return `${full}: is one key with a dot in it, because it was set without --path; write: pulumi config rm '${full}' && ${set}`;
  }
  const suggestion = closestTo(key, topLevelKeys);
  const remedy =
    suggestion === undefined ? `known keys: ${topLevelKeys.join(', ')}` : `did you mean "${suggestion}"?`;
  return `${full}: unknown key; ${remedy}`;
};

/** The known keys; a misspelt one stands for what was meant, so that its absence makes no further faults. */
const knownKeys = (stack: PlainObject, hidden: readonly string[]): PlainObject => {
  const known = Object.entries(stack).filter(([key]) => topLevelKeys.includes(key));
  const meant = Object.entries(stack)
    .filter(([key]) => !topLevelKeys.includes(key) && !hidden.includes(key))
    .map(([key, value]): [string | undefined, unknown] => [closestTo(key, topLevelKeys), value])
    .filter((entry): entry is [string, unknown] => entry[0] !== undefined && entry[0] !== 'secrets');
  return Object.fromEntries([...meant, ...known]);
};

/** Maps whose entries are merged over something else later, where a `null` still has to delete. */
const mergedLater = ['applications', 'overrides'] as const;

const mergeStack = (stack: PlainObject): PlainObject => {
  const merged = mergeLayers(defaults, presetLayer(stack), stack);
  for (const key of mergedLater) {
    const given = stack[key];
    if (isPlainObject(given)) {
      merged[key] = Object.fromEntries(Object.entries(given).filter(([, entry]) => entry !== null));
    }
  }
  return merged;
};

/** Helm ignores a path that the chart does not know; here it is a fault. So is one that something of ours owns. */
const overrideFaults = ({ overrides }: StackConfig): string[] => [
  ...chartNames.flatMap((chart) =>
    describeUnknownPaths(
      chart,
      unknownValuePaths(chart, overrides[chart] ?? {}),
      configKey(['overrides', chart]),
    ),
  ),
  ...ownedValueFaults(overrides, configKey),
];

/**
 * The configuration of a stack: defaults, preset and the stack's own keys merged, checked key by key,
 * then against the rules that no single key can break.
 *
 * @param stack the `observatory:` keys of the stack without their namespace; `secrets` is ignored here
 * @param hidden top-level keys whose values must not appear in a message
 * @throws UserError with every fault, each with its full key and what to write instead
 */
export const resolveConfig = (stack: PlainObject, hidden: readonly string[] = []): StackConfig => {
  const { secrets: _, ...own } = stack;
  const faults = Object.keys(own)
    .filter((key) => !topLevelKeys.includes(key))
    .map(unknownTopLevel);
  const merged = mergeStack(knownKeys(own, hidden));
  const parsed = parseLenient(stackConfig, merged);
  const isHidden = ([key]: Path) => hidden.includes(String(key));
  if (!parsed.success) faults.push(...zodFaults(stackConfig, merged, parsed.error, configKey, isHidden));
  // What rules between keys say shows values of several keys.
  else if (hidden.every((key) => key === 'secrets')) {
    for (const { key, fault } of invariants) {
      const message = fault(parsed.data);
      if (message !== undefined) faults.push(`${configNamespace}:${key}: ${message}`);
    }
    faults.push(...overrideFaults(parsed.data));
  }
  if (!parsed.success || faults.length > 0) throw new UserError(faults);
  return parsed.data;
};

/** The given secrets by path (`slack.default`), still in clear: wrap them at once. */
export type GivenSecrets = ReadonlyMap<string, SecretLeaf>;

/** Everything below `secrets` that is a value or says where one is, with its path. */
const leavesOf = (value: object, path: readonly string[] = []): [string, SecretLeaf][] =>
  Object.entries(value).flatMap(([name, entry]: [string, unknown]): [string, SecretLeaf][] => {
    const here = [...path, name];
    const leaf = secretLeaf.safeParse(entry);
    if (leaf.success) return [[here.join('.'), leaf.data]];
    return isPlainObject(entry) ? leavesOf(entry, here) : [];
  });

/**
 * Reads `observatory:secrets`. Messages never contain a value.
 *
 * @throws UserError with every fault
 */
export const resolveSecrets = (value: unknown): GivenSecrets => {
  const parsed = secretsSchema.safeParse(value ?? {});
  if (!parsed.success) {
    const locate: Locate = (path) => configKey(['secrets', ...path]);
    throw new UserError(zodFaults(secretsSchema, value, parsed.error, locate, () => true));
  }
  return new Map(leavesOf(parsed.data));
};

/** Objects of a stack file reach the program as JSON text, scalars as they are. What is no JSON stays text, and fails its type. */
export const parseConfigValue = (text: string): unknown => {
  if (!/^\s*[[{]/.test(text)) return text;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
};
