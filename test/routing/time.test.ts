import { setTimeout as sleep } from 'node:timers/promises';
import { beforeAll, expect, test } from '@jest/globals';
import { openSmtpInbox } from '../../local/inboxes/smtp';
import { NotificationStore } from '../../local/inboxes/store';
import { weekdays } from '../../config/schema/time';
import { severityOf, type Priority } from '../../rules/model';
import { ensureProgram } from '../../tools/build';
import { withAlertmanager, type Hurry, type Received } from './alertmanager';
import { BUILD_TIMEOUT, input } from './support';

beforeAll(() => ensureProgram('alertmanager'), BUILD_TIMEOUT);

const withoutMail = { ...input, email: { ...input.email, enabled: false } };

const alert = (alertname: string, priority: Priority, more: Record<string, string> = {}) => ({
  labels: {
    alertname,
    priority,
    severity: severityOf(priority),
    team: 'backend',
    application: 'checkout',
    cluster: 'eu-1',
    environment: 'prod',
    ...more,
  },
  annotations: { summary: `${alertname} happened` },
});
const saying = (received: readonly Received[], text: string): Received[] =>
  received.filter(({ body }) => JSON.stringify(body).includes(text));
const paths = (received: readonly Received[], text: string): string[] =>
  saying(received, text)
    .map(({ path }) => path)
    .sort();

const minute = 60_000;

/** A zone in which it is neither late evening nor early morning, so that the next minutes are of the same day. */
const daytimeZone = (): string => (new Date().getUTCHours() < 12 ? 'Asia/Tokyo' : 'America/Lima');

const clock = (instant: number, timeZone: string): string =>
  new Intl.DateTimeFormat('en-GB', { timeZone, hour: '2-digit', minute: '2-digit' }).format(instant);

test('real Alertmanager keeps P3 and P4 back until business hours begin and tells them then; P1 does not wait', async () => {
  const timeZone = daytimeZone();
  // The next full minute that leaves time to see that nothing is told before.
  const opens = Math.ceil((Date.now() + 12_000) / minute) * minute;
  const start = clock(opens, timeZone);
  const calendar = {
    businessHours: { timeZone, days: [...weekdays], start, end: '24:00' },
    holidays: [],
  };
  await withAlertmanager({ ...withoutMail, calendar }, async ({ post, until, received }) => {
    await post([alert('Outage', 'P1'), alert('Slow', 'P3'), alert('Certificate', 'P4')]);
    // Ends in the "night": nobody needs to know.
    await post([alert('Passing', 'P3')]);
    await until((all) => saying(all, 'Outage').length >= 2);
    await sleep(1_500);
    await post([{ ...alert('Passing', 'P3'), endsAt: new Date().toISOString() }]);
    await sleep(Math.max(0, opens - Date.now() - 2_000));
    expect(paths(received, 'Outage')).toEqual(['/pagerduty', '/slack/slack.default']);
    expect(received).toHaveLength(2);

    await until((all) => all.length >= 4, 30);
    await sleep(3_000);
    expect(paths(received, 'Slow')).toEqual(['/slack/slack.default']);
    expect(paths(received, 'Certificate')).toEqual(['/slack/slack.default']);
    expect(saying(received, 'Passing')).toEqual([]);
    for (const { at } of [...saying(received, 'Slow'), ...saying(received, 'Certificate')]) {
      expect(at).toBeGreaterThanOrEqual(opens);
    }
  });
}, 150_000);

test('on a holiday they wait although the hours are open', async () => {
  const timeZone = daytimeZone();
  const today = new Intl.DateTimeFormat('sv-SE', { timeZone }).format(Date.now());
  const hours = { timeZone, days: [...weekdays], start: '00:00', end: '24:00' };
  const told = async (holidays: string[]): Promise<string[]> => {
    let result: string[] = [];
    const calendar = { businessHours: hours, holidays };
    await withAlertmanager({ ...withoutMail, calendar }, async ({ post, received }) => {
      await post([alert('Slow', 'P3'), alert('Certificate', 'P4'), alert('Outage', 'P1')]);
      await sleep(4_000);
      result = ['Slow', 'Certificate', 'Outage'].filter((name) => saying(received, name).length > 0);
    });
    return result;
  };
  expect(await told([])).toEqual(['Slow', 'Certificate', 'Outage']);
  expect(await told([today])).toEqual(['Outage']);
  expect(await told([today.slice(5)])).toEqual(['Outage']);
}, 90_000);

/** The page of a P2 (15 minutes) waits six seconds, an escalation (30 minutes) ten; everything else one. */
const scaled: Hurry = (wait) => (wait === '15m' ? '6s' : wait === '30m' ? '10s' : '1s');

