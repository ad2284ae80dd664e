import path from 'node:path';

import { beforeAll, describe, expect, jest, test } from '@jest/globals';

import { stackDifference, stackMarkdown } from '../../../plan/diff/markdown';
import { textOf } from '../../../plan/json';
import type { Plan } from '../../../plan/model';
import { renderChanged } from '../../../plan/renderBoth';
import { ensureProgram } from '../../../tools/build';
import { packChart, temporaryFolder } from '../support';
import { board, pay, planOfVariant, shop, stuck, team, type Variant } from './variants';

// Every plan is a process of its own, which takes long on a busy machine.
jest.setTimeout(120_000);

const monday = new Date('2026-03-02T12:00:00Z');
const before = planOfVariant();

const comment = async (after: Plan): Promise<string> =>
  stackMarkdown(await stackDifference(before, after, monday));
const changed = (changes: Variant): Promise<string> => comment(planOfVariant(changes));
const block = (...lines: readonly string[]): string => ['```diff', ...lines, '```'].join('\n');
const page = (...parts: readonly string[]): string => `${parts.join('\n\n')}\n`;
const folded = (heading: string, count: number, ...lines: readonly string[]): string =>
  `<details><summary><b>${heading}</b> (${String(count)} lines)</summary>\n\n${block(...lines)}\n\n</details>`;

