import { beforeAll, describe, expect, test } from '@jest/globals';
import { execFile } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { parse, parseAllDocuments } from 'yaml';
import { UserError } from '../../config/errors';
import { checkConfig, routesTest } from '../../tools/amtool';
import { ensureProgram, ensurePrograms } from '../../tools/build';
import { generate, judge } from '../../tools/operator';
import { familyFolder } from '../../tools/programs';
import { checkPrometheusConfig, checkRules } from '../../tools/promtool';
import { withTemporaryFolder } from '../../tools/run';

const FIRST_BUILD = 30 * 60_000;

beforeAll(async () => {
  await ensurePrograms(['operator', 'amtool', 'promtool']);
}, FIRST_BUILD);

const fixture = readFileSync(path.join(familyFolder('operator'), 'testdata', 'accepted.yaml'), 'utf8');
const objects = (text: string): object[] =>
  parseAllDocuments(text).map((document) => document.toJS() as object);

interface PrometheusConfig {
  readonly scrape_configs: readonly {
    readonly job_name: string;
    readonly relabel_configs: readonly { readonly target_label?: string; readonly replacement?: string }[];
  }[];
}

describe('what the operator makes of custom resources', () => {
  test('is a Prometheus configuration with a job for each monitor, stamped by the default scrape class', async () => {
    const { prometheus, report } = await generate(objects(fixture));
    expect(report.operatorVersion).toBe('v0.93.1');
    const { scrape_configs: jobs } = parse(prometheus) as PrometheusConfig;
    expect(jobs.map((job) => job.job_name)).toEqual([
      'serviceMonitor/shop/orders/0',
      'podMonitor/shop/workers/0',
      'probe/monitoring/front',
      'scrapeConfig/monitoring/legacy',
    ]);
    for (const job of jobs) {
      expect(job.relabel_configs).toContainEqual({ target_label: 'cluster', replacement: 'test' });
    }
  });

  test('passes Prometheus’ and Alertmanager’s own checks', async () => {
    const { prometheus, alertmanager, rules } = await generate(objects(fixture));
    await withTemporaryFolder(async (folder) => {
      const file = path.join(folder, 'prometheus.yaml');
      // In a cluster the config reloader fills these in.
      writeFileSync(file, prometheus.replaceAll(/\$\((\w+)\)/g, '0'));
      expect(await checkPrometheusConfig(file)).toMatchObject({ ok: true, message: '' });
      const ruleFiles = Object.entries(rules).map(([name, content]) => {
        writeFileSync(path.join(folder, name), content);
        return path.join(folder, name);
      });
      expect(await checkRules(ruleFiles)).toEqual([{ file: ruleFiles[0], ok: true, message: '' }]);
    });
    expect(await checkConfig(alertmanager)).toEqual({ ok: true, message: '' });
    expect(await routesTest(alertmanager, { severity: 'critical', namespace: 'shop' })).toEqual([
      'shop/own/hook',
      'pager',
    ]);
  });

  test('is thrown back as one line for each object that is refused or not selected', async () => {
    const broken = fixture
      .replace('for: 1m', 'forr: 1m')
      .replace('release: observatory }\n', 'release: x }\n');
    const error: unknown = await generate(objects(broken)).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(UserError);
    expect((error as UserError).faults).toEqual([
      'PrometheusRule shop/orders is rejected: unknown field "spec.groups[0].rules[0].forr"',
    ]);
  });

  test('leaves out what is refused and says so, when only a judgement is asked for', async () => {
    const broken = fixture.replace('labels: { release: observatory }', 'labels: { release: x }');
    const { prometheus, report } = await judge(objects(broken));
    expect(prometheus).not.toContain('serviceMonitor/shop/orders');
    expect(prometheus).toContain('podMonitor/shop/workers');
    const monitor = report.resources.find(({ kind }) => kind === 'ServiceMonitor');
    expect(monitor?.status).toBe('not selected');
    expect(monitor?.reason).toContain('serviceMonitorSelector (release=observatory)');
    expect(report.faults).toHaveLength(1);
  });
});

test(
  'the operator program passes its own tests',
  async () => {
    const flags = ['-buildvcs=false', '-trimpath'];
    const environment = { ...process.env, CGO_ENABLED: '0', GOWORK: 'off' };
    const { stdout } = await promisify(execFile)('go', ['test', ...flags, './...'], {
      cwd: familyFolder('operator'),
      env: environment,
    });
    expect(stdout).toMatch(/^ok\s/);
  },
  FIRST_BUILD,
);

test('a wrong command line of the operator program is answered with its usage', async () => {
  const file = await ensureProgram('operator');
  const error: unknown = await promisify(execFile)(file, ['generate']).catch((thrown: unknown) => thrown);
  expect(error).toMatchObject({ code: 1 });
  expect((error as { stderr: string }).stderr).toContain('usage: operator generate');
});
