import { describe, expect, test } from '@jest/globals';
import { defaults } from '../../config/presets';
import { buildRules } from '../../rules';
import type { PlainRule, PlainRuleGroup } from '../../rules/model';
import type { RuleTestRun } from '../../tools/promtool';
import { selectorsIn } from '../support/promql';
import { api, input, referenceApplications } from './fixture';
import { quietDay } from './quietDay';
import { runFolder, testFolderOf } from './promtool';

const everyMinute = {
  evaluationIntervalSeconds: 60,
  applicationScrapeIntervalSeconds: 60,
  probeIntervalSeconds: 60,
  nodes: defaults.alerting.nodes,
} as const;

const rules = (applications = referenceApplications): PlainRuleGroup[] =>
  buildRules(input({ ...everyMinute, applications }));

const day = quietDay();

const recordedIn = (groups: readonly PlainRuleGroup[]): string[] => [
  ...new Set(
    groups.flatMap(({ group }) => group.rules.flatMap((rule) => ('record' in rule ? [rule.record] : []))),
  ),
];

/** Without a value at noon of a first healthy day. */
const absentAtNoon = new Set([
  // Compare with the weeks before.
  'application:http_request_duration_seconds:p95_usual',
  'application:http_request_duration_seconds:p95_usual_ratio',
  'application:business_signal:usual',
  'application:business_signal:usual_ratio',
  // Routes with failures only.
  'application:http_requests_errors_by_route:rate5m',
]);

/** Runs the day: which alerts fired at any minute of it, and that at noon everything recorded has a value. */
const firedOn = (groups: readonly PlainRuleGroup[], fired: readonly string[]): Promise<RuleTestRun> => {
  const names = recordedIn(groups).filter((name) => !absentAtNoon.has(name));
  const tested = {
    name: 'day',
    interval: '1m',
    input_series: day,
    promql_expr_test: [
      {
        expr: 'count by (alertname, application) (count_over_time(ALERTS{alertstate="firing"}[25h]))',
        eval_time: '24h',
        exp_samples: fired.map((labels) => ({ labels, value: 1 })),
      },
      {
        expr: `group by (__name__) ({__name__=~"${names.join('|')}"})`,
        eval_time: '12h',
        exp_samples: names.map((name) => ({ labels: `{__name__="${name}"}`, value: 1 })),
      },
    ],
  };
  return runFolder(
    testFolderOf(
      { rule_files: ['rules.yaml'], evaluation_interval: '1m', tests: [tested] },
      { 'rules.yaml': groups },
    ),
  );
};

const messages = ({ tests, message }: RuleTestRun): string[] => [
  message,
  ...tests.map((tested) => tested.message),
];

describe('a quiet day', () => {
  test('of every reference application and the nodes below them fires nothing', async () => {
    expect(messages(await firedOn(rules(), []))).toEqual(['', '']);
  }, 900_000);

  const spoilt = (change: (rule: Extract<PlainRule, { alert: string }>) => PlainRule): PlainRuleGroup[] =>
    rules([api()]).map(({ team, group }) => ({
      team,
      group: { ...group, rules: group.rules.map((rule) => ('alert' in rule ? change(rule) : rule)) },
    }));

  test('is not quiet for rules that do not wait: the lost scrape', async () => {
    const run = await firedOn(
      spoilt((rule) => (rule.alert === 'ServiceDown' ? { ...rule, for: '0s' } : rule)),
      ['{alertname="ServiceDown",application="api"}'],
    );
    expect(messages(run)).toEqual(['', '']);
  }, 900_000);

  test('is not quiet for thresholds that are too low', async () => {
    const sensitive = api({
      alerts: {
        errorRate: { warningPercent: 0.01 },
        latency: { p95Ms: 100 },
        saturation: { cpuPercent: 50, memoryPercent: 50 },
      },
    });
    const run = await firedOn(rules([sensitive]), [
      '{alertname="CpuHigh",application="api"}',
      '{alertname="HighErrorRate",application="api"}',
      '{alertname="HighLatency",application="api"}',
      '{alertname="MemoryHigh",application="api"}',
    ]);
    expect(messages(run)).toEqual(['', '']);
  }, 900_000);
});

describe('the day holds what the rules ask for', () => {
  const groups = rules();
  const recorded = new Set(recordedIn(groups));
  const asked = new Map(
    groups
      .flatMap(({ group }) => group.rules.flatMap(({ expr }) => selectorsIn(expr)))
      .filter(({ metric }) => !recorded.has(metric))
      .map(({ metric, matchers }) => [
        `${metric}{${matchers.map(({ label, operator, value }) => `${label}${operator}"${value}"`).join(',')}}`,
        { metric, equal: matchers.filter(({ operator, value }) => operator === '=' && value !== '') },
      ]),
  );

  test.each([...asked])('%s', (_, { metric, equal }) => {
    const found = day.filter(
      ({ series }) =>
        series.startsWith(`${metric}{`) &&
        equal.every(({ label, value }) => series.includes(`${label}="${value}"`)),
    );
    expect(found).not.toHaveLength(0);
  });
});
