import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { InboxName, Notification } from '../../local/inboxes/model';
import { until } from '../local/support/wait';
import { measured, printMeasured } from './support/report';
import { postAlerts, startSystem, type System } from './support/system';

/** Scraped and looked at often, so that what is waited for is Alertmanager; every wait of a route is the product's. */
const keys = {
  'observatory:metrics': {
    scrapeIntervalSeconds: { infrastructure: 5, applications: 5 },
    evaluationIntervalSeconds: 5,
  },
};
/** Alertmanager waits longer after each attempt, up to 60 s and half of that by chance, and looks at a P1 group once a minute. */
const LONGEST_PAUSE_MS = 100_000;
const TWO_MINUTES_MS = 120_000;

let system: System;
beforeAll(async () => {
  system = await startSystem({ instances: [1], keys });
});
afterAll(async () => {
  printMeasured('Channels that break:');
  await (system as System | undefined)?.close();
});

const post = (priority: 'P1' | 'P3', ...applications: readonly string[]): Promise<void> =>
  postAlerts(
    system.alertmanagerUrls[0] ?? '',
    applications.map((application) => ({
      alertname: 'ServiceDown',
      application,
      priority,
      severity: priority === 'P1' ? 'critical' : 'warning',
      team: 'shop',
      cluster: 'load',
      environment: 'test',
    })),
  );

const about = (inbox: InboxName, alert: string, text: string): readonly Notification[] =>
  system.store.list({ inbox, alert }).filter((one) => `${one.title}\n${one.text}`.includes(text));

const broken = (inbox: InboxName, channel: string) =>
  about(inbox, 'NotificationsFailing', `Messages through ${channel} fail`);

test('Slack refuses its credential for good: the pager and e-mail tell so, and after the repair Slack catches up', async () => {
  system.inboxes.slack.behave({ kind: 'refuse', status: 401 });
  const since = Date.now();
  await post('P1', 'one');
  await until('PagerDuty tells', () => broken('pagerduty', 'Slack').length > 0, 120_000);
  measured('Slack answers 401, until PagerDuty tells', (Date.now() - since) / 1_000);
  await until('e-mail tells', () => broken('smtp', 'Slack').length > 0, 30_000);
  expect(broken('smtp', 'Slack')[0]?.destination).toBe('platform@example.com');
  expect(broken('pagerduty', 'Slack')[0]?.title).toContain('P2 NotificationsFailing');
  // Low urgency: it wakes nobody.
  const incident = system.inboxes.pagerduty
    .incidents()
    .find(({ title }) => title.includes('NotificationsFailing'));
  expect(incident?.severity).toBe('warning');

  // A refusal for good is not repeated at once, but at each look at the group, once a minute.
  const minutes = (Date.now() - since) / 60_000;
  expect(system.inboxes.slack.attempts()).toBeLessThanOrEqual(Math.ceil(minutes) + 1);
  expect(about('slack', 'ServiceDown', ': one')).toEqual([]);
  system.inboxes.slack.behave({ kind: 'accept' });
  const repaired = Date.now();
  await until('Slack catches up', () => about('slack', 'ServiceDown', ': one').length > 0, 70_000);
  measured('Slack repaired, until the alert arrives there', (Date.now() - repaired) / 1_000);
});

test('the pager refuses its key: Slack and e-mail tell so as P1, and after the repair the page comes', async () => {
  system.inboxes.pagerduty.behave({ kind: 'refuse', status: 400 });
  const since = Date.now();
  await post('P1', 'two');
  await until('Slack tells', () => broken('slack', 'PagerDuty').length > 0, 90_000);
  measured('PagerDuty answers 400, until Slack tells', (Date.now() - since) / 1_000);
  await until('e-mail tells', () => broken('smtp', 'PagerDuty').length > 0, 30_000);
  expect(broken('slack', 'PagerDuty')[0]).toMatchObject({ destination: '#platform-alerts' });
  expect(broken('slack', 'PagerDuty')[0]?.title).toContain('P1 firing');
  expect(about('pagerduty', 'ServiceDown', ': two')).toEqual([]);
  system.inboxes.pagerduty.behave({ kind: 'accept' });
  await until('the page comes', () => about('pagerduty', 'ServiceDown', ': two').length > 0, 70_000);
});

test('every channel fails for two minutes, each in its way: every alert arrives afterwards, once', async () => {
  const { slack, pagerduty, smtp, heartbeat } = system.inboxes;
  const pages = ['three', 'four', 'five'];
  const mails = ['six', 'seven'];
  slack.behave({ kind: 'refuse', status: 503 });
  pagerduty.behave({ kind: 'refuse', status: 429, retryAfterSeconds: 5 });
  // 429 is 451 in the words of a mail server: try again later.
  smtp.behave({ kind: 'refuse', status: 429 });
  heartbeat.behave({ kind: 'hang' });
  const before = { slack: slack.attempts(), pagerduty: pagerduty.attempts(), smtp: smtp.attempts() };
  const beats = heartbeat.beats().length;
  const hanging = heartbeat.attempts();
  await post('P1', ...pages);
  await post('P3', ...mails);
  await sleep(TWO_MINUTES_MS);

  expect(pages.flatMap((name) => about('pagerduty', 'ServiceDown', `: ${name}`))).toEqual([]);
  expect([...pages, ...mails].flatMap((name) => about('slack', 'ServiceDown', `: ${name}`))).toEqual([]);
  expect(mails.flatMap((name) => about('smtp', 'ServiceDown', `: ${name}`))).toEqual([]);
  expect(heartbeat.beats()).toHaveLength(beats);
  // It did not give up: each group was tried several times. One that never answers is left after ten seconds.
  expect(slack.attempts() - before.slack).toBeGreaterThan(3 * (pages.length + mails.length));
  expect(pagerduty.attempts() - before.pagerduty).toBeGreaterThan(3 * pages.length);
  expect(smtp.attempts() - before.smtp).toBeGreaterThanOrEqual(2 * mails.length);
  expect(heartbeat.attempts() - hanging).toBeGreaterThanOrEqual(5);

  for (const inbox of [slack, pagerduty, smtp, heartbeat]) inbox.behave({ kind: 'accept' });
  const repaired = Date.now();
  const arrived = (): boolean =>
    pages.every((name) => about('pagerduty', 'ServiceDown', `: ${name}`).length > 0) &&
    [...pages, ...mails].every((name) => about('slack', 'ServiceDown', `: ${name}`).length > 0) &&
    mails.every((name) => about('smtp', 'ServiceDown', `: ${name}`).length > 0) &&
    heartbeat.beats().length > beats;
  await until('everything arrives', arrived, LONGEST_PAUSE_MS);
  measured(
    'every channel repaired after two minutes, until everything has arrived',
    (Date.now() - repaired) / 1_000,
  );
  await sleep(5_000);
  for (const name of pages) {
    expect(about('pagerduty', 'ServiceDown', `: ${name}`)).toHaveLength(1);
    expect(about('slack', 'ServiceDown', `: ${name}`)).toHaveLength(1);
  }
  for (const name of mails) expect(about('smtp', 'ServiceDown', `: ${name}`)).toHaveLength(1);
  expect(system.deaths).toEqual([]);
});
