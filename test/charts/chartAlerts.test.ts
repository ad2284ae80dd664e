import { describe, expect, test } from '@jest/globals';
import { chartAlerts } from '../../charts/chartAlerts';
import { knownAlerts } from '../../charts/knownAlerts';
import { knownChart } from '../../charts/knownCharts';
import { charts } from '../../config/versions';

const names = (values: Record<string, unknown>): string[] => chartAlerts(values).map(({ alert }) => alert);

test('the list is of the version that is deployed', () => {
  expect(knownAlerts().version).toBe(charts['kube-prometheus-stack'].version);
});

test('each switch of the list is a value of the chart', () => {
  const known = JSON.stringify(knownChart('kube-prometheus-stack').values['defaultRules']);
  for (const alert of knownAlerts().alerts) expect(known).toContain(`"${alert.switch}"`);
});

describe('the chart deploys', () => {
  test('155 alerts with values of its own', () => {
    expect(names({})).toHaveLength(155);
  });

  test.each([
    ['no alert at all', { defaultRules: { create: false } }, 155],
    ['no group that is switched off', { defaultRules: { rules: { etcd: false } } }, 15],
    ['no alerts about a component that is off', { kubeProxy: { enabled: false } }, 2],
    [
      'no alert that is disabled, at any severity',
      { defaultRules: { disabled: { etcdHighFsyncDurations: true } } },
      2,
    ],
  ])('%s', (_what, values, fewer) => {
    expect(155 - names(values).length).toBe(fewer);
  });

  test('an alert with the duration, the severity and the labels that values give it', () => {
    const values = {
      customRules: { TargetDown: { for: '1m', severity: 'critical' } },
      defaultRules: {
        additionalRuleLabels: { team: 'platform' },
        additionalRuleGroupLabels: { general: { priority: 'P2' } },
      },
    };
    expect(chartAlerts(values).find(({ alert }) => alert === 'TargetDown')).toEqual({
      alert: 'TargetDown',
      for: '1m',
      labels: { severity: 'critical', team: 'platform', priority: 'P2' },
    });
  });
});
