import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { assemble, type Assembled } from '../assemble';
import { loadContent } from '../config/content';
import { UserError } from '../config/errors';
import { stackConfig } from './support/configs';

let root = '';
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'assemble-'));
  for (const folder of ['teams', 'maintenance'])
    mkdirSync(join(root, 'content', folder), { recursive: true });
  writeFileSync(
    join(root, 'content/teams/platform.yaml'),
    "displayName: Platform\ncontact: '#p'\nslackChannel: '#p'\nemails: [p@example.com]\n",
  );
  writeFileSync(
    join(root, 'content/maintenance/upgrade.yaml'),
    "reason: New nodes\nowner: platform\ntimeZone: UTC\nstart: '2026-12-05T22:00'\nend: '2026-12-06T02:00'\nteams: [platform]\n",
  );
});
afterEach(() => {
  rmSync(root, { recursive: true });
});

const assembledAt = (now: string): Assembled => {
  const config = stackConfig();
  return assemble(config, loadContent(config, root, new Date(now)), new Map());
};
const maintenanceOf = ({ rules, alertmanager }: Assembled) => ({
  alerts: rules.flatMap(({ groups }) =>
    groups.filter(({ name }) => name.startsWith('maintenance.')).flatMap((group) => group.rules),
  ),
  inhibitions: alertmanager.config.inhibit_rules.filter(({ source_matchers }) =>
    source_matchers.includes('alertname="MaintenanceWindow"'),
  ),
});

test('a maintenance window that is to come is a rule and what it inhibits', () => {
  const assembled = assembledAt('2026-12-01T00:00:00Z');
  const { alerts, inhibitions } = maintenanceOf(assembled);
  expect(alerts).toMatchObject([
    {
      alert: 'MaintenanceWindow',
      // 2026-12-05 22:00 and 2026-12-06 02:00 UTC.
      expr: 'vector(time()) >= 1796508000 < 1796522400',
      labels: { priority: 'P4', team: 'platform', maintenance: 'upgrade' },
    },
  ]);
  expect(inhibitions).toEqual([
    {
      source_matchers: ['alertname="MaintenanceWindow"', 'maintenance="upgrade"', 'tenant_namespace=""'],
      target_matchers: ['team="platform"', 'alertname!="Watchdog"'],
      equal: ['cluster', 'environment'],
    },
  ]);
  expect(assembled.warnings.filter((warning) => warning.includes('maintenance'))).toEqual([]);
});

test('one that has ended is neither, and a warning', () => {
  const assembled = assembledAt('2026-12-07T00:00:00Z');
  expect(maintenanceOf(assembled)).toEqual({ alerts: [], inhibitions: [] });
  expect(assembled.warnings).toContain(
    'content/maintenance/upgrade.yaml: the maintenance window ended at 2026-12-06 02:00 UTC and keeps nothing back; remove the file',
  );
});

test('a secret that nothing reads is among the warnings', () => {
  const config = stackConfig();
  const { warnings } = assemble(config, loadContent(config, root), new Map([['smtp.password', 'canary']]));
  const [warning, ...others] = warnings.filter((text) => text.includes('observatory:secrets'));
  expect(warning).toContain('observatory:secrets.smtp.password: nothing reads it');
  expect(others).toEqual([]);
  expect(warnings.join()).not.toContain('canary');
});

describe('an entry of a window that no alert can meet is refused', () => {
  const faultOf = (entry: string, keys = {}): string => {
    writeFileSync(
      join(root, 'content/maintenance/upgrade.yaml'),
      `reason: New nodes\nowner: platform\ntimeZone: UTC\nstart: '2026-12-05T22:00'\nend: '2026-12-06T02:00'\nalerts:\n  - ${entry}\n`,
    );
    const config = stackConfig(keys);
    const content = loadContent(config, root, new Date('2026-12-01T00:00:00Z'));
    try {
      assemble(config, content, new Map());
    } catch (error) {
      if (error instanceof UserError) return error.faults.join('\n');
      throw error;
    }
    return '';
  };

  test.each([
    [
      'a misspelt alert of ours',
      '{ alertname: NotificationFailing }',
      'content/maintenance/upgrade.yaml:7: alerts[0].alertname: this stack has no alert "NotificationFailing" (where another environment has it, write environments); did you mean "NotificationsFailing"?',
    ],
    [
      'a misspelt alert of the chart',
      '{ alertname: KubeNodeNotRedy, node: n1 }',
      'content/maintenance/upgrade.yaml:7: alerts[0].alertname: this stack has no alert "KubeNodeNotRedy" (where another environment has it, write environments); did you mean "KubeNodeNotReady"?',
    ],
    [
      'a priority that the alert does not have',
      '{ alertname: NotificationsFailing, priority: P1 }',
      'content/maintenance/upgrade.yaml:7: alerts[0].priority: no NotificationsFailing of this stack has priority "P1" and the other labels of the entry; it has P2',
    ],
  ])('%s', (_what, entry, fault) => {
    expect(faultOf(entry)).toBe(fault);
  });

  test.each([
    [
      'an alert of ours, with a label of its series',
      '{ alertname: NotificationsFailing, integration: slack, pod: p }',
    ],
    ['an alert of the chart', '{ alertname: KubeNodeNotReady, node: n1 }'],
  ])('but not %s', (_what, entry) => {
    expect(faultOf(entry)).toBe('');
  });

  test('nor anything while tenants bring rules, whose names are theirs to know', () => {
    expect(faultOf('{ alertname: TheirOwn }', { alerting: { tenantRules: true } })).toBe('');
  });
});

test('a dependency without an exporter is a warning that names the key, and makes no rule', () => {
  mkdirSync(join(root, 'content/applications'));
  writeFileSync(
    join(root, 'content/applications/shop.yaml'),
    [
      'displayName: Shop',
      'team: platform',
      'namespace: shop',
      'dependencies:',
      '  db: { kind: postgresql }',
      '  cache: { kind: redis, exporter: { static: { targets: ["10.0.0.1:9121"] } } }',
    ].join('\n'),
  );
  const assembled = assembledAt('2026-12-01T00:00:00Z');
  expect(assembled.warnings).toContain(
    'application shop: dependency db has no exporter, so no alert watches it; set dependencies.db.exporter',
  );
  expect(assembled.warnings.filter((warning) => warning.includes('cache'))).toEqual([]);
  const about = assembled.rules.flatMap(({ groups }) =>
    groups.flatMap(({ rules }) => rules.map(({ labels = {} }) => labels['dependency'])),
  );
  expect(about).toContain('cache');
  expect(about).not.toContain('db');
});
