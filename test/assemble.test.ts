import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { assemble, type Assembled } from '../assemble';
import { loadContent } from '../config/content';
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
