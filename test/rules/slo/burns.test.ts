import { describe, expect, test } from '@jest/globals';
import { objectivesOf } from '../../../rules/slo/objectives';
import { buildRules } from '../../../rules';
import { input } from '../fixture';
import { fund } from '../fixture/objectives';
import { runFolder, testFolderOf } from '../promtool';

/*
 * Three healthy days, then a steady burn, for every kind of objective. The recorded rates of an application are the input:
 * ten events per second, a sample every two minutes, so that an hour has 30 of them, six hours 180, three days 2,160.
 */
const healthySteps = 2_160;
const burningSteps = 400;
const stepMinutes = 2;

const identity = 'application="fund",namespace="fund",cluster="prod-1",environment="prod"';
const perSecond = 10;

interface Kind {
  /** Name of the objective. */
  readonly slo: string;
  readonly alert: string;
  readonly errorBudget: number;
  /** What is recorded while this share of the events is bad: series and its value. */
  readonly recorded: (badShare: number) => readonly (readonly [series: string, value: number])[];
}

const histogram = (metric: string, labels: string, le: string) => (badShare: number) =>
  [
    [`${metric}{${identity}${labels},le="+Inf"}`, perSecond],
    [`${metric}{${identity}${labels},le="${le}"}`, perSecond * (1 - badShare)],
  ] as const;

const kinds: readonly Kind[] = [
  {
    slo: 'availability',
    alert: 'AvailabilityBudgetBurn',
    errorBudget: 0.001,
    recorded: (badShare) => [
      [`application:http_requests:rate5m{${identity}}`, perSecond],
      [`application:http_requests_errors:rate5m{${identity}}`, perSecond * badShare],
    ],
  },
  {
    slo: 'latency-500ms',
    alert: 'LatencyBudgetBurn',
    errorBudget: 0.05,
    recorded: histogram('application:http_request_duration_seconds_bucket:rate5m', '', '0.5'),
  },
  {
    slo: 'success-simulation',
    alert: 'SuccessBudgetBurn',
    errorBudget: 0.01,
    recorded: (badShare) => [
      [`application:operations:rate5m{${identity},operation="simulation"}`, perSecond],
      [`application:operations_failed:rate5m{${identity},operation="simulation"}`, perSecond * badShare],
    ],
  },
  {
    slo: 'latency-pdf-30s',
    alert: 'LatencyBudgetBurn',
    errorBudget: 0.05,
    recorded: histogram('application:operation_duration_seconds_bucket:rate5m', ',operation="pdf"', '30.0'),
  },
];

interface Burn {
  /** How many times faster than allowed. */
  readonly rate: number;
  /** Minutes from the first bad sample to the alert; undefined: it never fires. */
  readonly fast: number | undefined;
  readonly slow: number | undefined;
}

/*
 * By hand. With k bad samples, an hour holds rate × k / 30 times its budget and must be above 14.4, six hours rate × k / 180 above 6,
 * a day rate × k / 720 above 3, three days rate × k / 2,160 above 1. The first bad sample is at minute 0, the k-th at 2 × (k - 1).
 */
const burns: readonly Burn[] = [
  // What the objective allows: in 13 hours a sixth of the budget of three days.
  { rate: 1, fast: undefined, slow: undefined },
  // Just below 6: no page ever. 5.9 × 367 > 2,160.
  { rate: 5.9, fast: undefined, slow: 732 },
  // 6.1 × 178 > 1,080 and 6.1 × 355 > 2,160.
  { rate: 6.1, fast: 354, slow: 708 },
  // 14.3 × 76 > 1,080, for an hour at 14.3 is below 14.4; 14.3 × 152 > 2,160.
  { rate: 14.3, fast: 150, slow: 302 },
  // 14.5 × 30 > 432 and 14.5 × 149 > 2,160.
  { rate: 14.5, fast: 58, slow: 296 },
];

const rulesOf = (slo: string) =>
  buildRules(input({ applications: [fund], evaluationIntervalSeconds: 60 * stepMinutes })).filter(
    ({ group }) => [`fund.slo-${slo}`, `fund.slo-${slo}-budget`].includes(group.name),
  );

const minute = (minutesOfBurn: number): string => `${String(healthySteps * stepMinutes + minutesOfBurn)}m`;

const firing = (minutesOfBurn: number, alerts: readonly string[]) => ({
  expr: 'count by (alertname) (ALERTS{alertstate="firing"})',
  eval_time: minute(minutesOfBurn),
  exp_samples: alerts.map((alertname) => ({ labels: `{alertname="${alertname}"}`, value: 1 })),
});

/** Nothing a step before each alert, it and those before it at its step, and all of them at the end. */
const expectations = (alert: string, { fast, slow }: Burn) => {
  const due = [
    { name: `${alert}Fast`, at: fast },
    { name: `${alert}Slow`, at: slow },
  ].flatMap(({ name, at }) => (at === undefined ? [] : [{ name, at }]));
  const last = (burningSteps - 1) * stepMinutes;
  const firingAt = (minutes: number) => due.filter(({ at }) => at <= minutes).map(({ name }) => name);
  return [...due.flatMap(({ at }) => [at - stepMinutes, at]), 0, last].map((minutes) =>
    firing(minutes, firingAt(minutes)),
  );
};

describe.each(kinds)('objective $slo', ({ slo, alert, errorBudget, recorded }) => {
  test.each(burns)(
    'a burn at $rate times the budget is told fast after $fast min, slowly after $slow min',
    async (burn) => {
      const healthy = recorded(0);
      const burnt = {
        name: 'burn',
        interval: `${String(stepMinutes)}m`,
        input_series: recorded(burn.rate * errorBudget).map(([series, bad], index) => ({
          series,
          values: `${String(healthy[index]?.[1])}x${String(healthySteps - 1)} ${String(bad)}x${String(burningSteps - 1)}`,
        })),
        promql_expr_test: expectations(alert, burn),
      };
      const run = await runFolder(
        testFolderOf(
          {
            rule_files: ['rules.yaml'],
            evaluation_interval: `${String(stepMinutes)}m`,
            tests: [burnt],
          },
          { 'rules.yaml': rulesOf(slo) },
        ),
      );
      expect(run.tests.map(({ message }) => message)).toEqual(['']);
    },
    300_000,
  );
});

test('every kind of objective of the fund is burnt, here or (time, not events) in slo-kinds.yaml', () => {
  expect([...kinds.map(({ slo }) => slo), 'success-pdf', 'freshness-prices'].sort()).toEqual(
    objectivesOf(fund)
      .map(({ name }) => name)
      .sort(),
  );
});
