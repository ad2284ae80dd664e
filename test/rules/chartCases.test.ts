import { expect, test } from '@jest/globals';
import { caseFiles } from './cases';
import { chartCaseFiles, withoutAlert, withoutCase } from './chartCases';

test('every alert that we keep of the chart has a case in which it fires', () => {
  expect(withoutCase()).toEqual([]);
  expect(withoutAlert()).toEqual([]);
});

test('an alert whose cases expect only silence counts as one without a case', () => {
  const expr = 'ALERTS{alertname="KubeAPIDown"}';
  const file = (samples: readonly unknown[]) => ({
    name: 'x.yaml',
    path: 'x.yaml',
    rule_files: ['chart.yaml'],
    tests: [{ name: 'x', promql_expr_test: [{ expr, eval_time: '1m', exp_samples: samples }] }],
  });
  expect(withoutCase([file([])])).toContain('KubeAPIDown');
  expect(withoutCase([file([{ labels: expr, value: 1 }])])).not.toContain('KubeAPIDown');
});

test('each says what happens shortly before, and no case is called like another', () => {
  const tests = chartCaseFiles.flatMap((file) => file.tests);
  for (const { name, promql_expr_test = [] } of tests) {
    const counts = promql_expr_test.map(({ exp_samples = [] }) => exp_samples.length);
    expect([name, counts.includes(0), counts.some((count) => count > 0)]).toEqual([name, true, true]);
  }
  const names = [...tests, ...caseFiles.flatMap((file) => file.tests)].map(({ name }) => name);
  expect(names.filter((name, at) => names.indexOf(name) !== at)).toEqual([]);
});
