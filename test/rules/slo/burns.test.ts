import { describe, expect, test } from '@jest/globals';
import { objectivesOf } from '../../../rules/slo/objectives';
import { buildRules } from '../../../rules';
import { input } from '../fixture';
import { fund } from '../fixture/objectives';
import { runFolder, testFolderOf } from '../promtool';

/*
 * Three healthy days, then a steady burn, for every kind of objective. The recorded rates of an application are the input: a
 * sample every ten minutes, so that an hour has 6 of them, six hours 36, a day 144, three days 432.
 */
const healthySteps = 432;
const burningSteps = 80;
const stepMinutes = 10;

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
    slo: 'success-pdf',
    alert: 'SuccessBudgetBurn',
    errorBudget: 0.01,
    recorded: (badShare) => [
      [`application:operations:rate5m{${identity},operation="pdf"}`, perSecond],
      [`application:operations_failed:rate5m{${identity},operation="pdf"}`, perSecond * badShare],
    ],
  },
  {
    slo: 'latency-pdf-30s',
    alert: 'LatencyBudgetBurn',
    errorBudget: 0.05,
    recorded: histogram('application:operation_duration_seconds_bucket:rate5m', ',operation="pdf"', '30.0'),
  },
  {
    // Its events are the seconds in which prices are watched: one per second.
    slo: 'freshness-prices',
    alert: 'FreshnessBudgetBurn',
    errorBudget: 0.01,
    recorded: (badShare) => [
      [`application:data_watched:bool{${identity},data="prices"}`, 1],
      [`application:data_stale:avg5m{${identity},data="prices"}`, badShare],
    ],
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
 * By hand. With k bad samples, an hour holds rate × k / 6 times its budget and must be above 14.4, six hours rate × k / 36 above 6,
 * a day rate × k / 144 above 3, three days rate × k / 432 above 1. The first bad sample is at minute 0, the k-th at 10 × (k - 1).
 */
const burns: readonly Burn[] = [
  // What the objective allows: in 13 hours a sixth of the budget of three days.
  { rate: 1, fast: undefined, slow: undefined },
  // Just below 6: no page ever. 5.9 × 74 > 432.
  { rate: 5.9, fast: undefined, slow: 730 },
  // 6.1 × 36 > 216 and 6.1 × 71 > 432.
  { rate: 6.1, fast: 350, slow: 700 },
  // 14.3 × 16 > 216, for an hour at 14.3 is below 14.4; 14.3 × 31 > 432.
  { rate: 14.3, fast: 150, slow: 300 },
  // 14.5 × 6 > 86.4 and 14.5 × 30 > 432.
  { rate: 14.5, fast: 50, slow: 290 },
];

/** The rules of an objective, but for those that record what is given. */
const rulesOf = ({ slo, recorded }: Kind) => {
  const given = new Set(recorded(0).map(([series]) => series.slice(0, series.indexOf('{'))));
  return buildRules(input({ applications: [fund], evaluationIntervalSeconds: 60 * stepMinutes }))
    .filter(({ group }) => [`fund.slo-${slo}`, `fund.slo-${slo}-budget`].includes(group.name))
    .map(({ team, group }) => ({
      team,
      group: { ...group, rules: group.rules.filter((rule) => !('record' in rule && given.has(rule.record))) },
    }));
};

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

describe.each(kinds)('objective $slo', (kind) => {
  const { alert, errorBudget, recorded } = kind;
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
          { 'rules.yaml': rulesOf(kind) },
        ),
      );
      expect(run.tests.map(({ message }) => message)).toEqual(['']);
    },
    300_000,
  );
});

test('every objective of the fund is burnt', () => {
  expect(kinds.map(({ slo }) => slo).sort()).toEqual(
    objectivesOf(fund)
      .map(({ name }) => name)
      .sort(),
  );
});
