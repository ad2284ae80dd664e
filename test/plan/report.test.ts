import { expect, test } from '@jest/globals';

import { chartNames, charts } from '../../config/versions';
import { reportMarkdown } from '../../plan/report';

const current = new Map(chartNames.map((chart) => [chart, charts[chart].version] as const));

test('a report of a young stack that is up to date says so in each part', () => {
  const text = reportMarkdown({
    now: new Date('2026-11-22T00:00:00Z'),
    warnings: new Map(),
    newest: current,
  });
  expect(text).toBe(
    '# Maintenance report\n\n## Warnings of the plans\n\nNone.\n\n## Charts behind\n\nNone.\n\n## Alerts of the chart dropped more than 180 days ago\n\nNone.\n',
  );
});

test('it names ended windows, charts behind, publishers that do not answer, and decisions to doubt', () => {
  const ended = 'content/maintenance/upgrade.yaml: the maintenance window ended';
  const text = reportMarkdown({
    now: new Date('2027-11-22T00:00:00Z'),
    warnings: new Map([['prod', [ended]]]),
    newest: new Map([
      ['kube-prometheus-stack', '99.0.0'],
      ['prometheus-operator-crds', charts['prometheus-operator-crds'].version],
    ]),
  });
  expect(text).toContain(`\n- prod: ${ended}\n`);
  expect(text).toContain(`\n- kube-prometheus-stack ${charts['kube-prometheus-stack'].version} → 99.0.0\n`);
  expect(text).not.toContain('- prometheus-operator-crds');
  expect(text).toMatch(/\n- prometheus-blackbox-exporter \S+: its publisher could not be asked\n/);
  expect(text).toContain(
    '\n- KubeNodeUnreachable, 2026-11-21: The same node after the same time as KubeNodeNotReady.\n',
  );
});
