import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { knownAlerts } from '../../../charts/knownAlerts';
import { platforms } from '../../../config/platforms';
import { charts } from '../../../config/versions';
import { buildRules } from '../../../rules';
import { severityOf, type Priority } from '../../../rules/model';
import {
  droppedUpstreamAlerts,
  keptUpstreamAlerts,
  upstreamAlerts,
  upstreamMechanisms,
} from '../../../rules/upstream';
import { controlPlaneAlerts } from '../../../rules/upstream/controlPlane';
import { nodeAlerts } from '../../../rules/upstream/nodes';
import { upstreamRelabelings } from '../../../rules/upstream/relabel';
import { stackAlerts } from '../../../rules/upstream/stack';
import { workloadAlerts } from '../../../rules/upstream/workloads';
import { input } from '../fixture';
import { relabeled } from './relabeled';

const { version, alerts } = knownAlerts();
const names = [...new Set(alerts.map(({ alert }) => alert))].sort();
const severitiesOf = (name: string): string[] =>
  alerts
    .filter(({ alert }) => alert === name)
    .map(({ severity }) => severity)
    .sort();

describe('the table', () => {
  test('belongs to the version of the chart that is deployed', () => {
    expect(version).toBe(charts['kube-prometheus-stack'].version);
  });

  test('judges exactly the alerts of the chart, each once', () => {
    expect(Object.keys(upstreamAlerts).sort()).toEqual(names);
    const areas = [stackAlerts, controlPlaneAlerts, nodeAlerts, workloadAlerts];
    expect(areas.flatMap((area) => Object.keys(area))).toHaveLength(names.length);
  });

  test('keeps about sixty', () => {
    expect(keptUpstreamAlerts.length).toBeGreaterThanOrEqual(55);
    expect(keptUpstreamAlerts.length).toBeLessThanOrEqual(70);
  });

  test('lets two tell nobody directly, and no other', () => {
    expect(upstreamMechanisms).toEqual(['InfoInhibitor', 'Watchdog']);
  });

  test.each(droppedUpstreamAlerts)('drops %s with a reason and a date', (name) => {
    const verdict = upstreamAlerts[name];
    if (verdict?.kind !== 'dropped') throw new Error(`${name} is not dropped`);
    expect(verdict.reason).toMatch(/^[A-Z].{20,}\.$/);
    expect(new Date(`${verdict.date}T00:00:00Z`).toISOString().slice(0, 10)).toBe(verdict.date);
  });

  test('a reason that leans on another alert leans on one that is told', () => {
    const leaning = droppedUpstreamAlerts.flatMap((name) => {
      const verdict = upstreamAlerts[name];
      const reason = verdict?.kind === 'dropped' ? verdict.reason : '';
      return names.filter(
        (other) => new RegExp(`\\b${other}\\b`).test(reason) && !keptUpstreamAlerts.includes(other),
      );
    });
    expect(leaning).toEqual([]);
  });

  test('judges by severity where the chart has rules of both, and only there', () => {
    for (const name of keptUpstreamAlerts) {
      const verdict = upstreamAlerts[name];
      const bySeverity = verdict?.kind === 'kept' && typeof verdict.priority !== 'string';
      expect([name, bySeverity]).toEqual([name, new Set(severitiesOf(name)).size > 1]);
    }
  });

  test.each([...keptUpstreamAlerts, ...upstreamMechanisms])('%s has a runbook', (name) => {
    expect(readdirSync(join(__dirname, '../../../runbooks'))).toContain(`${name}.md`);
  });

  test('no alert of ours has the name of one of the chart', () => {
    const ours = buildRules(input()).flatMap(({ group }) =>
      group.rules.flatMap((rule) => ('alert' in rule ? [rule.alert] : [])),
    );
    expect(ours.filter((name) => names.includes(name))).toEqual([]);
  });
});

