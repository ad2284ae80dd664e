import { join } from 'node:path';
import { assemble } from '../../assemble';
import { loadContent } from '../../config/content';
import { resolveStack } from '../../config/stack';
import { readProject } from '../../plan/project';
import { readStack } from '../../plan/stackFile';

const root = join(__dirname, '../..');

/** What a stack of the repository says, from its file to its rules and boards. */
export const assembledStack = (stackName: string, configFile?: string) => {
  const stack = readStack(readProject(root), {
    stack: stackName,
    ...(configFile === undefined ? {} : { configFile: join(root, configFile) }),
  });
  const { config, secrets } = resolveStack(stack.config, stack.secretKeys);
  const content = loadContent(config, root);
  return { content, ...assemble(config, content, secrets) };
};
