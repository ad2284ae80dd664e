import { beforeAll, describe, expect, test } from '@jest/globals';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse, stringify } from 'yaml';
import { knownAlerts } from '../../charts/knownAlerts';
import { unknownValuePaths } from '../../charts/valuePaths';
import { prometheusValues } from '../../components/metrics/values/prometheus';
import { defaultRulesValues, emptiedGroups } from '../../components/metrics/values/rules';
import { keptUpstreamAlerts } from '../../rules/upstream';
import { upstreamRelabelings, type AlertRelabeling } from '../../rules/upstream/relabel';
import { ensureProgram } from '../../tools/build';
import { judge } from '../../tools/operator';
import { checkPrometheusConfig } from '../../tools/promtool';
import { withTemporaryFolder } from '../../tools/run';
import { stackConfig } from '../support/configs';

const values = defaultRulesValues(stackConfig())['defaultRules'] as {
  disabled: Record<string, boolean>;
  additionalRuleAnnotations: Record<string, { runbook_url: string }>;
};

describe('defaultRules', () => {
  test('switches a dropped alert off and no kept one', () => {
    expect(values.disabled).toMatchObject({ CPUThrottlingHigh: true, KubeClientErrors: true });
    expect(keptUpstreamAlerts.filter((alert) => alert in values.disabled)).toEqual([]);
  });

  test('links each alert that is deployed to our runbook', () => {
    expect(values.additionalRuleAnnotations['KubeAPIDown']).toEqual({
      runbook_url: 'https://example.com/runbooks/KubeAPIDown.md',
    });
    expect(Object.keys(values.additionalRuleAnnotations)).toEqual(
      expect.arrayContaining([...keptUpstreamAlerts]),
    );
  });

  test('leaves no group without rules: the API server would refuse it', () => {
    const { alerts } = knownAlerts();
    const empty = [...new Set(alerts.map(({ group }) => group))].filter((group) =>
      alerts.every((alert) => alert.group !== group || alert.alert in values.disabled),
    );
    const switches = alerts.filter(({ group }) => empty.includes(group)).map((alert) => alert.switch);
    expect(new Set(switches)).toEqual(new Set(emptiedGroups));
    // Switching a group off must take nothing else with it.
    expect(
      alerts.filter((alert) => switches.includes(alert.switch) && !(alert.alert in values.disabled)),
    ).toEqual([]);
  });

  test('uses value paths that the chart knows', () => {
    expect(unknownValuePaths('kube-prometheus-stack', { defaultRules: values })).toEqual([]);
  });
});

describe('additionalAlertRelabelConfigs', () => {
  const given = (prometheusValues(stackConfig())['prometheusSpec'] as Record<string, unknown>)[
    'additionalAlertRelabelConfigs'
  ];

  test('are those of the platform team', () => {
    expect(given).toEqual(upstreamRelabelings('platform'));
  });

  test('hold nothing that Helm would take for a template: the chart evaluates them', () => {
    expect(stringify(given)).not.toContain('{{');
  });

  describe('in the real programs', () => {
    beforeAll(async () => {
      await ensureProgram('operator');
      await ensureProgram('promtool');
    }, 600_000);

    test('the operator takes them, they land in prometheus.yaml, and promtool accepts it', async () => {
      const metadata = (name: string): object => ({ name, namespace: 'observatory' });
      const { prometheus, report } = await judge([
        { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'observatory' } },
        {
          // As the chart does: the list in a Secret, the Prometheus object refers to it.
          apiVersion: 'v1',
          kind: 'Secret',
          metadata: metadata('relabel'),
          stringData: { 'configs.yaml': stringify(given) },
        },
        {
          apiVersion: 'monitoring.coreos.com/v1',
          kind: 'Prometheus',
          metadata: metadata('kps'),
          spec: {
            version: 'v3.14.0',
            ruleSelector: {},
            serviceMonitorSelector: {},
            additionalAlertRelabelConfigs: { name: 'relabel', key: 'configs.yaml' },
          },
        },
      ]);
      expect(report.faults).toEqual([]);
      const { alerting } = parse(prometheus) as { alerting: { alert_relabel_configs: AlertRelabeling[] } };
      // The operator's own step, which drops the replica's label, comes before.
      expect(alerting.alert_relabel_configs.slice(-upstreamRelabelings('platform').length)).toEqual(given);
      await withTemporaryFolder(async (folder) => {
        const file = join(folder, 'prometheus.yaml');
        writeFileSync(file, prometheus);
        expect(await checkPrometheusConfig(file)).toMatchObject({ ok: true });
      });
    }, 300_000);
  });
});