describe('relabeling', () => {
  const steps = upstreamRelabelings('platform');
  const after = (labels: Readonly<Record<string, string>>) => relabeled(labels, steps);

  test.each([
    ['KubeAPIDown', 'critical', 'P1', 'critical'],
    ['KubeControllerManagerDown', 'critical', 'P1', 'critical'],
    ['AlertmanagerFailedReload', 'critical', 'P2', 'warning'],
    ['PrometheusNotConnectedToAlertmanagers', 'warning', 'P1', 'critical'],
    ['KubeNodeNotReady', 'warning', 'P2', 'warning'],
    ['KubeNodePressure', 'info', 'P3', 'warning'],
    ['KubePersistentVolumeFillingUp', 'critical', 'P1', 'critical'],
    ['KubePersistentVolumeFillingUp', 'warning', 'P3', 'warning'],
    ['etcdHighFsyncDurations', 'critical', 'P2', 'warning'],
    ['NodeFilesystemAlmostOutOfFiles', 'warning', 'P2', 'warning'],
    ['TargetDown', 'warning', 'P3', 'warning'],
  ])('%s, %s in the chart, is %s, %s, of the platform team', (alertname, was, priority, severity) => {
    expect(after({ alertname, severity: was, namespace: 'n' })).toEqual({
      alertname,
      severity,
      namespace: 'n',
      priority,
      team: 'platform',
    });
  });

  test.each(alerts.map(({ alert, severity }) => [alert, severity] as const))(
    '%s (%s) gets what the table says',
    (alertname, severity) => {
      const verdict = upstreamAlerts[alertname];
      const labels = { alertname, severity };
      if (verdict?.kind !== 'kept') {
        expect(after(labels)).toEqual(labels);
        return;
      }
      const priority: Priority =
        typeof verdict.priority === 'string'
          ? verdict.priority
          : verdict.priority[severity === 'critical' ? 'critical' : 'warning'];
      expect(after(labels)).toEqual({
        alertname,
        priority,
        severity: severityOf(priority),
        team: verdict.team ?? 'platform',
      });
    },
  );

  test('an alert with a priority and a team of its own keeps them and its severity', () => {
    const own = { alertname: 'ServiceDown', severity: 'critical', priority: 'P1', team: 'shop' };
    expect(after(own)).toEqual(own);
    const raised = { alertname: 'KubePodCrashLooping', severity: 'critical', priority: 'P1', team: 'shop' };
    expect(after(raised)).toEqual(raised);
  });

  test('names match as a whole', () => {
    const stranger = { alertname: 'MyKubeAPIDown', severity: 'critical' };
    expect(after(stranger)).toEqual(stranger);
  });

  test('is a handful of steps', () => {
    expect(steps.length).toBeLessThanOrEqual(8);
  });
});

describe.each(Object.entries(platforms))('platform %s', (_, { hiddenTargets, hiddenRules }) => {
  const hidden = (target: string | undefined): boolean =>
    hiddenTargets.some((hiddenTarget) => hiddenTarget === target);

  test('hides the alerts of its hidden targets, and no others', () => {
    const aboutHidden = alerts.filter(({ target }) => hidden(target));
    const switchedOff = alerts.filter((alert) => hiddenRules.includes(alert.switch));
    expect(switchedOff).toEqual(aboutHidden);
  });
});

test('whole areas of the control plane go with EKS, and the table keeps alerts for what is left', () => {
  const left = new Set(
    alerts
      .filter((alert) => !platforms.eks.hiddenRules.includes(alert.switch))
      .map(({ alert }) => alert)
      .filter((alert) => keptUpstreamAlerts.includes(alert)),
  );
  expect([...Object.keys(controlPlaneAlerts)].filter((alert) => left.has(alert)).sort()).toEqual([
    'KubeAPIDown',
    'KubeAPIErrorBudgetBurn',
    'KubeAggregatedAPIDown',
    'KubeVersionMismatch',
  ]);
});
