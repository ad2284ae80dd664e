import * as pulumi from '@pulumi/pulumi';
import { resolveStack, type LoadedStack } from './stack';

/** Public in the SDK's JavaScript, stripped from its typings; test/config/load.test.ts holds the contract. */
const { isConfigSecret } = pulumi.runtime as unknown as { isConfigSecret: (key: string) => boolean };

/**
 * The stack's configuration: the only reader of Pulumi configuration in the program.
 *
 * @throws UserError with every fault of configuration and secrets
 */
export const loadStack = (): LoadedStack => {
  const texts = pulumi.runtime.allConfig();
  return resolveStack(texts, Object.keys(texts).filter(isConfigSecret));
};
