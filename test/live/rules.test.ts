import { expect, test } from '@jest/globals';
import path from 'node:path';
import { openHttp } from '../../local/loopback';
import { evaluate } from '../../plan/evaluate';
import { planOf } from '../../plan/plan';
import { finishedOf } from '../../plan/routes/finished';
import { buildRules } from '../../rules';
import { ensureProgram } from '../../tools/build';
import { until } from '../local/support/wait';
import { withRealAlertmanager } from '../routing/simulate/realAlertmanager';
import { api, input } from '../rules/fixture';
import { ruleFileText } from '../rules/promtool';
import { withRealPrometheus } from './support/prometheus';

const root = path.join(__dirname, '../..');
const target = (url: string): string => new URL(url).host;

/**
 * What a client library prints in the text format: whole bounds without a decimal point. Of 20 requests a second half take
 * less than 0.5 s, 16 at most 1 s, all less than 30 s; none fails.
 */
const histogram = (seconds: number): string =>
  [
    '# TYPE http_request_duration_seconds histogram',
    ...Object.entries({ '0.5': 10, '1': 16, '30': 20, '+Inf': 20 }).map(
      ([le, rate]) => `http_request_duration_seconds_bucket{le="${le}"} ${String(rate * seconds)}`,
    ),
    `http_request_duration_seconds_sum ${String(30 * seconds)}`,
    `http_request_duration_seconds_count ${String(20 * seconds)}`,
    '# TYPE http_requests_total counter',
    `http_requests_total{status="200"} ${String(20 * seconds)}`,
    '',
  ].join('\n');

test('rules on a histogram read its bounds as Prometheus stores them, which is not how it is scraped', async () => {
  const began = Date.now();
  const served = await openHttp((_, response) => {
    response.setHeader('content-type', 'text/plain; version=0.0.4');
    response.end(histogram(Math.floor((Date.now() - began) / 1_000)));
  });
  const duration = { bucketsSeconds: [0.5, 1, 30] };
  const application = api({
    http: { duration },
    alerts: { latency: { p95Ms: 1_000 } },
    slos: {},
    probes: [],
  });
  const config = {
    global: { scrape_interval: '1s', evaluation_interval: '1s' },
    rule_files: ['rules.yaml'],
    scrape_configs: [
      {
        job_name: 'api',
        static_configs: [{ targets: [target(served.url)], labels: { application: 'api' } }],
      },
    ],
  };
  const rules = ruleFileText(buildRules(input({ applications: [application] })));
  try {
    await withRealPrometheus(config, { 'rules.yaml': rules }, async ({ query }) => {
      const slow = 'application:http_requests_slow:ratio_rate5m{application="api"}';
      await until('the slow ratio is recorded', async () => (await query(slow)).length > 0, 60_000);
      // A few scrapes more, so that the second at which one falls does not matter.
      await until(
        'ten scrapes',
        async () => (await query('count_over_time(up[1m]) > 10')).length > 0,
        60_000,
      );

      const bounds = await query('http_request_duration_seconds_bucket');
      expect(bounds.map(({ metric }) => metric['le']).sort()).toEqual(['+Inf', '0.5', '1.0', '30.0']);
      const [ratio, ...others] = await query(slow);
      expect(others).toEqual([]);
      expect(ratio?.value).toBeCloseTo(0.2, 6);
      const [p95] = await query('application:http_request_duration_seconds:p95_rate5m{application="api"}');
      // 95 % of 20 are 19: three quarters of the way from 1 s (16) to 30 s (20).
      expect(p95?.value).toBeCloseTo(1 + (29 * 3) / 4, 6);
      const alerts = await query('ALERTS{application="api"}');
      expect(alerts.map(({ metric }) => [metric['alertname'], metric['alertstate']])).toEqual([
        ['HighLatency', 'pending'],
      ]);
    });
  } finally {
    await served.close();
  }
});

test('an alert of the chart arrives at Alertmanager with the priority, severity and team of our table', async () => {
  const evaluation = await evaluate({ folder: root, stack: 'dev' });
  const { sending, byOperator } = await finishedOf(evaluation, planOf(evaluation), () =>
    ensureProgram('operator'),
  );
  expect(byOperator).toBe(true);
  const alert = (name: string, severity: string, labels = {}) => ({
    alert: name,
    expr: 'vector(1)',
    labels: { severity, ...labels },
  });
  const rules = [
    alert('KubeAPIDown', 'critical'),
    alert('AlertmanagerFailedReload', 'critical'),
    alert('KubePersistentVolumeFillingUp', 'critical', { persistentvolumeclaim: 'a' }),
    alert('KubePersistentVolumeFillingUp', 'warning', { persistentvolumeclaim: 'b' }),
    alert('MyKubeAPIDown', 'critical'),
    alert('KubePodCrashLooping', 'critical', { priority: 'P1', team: 'shop' }),
  ];
  const route = { receiver: 'all', group_by: ['alertname'], routes: [] };
  await withRealAlertmanager({ route, inhibit_rules: [] }, async ({ address, shown }) => {
    const config = {
      global: { evaluation_interval: '1s' },
      rule_files: ['rules.yaml'],
      alerting: {
        alert_relabel_configs: sending.relabeling,
        alertmanagers: [{ static_configs: [{ targets: [address] }] }],
      },
    };
    const text = JSON.stringify({ groups: [{ name: 'chart', rules }] });
    await withRealPrometheus(config, { 'rules.yaml': text }, async () => {
      await until('all alerts arrived', async () => (await shown()).length === rules.length, 60_000);
      const arrived = (await shown()).map(({ labels }) => {
        const { alertname, severity, priority, team } = labels;
        return [alertname, severity, priority, team];
      });
      expect(arrived.sort()).toEqual([
        ['AlertmanagerFailedReload', 'warning', 'P2', 'platform'],
        ['KubeAPIDown', 'critical', 'P1', 'platform'],
        ['KubePersistentVolumeFillingUp', 'critical', 'P1', 'platform'],
        ['KubePersistentVolumeFillingUp', 'warning', 'P3', 'platform'],
        ['KubePodCrashLooping', 'critical', 'P1', 'shop'],
        ['MyKubeAPIDown', 'critical', undefined, undefined],
      ]);
    });
  });
});
