import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { UserError } from '../../config/errors';
import { ownDashboards } from '../../dashboards';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'observatory-dashboards-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

const write = (name: string, content: unknown): void => {
  writeFileSync(join(folder, name), typeof content === 'string' ? content : JSON.stringify(content));
};
const good = { uid: 'orders', title: 'Orders', panels: [{ type: 'text' }] };
const faults = (): readonly string[] => {
  try {
    ownDashboards(folder);
  } catch (error) {
    if (error instanceof UserError) return error.faults;
    throw error;
  }
  return [];
};

test('a good file is taken as it is, into the folder of own dashboards', () => {
  write('orders.json', good);
  write('notes.txt', 'not a dashboard');
  expect(ownDashboards(folder)).toEqual([
    { uid: 'orders', title: 'Orders', folder: 'Own dashboards', model: good },
  ]);
});

test('no folder, no dashboards', () => {
  expect(ownDashboards(join(folder, 'absent'))).toEqual([]);
});

describe('refuses, naming the file', () => {
  test.each([
    ['no JSON', '{', /orders\.json: is no JSON: /],
    ['a list', [], /orders\.json: must be one JSON object/],
    ['no uid', { ...good, uid: undefined }, /orders\.json: uid: must be given, 1 to 40/],
    ['a uid that is too long', { ...good, uid: 'x'.repeat(41) }, /uid: must be given, 1 to 40/],
    ['no title', { ...good, title: '' }, /title: is missing/],
    ['no panels', { dashboard: good, uid: 'orders', title: 'x' }, /panels: is missing or empty/],
    ['an id of some database', { ...good, id: 7 }, /id: belongs to one Grafana database/],
    [
      'placeholders for data sources',
      { ...good, __inputs: [] },
      /__inputs: data sources are still placeholders/,
    ],
    [
      'a file that fits no ConfigMap',
      { ...good, description: 'x'.repeat(300_000) },
      /orders\.json: 294 KiB are too large/,
    ],
    [
      'the uid of one of ours',
      { ...good, uid: 'system-health' },
      /"Orders": its uid "system-health" is taken/,
    ],
  ])('%s', (_what, content, message) => {
    write('orders.json', content);
    expect(faults()).toEqual([expect.stringMatching(message)]);
  });

  test('two with one uid and one title', () => {
    write('a.json', good);
    write('b.json', good);
    expect(faults()).toHaveLength(2);
  });
});
