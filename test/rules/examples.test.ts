import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { assemble } from '../../assemble';
import { loadContent } from '../../config/content';
import { resolveStack } from '../../config/stack';
import { readProject } from '../../plan/project';
import { readStack } from '../../plan/stackFile';
import { checkRules } from '../../tools/promtool';
import { withTemporaryFolder } from '../../tools/run';

const root = join(__dirname, '../..');

/** What a stack of the repository says, from its file to its rules. */
const assembled = (stackName: string, configFile?: string) => {
  const stack = readStack(readProject(root), {
    stack: stackName,
    ...(configFile === undefined ? {} : { configFile: join(root, configFile) }),
  });
  const { config, secrets } = resolveStack(stack.config, stack.secretKeys);
  const content = loadContent(config, root);
  return { content, ...assemble(config, content, secrets) };
};

describe.each([
  { stack: 'local', file: undefined, applications: ['demo'], alerts: 9 + 5 },
  {
    stack: 'order-processor',
    file: 'examples/order-processor/Pulumi.order-processor.yaml',
    applications: ['gateway', 'inventory-service', 'order-service', 'portfolio-service', 'user-service'],
    alerts: 5 * (9 + 5),
  },
  {
    stack: 'screener',
    file: 'examples/screener/Pulumi.screener.yaml',
    applications: ['airflow', 'api', 'web', 'worker'],
    // The API has all nine; web and Airflow are scraped and probed, the worker is scraped; five on what each may use.
    alerts: 9 + 3 + 3 + 1 + 4 * 5,
  },
  {
    stack: 'screener-dev',
    file: 'examples/screener/Pulumi.screener-dev.yaml',
    applications: ['api', 'web', 'worker'],
    // No objective in development, and fixed targets: open files and restarts of each.
    alerts: 7 + 3 + 1 + 3 * 2,
  },
])('stack $stack', ({ stack, file, applications, alerts }) => {
  const { content, rules } = assembled(stack, file);
  const groups = rules.flatMap((packed) => packed.groups);

  test('monitors its applications, with the alerts that each can have', () => {
    expect(content.applications.map(({ name }) => name)).toEqual(applications);
    const ofApplications = groups
      .flatMap((group) => group.rules)
      .filter((rule) => 'alert' in rule && rule.labels['application'] !== undefined);
    expect(ofApplications.length).toBe(alerts);
  });

  test('has rules that promtool takes', async () => {
    await withTemporaryFolder(async (folder) => {
      const path = join(folder, 'rules.yaml');
      await writeFile(path, JSON.stringify({ groups }));
      expect(await checkRules([path])).toEqual([{ file: path, ok: true, message: '' }]);
    });
  }, 900_000);
});