describe('ten typical changes read as what they are', () => {
  test('nothing', async () => {
    expect(await comment(before)).toBe('### test: no change\n');
  });

  test('a threshold', async () => {
    const text = await changed({
      files: { 'applications/shop.yaml': { ...shop, alerts: { errorRate: { warningPercent: 2 } } } },
    });
    expect(text).toContain('### test: 0 added, 0 removed, 1 changed\n\nAlerts ~1 · Recorded series ~1\n');
    expect(text).toContain(
      '\n! record application:http_requests_errors:ratio_threshold{application="shop",level="warning"}  (rules-orders/shop.rules)\n!   expr: vector(0.01) → vector(0.02)\n',
    );
    expect(text).toContain('\n! alert HighErrorRate{application="shop"}  (rules-orders/shop.rules)\n');
    expect(text).not.toContain('Who is told');
    expect(text.length).toBeLessThan(1_500);
  });

  test('a route: a pager is switched on', async () => {
    const text = await changed({
      config: {
        alerting: { pagerduty: { enabled: true } },
        secrets: { pagerduty: { default: { secretName: 'pager', key: 'orders' } } },
      },
    });
    expect(text).toContain(
      '| P1 orders | CriticalErrorRate, ServiceDown | always: Slack #orders (10 s) | always: PagerDuty orders, high urgency (10 s); Slack #orders (10 s) |\n',
    );
    expect(text).toContain(
      '| P2 orders | HighErrorRate, HighLatency | always: Slack #orders (30 s) | always: Slack #orders (30 s); PagerDuty orders, low urgency (15 min) |\n',
    );
    // P3 and P4 are told as before.
    expect(text).not.toMatch(/\| P[34] /);
    expect(text).toContain('<details><summary><b>Alertmanager</b>');
  });

  test('a team moves to another Slack channel', async () => {
    const text = await changed({ files: { 'teams/orders.yaml': team('orders', '#orders-alerts') } });
    expect(text).toMatch(
      /^### test: 0 added, 0 removed, 2 changed\n\nAlerts ~(\d+) · Alerts told otherwise \1 · Alertmanager ~2\n\n\*\*Who is told\*\*\n/,
    );
    expect(text).toMatch(
      /\n\| P1 orders \| [^|]*ServiceDown[^|]* \| always: Slack #orders \(10 s\) \| always: Slack #orders-alerts \(10 s\) \|\n/,
    );
    expect(text).toMatch(
      /\n\| P3 orders \| [^|]*OrdersStuck[^|]* \| weekday, holiday: Slack #orders \(1 min\)<br>night, weekend: Slack #orders \(held to 09:00\) \| weekday, holiday: Slack #orders-alerts \(1 min\)<br>night, weekend: Slack #orders-alerts \(held to 09:00\) \|\n/,
    );
    // One change of many alerts is said once.
    expect(text).toMatch(
      /\*\*Rules\*\*\n\n```diff\n! alert [^\n]*\n! {3}annotations\.owner: orders \(#orders\) → orders \(#orders-alerts\)\n```\n/,
    );
    expect(text).toContain(
      folded(
        'Alertmanager',
        3,
        '! alertmanager-configuration',
        '!   receivers[0].slack_configs[0].channel: #orders → #orders-alerts',
        '!   receivers[1].slack_configs[0].channel: #orders → #orders-alerts',
      ),
    );
  });

  describe('a chart version', () => {
    const old = textOf(before.resources.find(({ name }) => name === 'kps')?.inputs['version']);
    // What config/versions.ts changes in a plan.
    const after = {
      ...before,
      resources: before.resources.map((resource) =>
        resource.name === 'kps'
          ? { ...resource, inputs: { ...resource.inputs, version: '99.0.0' } }
          : resource,
      ),
    };
    const release = block('! Release kps', `!   version: ${old} → 99.0.0`);
    const commentWith = async (charts: string): Promise<string> =>
      stackMarkdown(await stackDifference(before, after, monday, await renderChanged(before, after, charts)));
    const operator = (version: string, image: string): string =>
      [
        'apiVersion: apps/v1',
        'kind: Deployment',
        'metadata:',
        '  name: kps-operator',
        `  labels: { helm.sh/chart: "kube-prometheus-stack-${version}" }`,
        'spec:',
        '  template:',
        `    metadata: { labels: { chart: "${version}" } }`,
        `    spec: { containers: [{ name: operator, image: "operator:${image}" }] }`,
        '',
      ].join('\n');
    const object = (kind: string, name: string, rest = ''): string =>
      `apiVersion: v1\nkind: ${kind}\nmetadata: { name: ${name} }\n${rest}`;

    // Built once per machine, which takes minutes.
    beforeAll(() => ensureProgram('helm'), 1_200_000);

    test('alone', async () => {
      expect(await comment(after)).toBe(
        page('### test: 0 added, 0 removed, 1 changed', 'Charts ~1', '**Resources**', release),
      );
    });

    test('with what the chart makes of the same values: the version that stands on every object is no change', async () => {
      const charts = temporaryFolder();
      packChart(charts, 'kube-prometheus-stack', old, {
        'templates/operator.yaml': operator(old, 'v1'),
        'templates/job.yaml': object('Job', 'kps-admission'),
        'templates/same.yaml': object('ConfigMap', 'kps-same'),
        'crds/rules.yaml': object('CustomResourceDefinition', 'rules', 'spec: { a: 1, b: 1 }\n'),
      });
      packChart(charts, 'kube-prometheus-stack', '99.0.0', {
        'templates/operator.yaml': operator('99.0.0', 'v2'),
        'templates/policy.yaml': object('NetworkPolicy', 'kps-operator'),
        'templates/same.yaml': object('ConfigMap', 'kps-same'),
        'crds/rules.yaml': object('CustomResourceDefinition', 'rules', 'spec: { a: 2, b: 2 }\n'),
      });
      expect(await commentWith(charts)).toBe(
        page(
          '### test: 0 added, 0 removed, 1 changed',
          'Charts ~1 · Rendered objects +1 −1 ~2',
          '**Resources**',
          release,
          '**Rendered by charts**',
          block(
            '+ kps/NetworkPolicy-kps-operator',
            '- kps/Job-kps-admission',
            '! kps/CustomResourceDefinition-rules  2 changes',
            '! kps/Deployment-kps-operator',
            '!   spec.template.spec.containers[0].image: operator:v1 → operator:v2',
          ),
        ),
      );
    });

    test('and says when an archive is nowhere', async () => {
      expect(await commentWith(path.join(temporaryFolder(), 'charts'))).toMatch(
        /^ {2}not rendered: kps: .*no archive kube-prometheus-stack-99\.0\.0\.tgz: \S/m,
      );
    });

    test('and says when the new chart refuses our values', async () => {
      const charts = temporaryFolder();
      packChart(charts, 'kube-prometheus-stack', old, {});
      packChart(charts, 'kube-prometheus-stack', '99.0.0', {
        'templates/x.yaml': '{{ fail "grafana has moved" }}\n',
      });
      expect(await commentWith(charts)).toMatch(
        /not rendered: Helm does not render kube-prometheus-stack-99\.0\.0\.tgz with the values of kps: .*grafana has moved/,
      );
    });
  });

  test('a dashboard gets a panel', async () => {
    expect(await changed({ files: { 'dashboards/orders.json': board('Waiting', 'Sent') } })).toBe(
      page(
        '### test: 0 added, 0 removed, 1 changed',
        'Dashboards ~1',
        '**Resources**',
        block('! ConfigMap dashboard-orders-board  data["orders-board.json"]'),
        '**Dashboards**',
        block('! Orders (orders-board)', '+   panel Sent'),
      ),
    );
  });

  test('a secret: a team gets a webhook of its own, whose value is nowhere', async () => {
    const text = await changed({
      config: { secrets: { slack: { orders: 'https://hooks.example.com/canary' } } },
    });
    expect(text).toContain('\n+ Secret alertmanager-credentials\n');
    expect(text).toContain(
      '\n!   receivers[0].slack_configs[0].api_url_file:\n-     /etc/alertmanager/secrets/webhooks/default\n+     /etc/alertmanager/secrets/alertmanager-credentials/slack.orders\n',
    );
    expect(text).not.toContain('canary');
  });

  test('retention', async () => {
    expect(await changed({ config: { metrics: { retentionDays: 10 } } })).toBe(
      page(
        '### test: 0 added, 0 removed, 1 changed',
        'Chart values ~1',
        '**Resources**',
        block('! Release kps  values'),
        '**Chart values**',
        block('! kps', '!   prometheus.prometheusSpec.retention: 7d → 10d'),
      ),
    );
  });

  test('a new application, of a new team', async () => {
    const text = await changed({
      files: { 'applications/pay.yaml': pay, 'teams/payments.yaml': team('payments') },
    });
    expect(text).toMatch(
      /^### test: 2 added, 0 removed, 1 changed\n\nAlerts \+\d+ · Recorded series \+\d+ · Alertmanager ~6\n/,
    );
    expect(text).toContain(
      '| P1 payments | CriticalErrorRate, ServiceDown | new | always: Slack #payments (10 s) |\n',
    );
    expect(text).toContain('\n+ ServiceMonitor monitor-pay\n+ PrometheusRule rules-payments\n');
    expect(text).toContain('\n+ alert ServiceDown{application="pay"}  (rules-payments/payments.every-10s)\n');
    expect(text).toMatch(/<details><summary><b>Rules<\/b> \(\d+ lines\)<\/summary>/);
  });

  test('a removed application', async () => {
    const text = await changed({ files: { 'applications/shop.yaml': null } });
    expect(text).toMatch(/^### test: 0 added, 1 removed, 1 changed\n\nAlerts −\d+ · Recorded series −\d+\n/);
    expect(text).toContain('\n- ServiceMonitor monitor-shop\n');
    expect(text).toContain('\n- alert ServiceDown{application="shop"}  (rules-orders/orders.every-10s)\n');
    expect(text).not.toContain('Who is told');
  });

  test('a renamed alert', async () => {
    expect(await changed({ files: { 'rules/orders.yaml': stuck('OrdersWaiting') } })).toBe(
      page(
        '### test: 0 added, 0 removed, 1 changed',
        'Alerts ~1',
        '**Resources**',
        block('! PrometheusRule rules-orders  spec.groups'),
        '**Rules**',
        block(
          '! alert OrdersWaiting  (rules-orders/orders)  renamed from OrdersStuck',
          '!   annotations.runbook_url: https://wiki.example.com/OrdersStuck → https://wiki.example.com/OrdersWaiting',
        ),
      ),
    );
  });
});
