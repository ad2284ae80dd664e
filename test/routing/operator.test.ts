import { beforeAll, expect, test } from '@jest/globals';
import { parse } from 'yaml';
import type { AlertmanagerConfig } from '../../routing/alertmanager';
import { ensureProgram } from '../../tools/build';
import { generate, judge } from '../../tools/operator';
import { BUILD_TIMEOUT, input, setupOf, yamlOf } from './support';

beforeAll(() => ensureProgram('operator'), BUILD_TIMEOUT);

const metadata = (name: string): object => ({ name, namespace: 'observatory' });
const objects = (yaml: string): object[] => [
  { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'observatory' } },
  {
    apiVersion: 'monitoring.coreos.com/v1',
    kind: 'Alertmanager',
    metadata: metadata('main'),
    spec: { version: 'v0.34.2', replicas: 3, configSecret: 'configuration' },
  },
  {
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: metadata('configuration'),
    stringData: { 'alertmanager.yaml': yaml },
  },
];

const off = { enabled: false };
const mailOff = { ...input.email, enabled: false };

test.each([
  ['every channel', {}],
  ['Slack alone', { pagerduty: off, email: mailOff, heartbeat: { enabled: false, intervalSeconds: 60 } }],
  ['a mail server without user', { email: { ...input.email, username: undefined } }],
])(
  'the operator takes the configuration with %s and changes nothing that matters',
  async (_what, changes) => {
    const { config } = setupOf(changes);
    const { alertmanager, report } = await generate(objects(yamlOf(config)));
    expect(report.warnings).toEqual([]);
    const generated = parse(alertmanager) as Partial<AlertmanagerConfig>;
    expect({ ...generated, global: generated.global ?? {} }).toEqual(config);
  },
);

test('the operator is a judge: it refuses a field that it does not know', async () => {
  const { config } = setupOf();
  const misspelt = { ...config, route: { ...config.route, group_weight: '1m' } };
  const { report } = await judge(objects(yamlOf(misspelt)));
  expect(report.faults.join()).toContain('group_weight');
});
