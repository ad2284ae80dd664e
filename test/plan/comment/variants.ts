import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';

import { stringify } from 'yaml';

import { mergeLayers, type PlainObject } from '../../../config/merge';
import type { Plan } from '../../../plan/model';
import { planOfStack } from '../../program/stacks';
import { temporaryFolder } from '../support';

/** Files of a content folder, and the keys of a stack. `null` leaves a file or a key out. */
export interface Variant {
  readonly files?: Readonly<Record<string, PlainObject | null>>;
  readonly config?: PlainObject;
}

const application = (name: string, team: string): PlainObject => ({
  displayName: name,
  team,
  namespace: name,
  scrape: { service: { matchLabels: { app: name }, port: 'metrics' } },
  http: {
    requests: { metric: 'http_requests_total', statusLabel: 'status' },
    duration: { metric: 'http_request_duration_seconds', bucketsSeconds: [0.1, 0.25, 0.5, 1] },
  },
});

export const shop = application('shop', 'orders');
export const pay = application('pay', 'payments');

export const team = (name: string, slackChannel = `#${name}`): PlainObject => ({
  displayName: name,
  contact: slackChannel,
  slackChannel,
  emails: [`${name}@example.com`],
});

export const board = (...titles: readonly string[]): PlainObject => ({
  uid: 'orders-board',
  title: 'Orders',
  panels: titles.map((title, index) => ({
    id: index + 1,
    title,
    type: 'stat',
    gridPos: { h: 4, w: 6, x: 6 * index, y: 0 },
    targets: [{ refId: 'A', expr: 'up' }],
  })),
});

export const stuck = (alert: string): PlainObject => ({
  groups: [
    {
      name: 'orders',
      rules: [
        {
          alert,
          expr: 'orders_waiting > 100',
          for: '10m',
          labels: { priority: 'P3', team: 'orders' },
          annotations: {
            summary: '{{ $value }} orders wait',
            description: 'Orders are taken and not sent.',
            runbook_url: `https://wiki.example.com/${alert}`,
          },
        },
      ],
    },
  ],
});

const base: Variant = {
  files: {
    'applications/shop.yaml': shop,
    'teams/platform.yaml': team('platform'),
    'teams/orders.yaml': team('orders'),
    'dashboards/orders.json': board('Waiting'),
    'rules/orders.yaml': stuck('OrdersStuck'),
  },
  config: {
    preset: 'small',
    guardrails: 'relaxed',
    cluster: { name: 'test', environment: 'test', context: 'test' },
    content: { runbooksUrl: 'https://example.com/runbooks' },
    secrets: { slack: { default: { secretName: 'webhooks', key: 'default' } } },
  },
};

/** The plan of the program for the base with changes; nothing but the content folder and the stack file differ. */
export const planOfVariant = ({ files = {}, config = {} }: Variant = {}): Plan => {
  const folder = temporaryFolder();
  for (const [name, content] of Object.entries({ ...base.files, ...files })) {
    if (content === null) continue;
    const file = path.join(folder, 'content', name);
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, name.endsWith('.json') ? JSON.stringify(content) : stringify(content));
  }
  const keys = mergeLayers(base.config ?? {}, { content: { path: path.join(folder, 'content') } }, config);
  const stackFile = path.join(folder, 'Pulumi.test.yaml');
  writeFileSync(
    stackFile,
    stringify({
      config: Object.fromEntries(
        Object.entries(keys).map(([key, value]): [string, unknown] => [`observatory:${key}`, value]),
      ),
    }),
  );
  return planOfStack('--stack', 'test', '--config-file', stackFile);
};