test('a P2 that ends within its delay is told in the channel and never pages; one that stays pages with low urgency', async () => {
  await withAlertmanager(
    withoutMail,
    async ({ post, until, received }) => {
      const began = Date.now();
      await post([alert('Brief', 'P2', { application: 'a' }), alert('Lasting', 'P2', { application: 'b' })]);
      await until((all) => saying(all, 'Brief').length >= 1);
      await post([{ ...alert('Brief', 'P2', { application: 'a' }), endsAt: new Date().toISOString() }]);
      await until((all) => paths(all, 'Lasting').includes('/pagerduty'));
      await sleep(3_000);
      expect(paths(received, 'Lasting')).toEqual(['/pagerduty', '/slack/slack.default']);
      const [page] = saying(received, 'Lasting').filter(({ path }) => path === '/pagerduty');
      expect(page?.body).toMatchObject({ event_action: 'trigger', payload: { severity: 'warning' } });
      expect((page?.at ?? 0) - began).toBeGreaterThan(5_500);
      // Firing and resolved.
      expect(paths(received, 'Brief')).toEqual(['/slack/slack.default', '/slack/slack.default']);
    },
    scaled,
  );
}, 60_000);

test('an alert that does not end is told to the next level by mail; one that ends is not', async () => {
  const store = new NotificationStore(new Set());
  const smtp = await openSmtpInbox(store);
  const teams = input.teams.map((team) =>
    team.name === 'backend'
      ? {
          ...team,
          members: { alice: { email: 'alice@example.com' } },
          escalation: [
            { afterMinutes: 15, to: ['alice'] },
            { afterMinutes: 30, to: ['team:data', 'alice'] },
          ],
        }
      : team,
  );
  const email = {
    enabled: true,
    smarthost: `127.0.0.1:${String(smtp.port)}`,
    from: 'a@b.c',
    requireTls: false,
  };
  const mails = (): string[] => store.list().map(({ title, destination }) => `${title} → ${destination}`);
  try {
    await withAlertmanager(
      { ...input, teams, email },
      async ({ post, until }) => {
        await post([
          alert('Lasting', 'P1', { application: 'b' }),
          alert('Brief', 'P1', { application: 'a' }),
        ]);
        await until((all) => saying(all, 'Brief').length >= 2);
        await post([{ ...alert('Brief', 'P1', { application: 'a' }), endsAt: new Date().toISOString() }]);
        await until(() => mails().length >= 2);
        await sleep(2_000);
        const subject = 'Escalated: [P1 firing] Lasting: b (prod / eu-1)';
        expect(mails()).toEqual([
          `${subject} → alice@example.com`,
          `${subject} → data@example.com, lead@example.com, alice@example.com`,
        ]);
      },
      scaled,
    );
  } finally {
    await smtp.close();
  }
}, 60_000);

test('a maintenance window never stops the heartbeat', async () => {
  const maintenance = [{ name: 'all', alerts: [{ environment: 'prod' }] }];
  const heartbeat = { enabled: true, intervalSeconds: 4 };
  await withAlertmanager({ ...withoutMail, maintenance, heartbeat }, async ({ post, until, received }) => {
    await post([alert('MaintenanceWindow', 'P4', { application: '', maintenance: 'all' })]);
    await sleep(500);
    await post([
      { labels: { alertname: 'Watchdog', environment: 'prod', cluster: 'eu-1' } },
      alert('Outage', 'P1'),
    ]);
    await until((all) => all.filter(({ path }) => path === '/heartbeat').length >= 2);
    expect(saying(received, 'Outage')).toEqual([]);
  });
}, 60_000);

test('while a maintenance window is open its alerts are told to nobody, others are; a tenant cannot open one', async () => {
  const maintenance = [{ name: 'upgrade', alerts: [{ application: 'checkout' }] }];
  const open = alert('MaintenanceWindow', 'P4', { application: '', maintenance: 'upgrade' });
  await withAlertmanager({ ...withoutMail, maintenance }, async ({ post, until, received }) => {
    await post([open]);
    await sleep(500);
    await post([alert('Outage', 'P1'), alert('Broken', 'P1', { application: 'basket' })]);
    await until((all) => saying(all, 'Broken').length >= 2);
    await sleep(2_000);
    expect(saying(received, 'Outage')).toEqual([]);
    // The window ends: what still fires is told.
    await post([{ ...open, endsAt: new Date().toISOString() }]);
    await until((all) => saying(all, 'Outage').length >= 2);
  });
  await withAlertmanager({ ...withoutMail, maintenance }, async ({ post, until }) => {
    await post([{ ...open, labels: { ...open.labels, tenant_namespace: 'shop' } }]);
    await sleep(500);
    await post([alert('Outage', 'P1')]);
    await until((all) => saying(all, 'Outage').length >= 2);
  });
}, 90_000);
