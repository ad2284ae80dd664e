import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { alertmanagerObject, prometheusObject } from '../../local/stack/chartObjects';
import { kubernetesObjects, releaseValues } from '../../local/stack/objects';
import { judge } from '../../tools/operator';
import { checkRules } from '../../tools/promtool';
import { withTemporaryFolder } from '../../tools/run';
import { checkConfig } from '../../tools/amtool';
import { planOfStack } from './stacks';

const example = (system: string, stack: string): readonly string[] => [
  '--stack',
  stack,
  '--config-file',
  join('examples', system, `Pulumi.${stack}.yaml`),
];

/** Every stack that is shipped, as arguments of a plan. */
const stacks: Readonly<Record<string, readonly string[]>> = {
  local: ['--stack', 'local'],
  dev: ['--stack', 'dev'],
  prod: ['--stack', 'prod'],
  'financial-planning': example('financial-planning', 'financial-planning'),
  'order-processor': example('order-processor', 'order-processor'),
  'stock-analysis': example('stock-analysis', 'stock-analysis'),
  'balance-sheet': example('balance-sheet', 'balance-sheet'),
  screener: example('screener', 'screener'),
  'screener-dev': example('screener', 'screener-dev'),
};

describe.each(Object.entries(stacks))('stack %s', (_, args) => {
  const plan = planOfStack(...args);
  const values = releaseValues(plan, 'kps');
  const objects = [...kubernetesObjects(plan), prometheusObject(values), alertmanagerObject(values)];

  test('the operator selects and accepts every object, and says nothing to worry about', async () => {
    const { report } = await judge(objects);
    expect(report.faults).toEqual([]);
    expect(report.warnings).toEqual([]);
    const custom = objects.filter(({ apiVersion }) => apiVersion.startsWith('monitoring.coreos.com/'));
    expect(report.resources.filter(({ status }) => status === 'accepted')).toHaveLength(custom.length);
  }, 300_000);

  test('promtool and amtool accept what the operator makes of them', async () => {
    const { rules, alertmanager } = await judge(objects);
    await withTemporaryFolder(async (folder) => {
      const files = Object.entries(rules).map(([name, text]) => {
        const file = join(folder, name);
        writeFileSync(file, text);
        return file;
      });
      expect((await checkRules(files)).filter(({ ok }) => !ok)).toEqual([]);
    });
    expect(await checkConfig(alertmanager)).toEqual({ ok: true, message: '' });
  }, 300_000);
});
