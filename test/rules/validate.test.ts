import { mkdtempSync, rmSync, writeFileSync, mkdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import { readYamlFolder } from '../../config/content/yamlFile';
import { UserError } from '../../config/errors';
import type { Application } from '../../config/schema/application';
import { buildRules } from '../../rules';
import { api, input } from './fixture';

const root = mkdtempSync(join(tmpdir(), 'observatory-own-rules-'));
afterAll(() => {
  rmSync(root, { recursive: true });
});

let count = 0;
/** Builds the rules of a stack whose content folder holds one rule file with this text. */
const build = (text: string, applications: readonly Application[] = []) => {
  const folder = join(root, String((count += 1)), 'rules');
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'own.yaml'), text);
  return buildRules(input({ applications, ownGroups: readYamlFolder(folder, join(folder, '..')) }));
};
const faultsOf = (text: string, applications?: readonly Application[]): readonly string[] => {
  try {
    build(text, applications);
  } catch (error) {
    if (error instanceof UserError) return error.faults;
    throw error;
  }
  return [];
};

const good = `groups:
  - name: orders
    interval: 1m
    rules:
      - record: team:orders:rate5m
        expr: sum(rate(orders_total[5m]))
      - alert: OrdersStuck
        expr: team:orders:rate5m == 0
        for: 10m
        labels: { priority: P1, team: shop, region: eu }
        annotations:
          summary: No order for ten minutes
          description: Nobody can buy.
          runbook_url: https://wiki.example.com/orders-stuck
`;

test('a good file becomes groups like ours: labels, owner and links are added, its own runbook is kept', () => {
  expect(build(good)).toEqual([
    {
      team: 'shop',
      group: {
        name: 'orders',
        interval: '1m',
        rules: [
          { record: 'team:orders:rate5m', expr: 'sum(rate(orders_total[5m]))' },
          {
            alert: 'OrdersStuck',
            expr: 'team:orders:rate5m == 0',
            for: '10m',
            labels: { region: 'eu', severity: 'critical', priority: 'P1', team: 'shop' },
            annotations: {
              summary: 'No order for ten minutes',
              description: 'Nobody can buy.',
              owner: 'Shop team (#shop)',
              runbook_url: 'https://wiki.example.com/orders-stuck',
              dashboard_url: 'https://grafana.example.com/d/system-health?var-environment=prod',
            },
          },
        ],
      },
    },
  ]);
});

describe('what breaks the contract is named with file and line', () => {
  test.each([
    [
      'no priority',
      (text: string) => text.replace('priority: P1, ', ''),
      /^rules\/own\.yaml:10: groups\[0\]\.rules\[1\]\.labels\.priority: is missing; write .*P1/,
    ],
    [
      'an unknown priority',
      (text: string) => text.replace('P1', 'P0'),
      /labels\.priority: "P0" does not fit; write .*P1/,
    ],
    [
      'an unknown team',
      (text: string) => text.replace('team: shop', 'team: shopp'),
      /labels\.team: no file teams\/shopp\.yaml; did you mean "shop"\?/,
    ],
    [
      'no summary',
      (text: string) => text.replace(/ {10}summary.*\n/, ''),
      /annotations\.summary: is missing/,
    ],
    [
      'no runbook',
      (text: string) => text.replace(/ {10}runbook_url.*\n/, ''),
      /annotations\.runbook_url: is missing/,
    ],
    [
      'a misspelt key',
      (text: string) => text.replace('for: 10m', 'forr: 10m'),
      /own\.yaml:9: groups\[0\]\.rules\[1\]\.forr: unknown key; did you mean "for"\?/,
    ],
    ['a duration that is none', (text: string) => text.replace('for: 10m', 'for: ten'), /\.for: "ten" /],
    [
      'a severity that contradicts',
      (text: string) => text.replace('priority: P1,', 'priority: P1, severity: warning,'),
      /labels\.severity: "warning" contradicts priority P1; remove it, "critical" follows/,
    ],
    [
      'an application that is not monitored',
      (text: string) => text.replace('region: eu', 'application: api'),
      /labels\.application: this stack monitors no application "api"; there is none yet/,
    ],
    [
      'an expression that is no PromQL',
      (text: string) => text.replace('== 0', '== (0'),
      /own\.yaml:8: groups\[0\]\.rules\[1\]\.expr: is no PromQL, it ends too early/,
    ],
    [
      'a rule that is neither alert nor record',
      (text: string) => text.replace('record: team:orders:rate5m\n        ', ''),
      /own\.yaml:\d+: groups\[0\]\.rules\[0\]: a rule has either "alert" or "record"/,
    ],
    [
      'a name that is not in CamelCase',
      (text: string) => text.replace('OrdersStuck', 'orders stuck'),
      /\.alert: "orders stuck" must be written in CamelCase/,
    ],
    [
      'the name of the proof of life, which no human gets',
      (text: string) => text.replace('OrdersStuck', 'Watchdog'),
      /^rules\/own\.yaml:7: groups\[0\]\.rules\[1\]\.alert: "Watchdog" is an alert of the stack, .*write another name$/,
    ],
    [
      'the name of the switch of inhibition, which nobody gets',
      (text: string) => text.replace('OrdersStuck', 'InfoInhibitor'),
      /^rules\/own\.yaml:7: groups\[0\]\.rules\[1\]\.alert: "InfoInhibitor" is an alert of the stack, .*write another name$/,
    ],
    [
      'the name of the alert that keeps others back',
      (text: string) => text.replace('OrdersStuck', 'MaintenanceWindow'),
      /^rules\/own\.yaml:7: groups\[0\]\.rules\[1\]\.alert: "MaintenanceWindow" is an alert of the stack, .*write another name$/,
    ],
    [
      'the name of the alert that goes past a broken channel',
      (text: string) => text.replace('OrdersStuck', 'NotificationsFailing'),
      /^rules\/own\.yaml:7: groups\[0\]\.rules\[1\]\.alert: "NotificationsFailing" is an alert of the stack, .*write another name$/,
    ],
    [
      'the mark of a tenant, with which a P1 would wake nobody',
      (text: string) => text.replace('region: eu', 'tenant_namespace: shop'),
      /labels\.tenant_namespace: marks alerts of other namespaces, which wake nobody; remove it$/,
    ],
  ])('%s', (_what, spoil, message) => {
    const text = spoil(good);
    expect(text).not.toBe(good);
    const faults = faultsOf(text);
    expect(faults).toHaveLength(1);
    expect(faults[0]).toMatch(message);
  });

  test('several faults at once', () => {
    expect(faultsOf(good.replace('priority: P1, ', '').replace(/ {10}summary.*\n/, ''))).toHaveLength(2);
  });
});

test.each(['api.rules', 'shop.every-10s'])(
  'a group called %s, as rules of applications are evaluated in',
  (name) => {
    const text = `groups: [{ name: ${name}, rules: [{ record: 'own:x:sum', expr: '1' }] }]`;
    expect(faultsOf(text, [api()])).toEqual([
      `rules: group "${name}" is called like one that the rules of applications are evaluated in; rename it`,
    ]);
  },
);
