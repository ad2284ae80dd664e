import { spawnSync } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { beforeAll, expect, test } from '@jest/globals';
import { create } from 'tar';
import { charts } from '../../../config/versions';
import { ensurePrograms } from '../../../tools/build';
import { withTemporaryFolder } from '../../../tools/run';
import { root } from '../../program/stacks';

beforeAll(() => ensurePrograms(['operator', 'helm']), 900_000);

const routes = (...args: readonly string[]) => {
  const script = path.join(root, 'scripts/run.mjs');
  const child = spawnSync(process.execPath, [script, 'routes', ...args], { cwd: root, encoding: 'utf8' });
  return { code: child.status, out: child.stdout, error: child.stderr.trim() };
};

test('a person sees who is told of one alert, aligned and without colour', () => {
  const { code, out } = routes('--stack', 'local', '--alert', 'CriticalErrorRate');
  const [title, , head = '', , first = '', second = ''] = out.split('\n');
  expect(code).toBe(0);
  expect(title).toBe('Observatory local · who is told of 1 alert');
  expect(head.split(/ {2,}/)).toEqual(['', 'Alerts', 'When', 'Told', 'After', 'Again', 'Inhibited by']);
  expect(first).toMatch(/^P1 +CriticalErrorRate +always +\S/);
  expect(first.indexOf('always')).toBe(head.indexOf('When'));
  expect(second.search(/\S/)).toBe(head.indexOf('Told'));
  expect(out).not.toContain('\u001B');
});

test('an alert that nobody knows ends with code 1 and one line, no stack trace', () => {
  const { code, out, error } = routes('--stack', 'local', '--alert', 'CritcalErrorRate');
  expect([code, out, error]).toEqual([
    1,
    '',
    '--alert CritcalErrorRate: the stack has no such alert; did you mean CriticalErrorRate?',
  ]);
});

/** A chart that is one rule: stands for the real one, whose archive is not in the repository. */
const packChart = async (folder: string): Promise<void> => {
  const chart = path.join(folder, 'kube-prometheus-stack');
  const { version } = charts['kube-prometheus-stack'];
  await mkdir(path.join(chart, 'templates'), { recursive: true });
  await writeFile(
    path.join(chart, 'Chart.yaml'),
    `apiVersion: v2\nname: kube-prometheus-stack\nversion: ${version}\n`,
  );
  await writeFile(
    path.join(chart, 'templates', 'rule.yaml'),
    `apiVersion: monitoring.coreos.com/v1
kind: PrometheusRule
metadata: { name: {{ .Values.fullnameOverride }} }
spec:
  groups:
    - name: one
      rules:
        - { record: some, expr: up }
        - { alert: FromTheChart, expr: up == 0, for: 7m, labels: { severity: critical } }
`,
  );
  await create({ file: path.join(folder, `kube-prometheus-stack-${version}.tgz`), gzip: true, cwd: folder }, [
    'kube-prometheus-stack',
  ]);
};

test('the charts’ alerts come from rendered archives when there are any', async () => {
  await withTemporaryFolder(async (folder) => {
    const missing = routes('--stack', 'dev', '--charts', folder);
    expect(missing.error).toContain("is not there, so the chart's alerts are not known");
    await packChart(folder);
    const { out } = routes('--stack', 'dev', '--charts', folder, '--json');
    const { alerts } = JSON.parse(out) as { alerts: { alert: string; forSeconds: number; origin: string }[] };
    expect(alerts.filter(({ origin }) => origin === 'chart')).toEqual([
      expect.objectContaining({ alert: 'FromTheChart', forSeconds: 420, level: 'critical' }),
    ]);
  });
}, 60_000);
