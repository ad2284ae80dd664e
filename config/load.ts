import * as pulumi from '@pulumi/pulumi';
import { closestTo } from './closest';
import { collectFaults } from './collect';
import { UserError } from './errors';
import type { PlainObject } from './merge';
import {
  configNamespace,
  parseConfigValue,
  resolveConfig,
  resolveSecrets,
  type GivenSecrets,
} from './resolve';
import type { StackConfig } from './schema/stack';

export interface LoadedStack {
  readonly config: StackConfig;
  /** In clear: only components/secrets may unwrap them, and wraps them at once. */
  readonly secrets: GivenSecrets;
}

/** `observatory:` keys of the stack. A namespace that looks like ours misspelt is a fault, not somebody else's. */
const ownKeys = (all: Readonly<Record<string, string>>): PlainObject => {
  const own: PlainObject = {};
  const faults: string[] = [];
  for (const [key, text] of Object.entries(all)) {
    const [namespace = '', ...name] = key.split(':');
    if (namespace === configNamespace) own[name.join(':')] = parseConfigValue(text);
    else if (closestTo(namespace, [configNamespace]) !== undefined) {
      faults.push(`${key}: unknown namespace; did you mean "${configNamespace}:${name.join(':')}"?`);
    }
  }
  if (faults.length > 0) throw new UserError(faults);
  return own;
};

/**
 * The stack's configuration: the only reader of Pulumi configuration in the program.
 *
 * @throws UserError with every fault of configuration and secrets
 */
export const loadStack = (): LoadedStack => {
  const own = ownKeys(pulumi.runtime.allConfig());
  const [loaded, faults] = collectFaults({
    config: () => resolveConfig(own),
    secrets: () => resolveSecrets(own['secrets']),
  });
  if (loaded === undefined) throw new UserError(faults);
  return loaded;
};
