import { describe, expect, it } from '@jest/globals';
import { stripVTControlCharacters as plain } from 'node:util';
import type { AlertStatus, RunStatus } from '../../../local/run/status';
import { Feed } from '../../../local/screen/feed';
import { greeting } from '../../../local/screen/greeting';
import { Steps } from '../../../local/screen/steps';
import { table } from '../../../local/screen/table';
import { notificationTable, statusTables } from '../../../local/screen/tables';
import { span } from '../../../local/screen/time';
import { wrap } from '../../../local/screen/wrap';

const notification: RunStatus['notifications'][number] = {
  sequence: 1,
  receivedAt: 60_000,
  inbox: 'slack',
  destination: '#shop-alerts',
  status: 'firing',
  alerts: ['ServiceDown'],
  title: '[P1 firing] ServiceDown: demo',
  text: '',
};
const serviceDown: AlertStatus = {
  name: 'ServiceDown',
  state: 'firing',
  priority: 'P1',
  team: 'shop',
  application: 'demo',
  detail: '',
  receivers: ['shop-p1'],
  since: 0,
};
const fault = { group: 'The shop', fires: ['ServiceDown'], note: '' };
const status: RunStatus = {
  state: 'running',
  startedAt: 0,
  page: 'http://127.0.0.1:7070',
  steps: [],
  programs: [{ name: 'Prometheus', url: 'http://127.0.0.1:9090', what: '3.14.0' }],
  targets: [{ job: 'demo', instance: '127.0.0.1:8080', application: 'demo', health: 'up', lastError: '' }],
  emptyJobs: ['serviceMonitor/observatory/other/0'],
  alerts: [serviceDown],
  lives: [],
  notifications: [notification],
  heartbeat: { beats: 2, lastAt: 90_000, silent: false },
  faults: [
    { ...fault, name: 'outage', what: 'closes its port', since: 30_000 },
    { ...fault, name: 'latency', what: 'is slow' },
  ],
  differences: [{ what: 'real', details: 'all' }],
  logs: '/logs',
};

describe('tables', () => {
  it('align their columns, whatever colours are in them', () => {
    expect(
      table(
        [
          ['a', '\u001b[31mlong\u001b[39m', 'x'],
          ['bb', 'c', ''],
        ],
        '',
      ),
    ).toBe('a   \u001b[31mlong\u001b[39m  x\nbb  c');
  });

  it('show programs, targets, jobs without a target, alerts and faults', () => {
    expect(plain(statusTables(status, 90_000))).toBe(
      [
        'What runs',
        '  Prometheus  http://127.0.0.1:9090  3.14.0',
        '',
        'Targets',
        '  demo                                127.0.0.1:8080  up',
        '  serviceMonitor/observatory/other/0                  no target',
        '',
        'Alerts',
        '  ServiceDown  firing  P1  demo  shop  for 1:30',
        '',
        'Faults (npm run fault -- <name> on)',
        '  outage   on for 1:00  closes its port',
        '  latency  off          is slow',
      ].join('\n'),
    );
  });

  it('show notifications and the heartbeat', () => {
    const text = plain(notificationTable(status));
    expect(text).toMatch(
      /\d\d:\d\d:\d\d {2}slack {2}#shop-alerts {2}firing {2}\[P1 firing\] ServiceDown: demo/,
    );
    expect(text).toMatch(/2 heartbeats, the last at \d\d:\d\d:30$/);
  });
});

describe('the greeting', () => {
  it('says what is not as in a cluster, and how to break something', () => {
    const text = plain(greeting(status));
    expect(text).toContain('real  all');
    expect(text).toMatch(/npm run fault -- outage on +closes its port/);
    expect(text).toContain('logs in /logs');
  });
});

describe('the feed', () => {
  it('counts the time since the fault was switched', () => {
    let now = 0;
    const lines: string[] = [];
    const feed = new Feed(
      (line) => lines.push(plain(line).slice('00:00:00  '.length)),
      new Map([['ServiceDown', '1m']]),
      () => now,
    );
    feed.note('before');
    feed.fault('outage', true);
    feed.alert({ alert: serviceDown, became: 'pending' });
    now = 76_000;
    feed.alert({ alert: serviceDown, became: 'firing' });
    feed.notification(notification);
    expect(lines).toEqual([
      '                    before',
      '+0:00    fault      outage on',
      '+0:00    alert      pending   ServiceDown (P1, demo, shop), fires if it lasts 1m',
      '+1:16    alert      firing    ServiceDown (P1, demo, shop)',
      '+1:16    slack      firing [P1 firing] ServiceDown: demo to #shop-alerts',
    ]);
  });
});

describe('steps', () => {
  const run = async (isTTY: boolean, work: () => Promise<string>): Promise<string> => {
    let written = '';
    const steps = new Steps({ isTTY, write: (text: string) => (written += text) });
    await steps.run('Building', work, (result) => result).catch(() => undefined);
    return plain(written);
  };

  it('are one line each where there is no terminal', async () => {
    expect(await run(false, () => Promise.resolve('3 programs'))).toMatch(
      /^✓ Building +3 programs 0\.0 s\n$/,
    );
  });

  it('show on a terminal what is under way', async () => {
    expect(await run(true, () => Promise.resolve('done'))).toMatch(/^… Building\r?✓ Building +done/);
  });

  it('show where it failed', async () => {
    expect(await run(false, () => Promise.reject(new Error('no')))).toBe('✗ Building\n');
  });
});

describe('texts', () => {
  it.each([
    [0, '0:00'],
    [76_400, '1:16'],
    [3_723_000, '1:02:03'],
    [-5, '0:00'],
  ])('%d ms is the span %s', (milliseconds, text) => {
    expect(span(milliseconds)).toBe(text);
  });

  it('wrap at words', () => {
    expect(wrap('one two three', 7, '> ')).toBe('one two\n> three');
  });
});
