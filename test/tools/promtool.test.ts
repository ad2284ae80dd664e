import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { ensureProgram } from '../../tools/build';
import { checkRules, testRules } from '../../tools/promtool';

let folder: string;
const write = (name: string, content: string): string => {
  const file = path.join(folder, name);
  writeFileSync(file, content);
  return file;
};

beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'observatory-promtool-'));
  await ensureProgram('promtool');
}, 30 * 60_000);
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

const rules = (...lines: readonly string[]): string =>
  `groups:\n  - name: shop\n    rules:\n${lines.map((line) => `      ${line}\n`).join('')}`;
const DOWN = '- { alert: Down, expr: up == 0, for: 1m }';

describe('checking rule files', () => {
  test('tells for each file whether it is good, and of a bad one why', async () => {
    const good = write('good.yaml', rules(DOWN));
    const typo = write('typo.yaml', rules('- { alert: Down, expr: up == 0, forr: 1m }'));
    const query = write('query.yaml', rules('- { alert: Down, expr: rate(up) == 0 }'));
    const twice = write('twice.yaml', rules(DOWN, DOWN));
    const [first, second, third, fourth] = await checkRules([good, typo, query, twice]);
    expect(first).toEqual({ file: good, ok: true, message: '' });
    expect(second).toMatchObject({ file: typo, ok: false });
    expect(second?.message).toContain('field forr not found');
    expect(third?.message).toContain('expected type range vector');
    expect(fourth?.message).toContain('1 duplicate rule(s) found');
  });

  test('of no file asks nobody', async () => {
    expect(await checkRules([])).toEqual([]);
  });
});

describe('running rule tests', () => {
  const testFile = (group: string, expected: string): string => `
rule_files: [good.yaml]
evaluation_interval: 1m
tests:
  - name: ${JSON.stringify(group)}
    interval: 1m
    input_series: [{ series: 'up{job="a"}', values: '0x5' }]
    alert_rule_test: [{ eval_time: 2m, alertname: Down, exp_alerts: ${expected} }]
`;

  test('names each test group, also one with odd characters, and whether it passed', async () => {
    write('good.yaml', rules(DOWN));
    const file = write(
      'passing.test.yaml',
      testFile('fires <after> "1" & more', '[{ exp_labels: { job: a } }]'),
    );
    expect(await testRules([file])).toEqual({
      ok: true,
      tests: [{ name: 'fires <after> "1" & more', ok: true, message: '' }],
      message: '',
    });
  });

  test('shows what was expected and what came when a test fails', async () => {
    write('good.yaml', rules(DOWN));
    const { ok, tests } = await testRules([write('failing.test.yaml', testFile('fires', '[]'))]);
    expect(ok).toBe(false);
    expect(tests).toHaveLength(1);
    expect(tests[0]?.message).toContain('exp:[]');
    expect(tests[0]?.message).toContain('Labels:{alertname="Down", job="a"}');
  });

  test('fails with an explanation when the file is no test file', async () => {
    const run = await testRules([write('broken.test.yaml', rules(DOWN))]);
    expect(run.ok).toBe(false);
    expect(JSON.stringify(run)).toContain('field groups not found');
    const missing = await testRules([path.join(folder, 'missing.yaml')]);
    expect(missing).toMatchObject({ ok: false });
    expect(JSON.stringify(missing)).toContain('missing.yaml');
  });
});
