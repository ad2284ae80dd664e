import { closestTo } from './closest';
import { collectFaults } from './collect';
import { UserError } from './errors';
import type { PlainObject } from './merge';
import {
  configNamespace,
  parseConfigValue,
  resolveConfig,
  resolveSecrets,
  topLevelKeys,
  type GivenSecrets,
} from './resolve';
import type { StackConfig } from './schema/stack';

export interface LoadedStack {
  readonly config: StackConfig;
  /** In clear: only components/credentials may unwrap them, and wraps them at once. */
  readonly secrets: GivenSecrets;
}

/** What the Pulumi engine hands to a program: full key → text, objects as JSON. */
export type ConfigTexts = Readonly<Record<string, string>>;

interface Sorted {
  /** `observatory:` keys without the namespace. */
  readonly own: PlainObject;
  readonly misspelt: readonly string[];
}

/** Our keys of a stack. A namespace that looks like ours misspelt is a fault, not somebody else's. */
const sort = (texts: ConfigTexts): Sorted => {
  const own: PlainObject = {};
  const misspelt: string[] = [];
  for (const [key, text] of Object.entries(texts)) {
    const [namespace = '', ...rest] = key.split(':');
    const name = rest.join(':');
    if (namespace === configNamespace) own[name] = parseConfigValue(text);
    else if (closestTo(namespace, [configNamespace]) !== undefined) {
      misspelt.push(`${key}: unknown namespace; did you mean "${configNamespace}:${name}"?`);
    }
  }
  return { own, misspelt };
};

/** One encrypted leaf hides the whole object it is in from every preview; so all of them are in one object. */
const strayFault = (key: string): string =>
  `${configNamespace}:${key}: holds a secret, which only ${configNamespace}:secrets may; set it again without --secret, or if it is one, there: pulumi config set --secret --path ${configNamespace}:secrets.<name> (names in docs/config.md)`;

/**
 * A stack from the texts that Pulumi gives.
 *
 * @param secretKeys full keys that hold a secret anywhere
 * @throws UserError with every fault of configuration and secrets; none shows a secret value
 */
export const resolveStack = (texts: ConfigTexts, secretKeys: readonly string[]): LoadedStack => {
  const { own, misspelt } = sort(texts);
  const hidden = secretKeys
    .filter((key) => key.startsWith(`${configNamespace}:`))
    .map((key) => key.slice(configNamespace.length + 1));
  const stray = hidden.filter((key) => key !== 'secrets' && topLevelKeys.includes(key));
  const [loaded, faults] = collectFaults({
    config: () => resolveConfig(own, hidden),
    secrets: () => resolveSecrets(own['secrets']),
  });
  const all = [...misspelt, ...stray.map(strayFault), ...faults];
  if (loaded === undefined || all.length > 0) throw new UserError(all);
  return loaded;
};
