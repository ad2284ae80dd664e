import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { beforeAll, describe, expect, test } from '@jest/globals';
import type { Receiver } from '../../routing/alertmanager';
import { contracts } from '../../routing/priorities';
import { ensureProgram } from '../../tools/build';
import { runProgram, withTemporaryFolder } from '../../tools/run';
import { anAlert, aNotification, type Notification } from './notification';
import { BUILD_TIMEOUT, setupOf } from './support';

beforeAll(() => ensureProgram('amtool'), BUILD_TIMEOUT);

const setup = setupOf();
const receiver = (name: string): Receiver | undefined =>
  setup.config.receivers.find((candidate) => candidate.name === name);
const slackOf = (name: string) => receiver(name)?.slack_configs?.[0];
const pagerdutyOf = (name: string) => receiver(name)?.pagerduty_configs?.[0];
const emailOf = (name: string) => receiver(name)?.email_configs?.[0];

/** What Alertmanager makes of a field of a receiver, with the templates that are deployed. */
const render = (text: string | undefined, data: Notification, type: 'text' | 'html' = 'text') =>
  withTemporaryFolder(async (folder) => {
    const files = { ...setup.templates, 'data.json': JSON.stringify(data) };
    await Promise.all(
      Object.entries(files).map(([name, content]) => writeFile(path.join(folder, name), content)),
    );
    const { code, stdout, stderr } = await runProgram('amtool', [
      'template',
      'render',
      `--template.glob=${path.join(folder, '*.tmpl')}`,
      `--template.data=${path.join(folder, 'data.json')}`,
      `--template.type=${type}`,
      `--template.text=${text ?? ''}`,
    ]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    return stdout;
  });

const down = {
  alertname: 'ServiceDown',
  application: 'checkout',
  team: 'backend',
  priority: 'P1',
  severity: 'critical',
  namespace: 'shop',
};
const downTexts = {
  summary: 'Checkout is down: no instance answers',
  description: 'All instances in <shop> & <pay> fail; <!channel>.',
  owner: 'Backend (#backend)',
  runbook_url: 'https://git.example.com/runbooks/ServiceDown.md',
  dashboard_url: 'https://grafana.example.com/d/health?var-environment=prod&var-application=checkout',
};
const one = aNotification('backend-chat', contracts.P1.group_by, [anAlert(down, downTexts)]);
const over = aNotification('backend-chat', contracts.P1.group_by, [anAlert(down, downTexts, 'resolved')]);

/** An alert of the chart: no priority, no team, no application, no links. */
const crash = (pod: string, status: 'firing' | 'resolved' = 'firing') =>
  anAlert(
    { alertname: 'KubePodCrashLooping', severity: 'warning', namespace: 'shop', pod },
    { summary: 'Pod is crash looping.', description: `Pod shop/${pod} is in waiting state.` },
    status,
  );
const pods = (count: number) => Array.from({ length: count }, (_, index) => crash(`web-${String(index)}`));
const many = aNotification('platform-chat', contracts.P3.group_by, [...pods(12), crash('api-1', 'resolved')]);

const silenceOf = (labels: readonly string[]): string =>
  `https://alertmanager.example.com/#/silences/new?filter=${encodeURIComponent(`{${labels.join(',')}}`)}`;
const silenceOne = silenceOf([
  'alertname="ServiceDown"',
  'application="checkout"',
  'cluster="eu-1"',
  'environment="prod"',
  'team="backend"',
]);

describe('Slack', () => {
  test('says what, how bad, since when and where, and escapes what Slack would read as markup', async () => {
    const message = slackOf('backend-chat');
    expect(await render(message?.title, one)).toBe('[P1 firing] ServiceDown: checkout');
    expect(await render(message?.fallback, one)).toBe('[P1 firing] ServiceDown: checkout');
    expect(await render(message?.color, one)).toBe('danger');
    expect(await render(message?.text, one)).toBe(
      [
        '• Checkout is down: no instance answers _since 2026-03-01 12:04 UTC_',
        'All instances in &lt;shop&gt; &amp; &lt;pay&gt; fail; &lt;!channel&gt;.',
        '`namespace=shop`',
      ].join('\n'),
    );
    const fields = (message?.fields ?? []).map(async ({ title, value }) => [title, await render(value, one)]);
    expect(await Promise.all(fields)).toEqual([
      ['Priority', 'P1'],
      ['Team', 'backend'],
      ['Application', 'checkout'],
      ['Where', 'prod / eu-1'],
    ]);
  });

  const buttons = async (name: string, data: Notification): Promise<string[][]> =>
    Promise.all(
      (slackOf(name)?.actions ?? []).map(async ({ text, url }) => [
        await render(text, data),
        await render(url, data),
      ]),
    );

  test('has buttons for the runbook, the dashboard, the query and a silence of exactly this cause', async () => {
    expect(await buttons('backend-chat', one)).toEqual([
      ['Runbook', downTexts.runbook_url],
      ['Dashboard', downTexts.dashboard_url],
      ['Query', 'https://prometheus.example.com/graph?g0.expr=up+%3D%3D+0&g0.tab=1'],
      ['Silence', silenceOne],
    ]);
  });

  test('an alert without runbook and dashboard leads to Alertmanager and Grafana: no button is dead', async () => {
    expect(await buttons('platform-chat', many)).toEqual([
      ['Alertmanager', 'https://alertmanager.example.com/#/alerts?receiver=platform-chat'],
      ['Grafana', 'https://grafana.example.com'],
      ['Query', 'https://prometheus.example.com/graph?g0.expr=up+%3D%3D+0&g0.tab=1'],
      ['Silence', silenceOf(['alertname="KubePodCrashLooping"', 'cluster="eu-1"', 'environment="prod"'])],
    ]);
  });

  test('of many alerts lists the first ten by what tells them apart, and the number of all', async () => {
    const message = slackOf('platform-chat');
    expect(await render(message?.title, many)).toBe('[P3 firing ×12] KubePodCrashLooping');
    const lines = (await render(message?.text, many)).split('\n');
    expect(lines).toHaveLength(13);
    expect(lines[0]).toBe('• Pod is crash looping. `pod=web-0` _since 2026-03-01 12:04 UTC_');
    expect(lines.slice(9)).toEqual([
      '• Pod is crash looping. `pod=web-9` _since 2026-03-01 12:04 UTC_',
      '… 12 in all',
      '• Resolved after 20m 10s: Pod is crash looping. `pod=api-1`',
      '`namespace=shop`',
    ]);
  });

  test('says in green when it is over, and how long it lasted', async () => {
    const message = slackOf('backend-chat');
    expect(await render(message?.title, over)).toBe('[P1 resolved] ServiceDown: checkout');
    expect(await render(message?.color, over)).toBe('good');
    expect(await render(message?.text, over)).toBe(
      '• Resolved after 20m 10s: Checkout is down: no instance answers\n`namespace=shop`',
    );
  });

  test('a digest names each alert with its runbook, and opens the list of the team', async () => {
    const digest = aNotification('backend-digest', contracts.P4.group_by, [
      anAlert({ ...down, alertname: 'CertificateEndsSoon' }, downTexts),
      anAlert({ alertname: 'CPUThrottlingHigh', team: 'backend' }, { summary: 'CPU is throttled' }),
      anAlert({ alertname: 'Done', team: 'backend' }, { summary: 'Was odd' }, 'resolved'),
    ]);
    const message = slackOf('backend-digest');
    expect(await render(message?.title, digest)).toBe(
      '[P4 digest: 2 firing, 1 resolved] backend (prod / eu-1)',
    );
    expect(await render(message?.text, digest)).toBe(
      [
        '• *<https://git.example.com/runbooks/ServiceDown.md|CertificateEndsSoon>* checkout: Checkout is down: no instance answers _since 2026-03-01 12:04 UTC_',
        '• *CPUThrottlingHigh*: CPU is throttled _since 2026-03-01 12:04 UTC_',
        '• Resolved after 20m 10s: *Done*: Was odd',
        '',
      ].join('\n'),
    );
    expect(await buttons('backend-digest', digest)).toEqual([
      ['Alertmanager', 'https://alertmanager.example.com/#/alerts?receiver=backend-digest'],
    ]);
  });
});

test('no tenant calls everyone through the link of its alert in a digest', async () => {
  const forged = { summary: 'Odd', runbook_url: 'https://a?b=1&c=2|x> <!channel>' };
  const digest = aNotification('platform-digest', contracts.P4.group_by, [
    anAlert({ alertname: 'Odd', tenant_namespace: 'shop' }, forged),
  ]);
  expect(await render(slackOf('platform-digest')?.text, digest)).toBe(
    '• *<https://a?b=1&amp;c=2|x&gt; &lt;!channel&gt;|Odd>*: Odd _since 2026-03-01 12:04 UTC_\n',
  );
});

describe('PagerDuty', () => {
  test('the incident has a title that stays, its place, and the cause as class, component and group', async () => {
    const event = pagerdutyOf('backend-page');
    const title = 'P1 ServiceDown: checkout (prod / eu-1): Checkout is down: no instance answers';
    expect(await render(event?.description, one)).toBe(title);
    expect(await render(event?.description, over)).toBe(title);
    expect(await render(event?.source, one)).toBe('prod / eu-1');
    expect(await render(event?.class, one)).toBe('ServiceDown');
    expect(await render(event?.component, one)).toBe('checkout');
    expect(await render(event?.group, one)).toBe('backend');
    expect(await render(event?.client_url, one)).toBe(
      'https://alertmanager.example.com/#/alerts?receiver=backend-chat',
    );
  });

  test('its details are sentences, not JSON', async () => {
    const details = Object.entries(pagerdutyOf('backend-page')?.details ?? {});
    const rendered = details.map(async ([name, text]) => [name, await render(text, one)] as const);
    expect(Object.fromEntries(await Promise.all(rendered))).toEqual({
      priority: 'P1',
      team: 'backend',
      owner: 'Backend (#backend)',
      application: 'checkout',
      where: 'prod / eu-1',
      description: 'All instances in <shop> & <pay> fail; <!channel>.',
      labels: 'namespace=shop',
      firing: 'Checkout is down: no instance answers, since 2026-03-01 12:04 UTC\n',
      resolved: '',
    });
  });

  test('a storm is cut at twenty lines', async () => {
    const storm = aNotification('platform-chat', contracts.P1.group_by, pods(72));
    const lines = (await render(pagerdutyOf('platform-page')?.details['firing'], storm)).split('\n');
    expect(lines).toHaveLength(21);
    expect(lines.at(-1)).toBe('… 72 in all');
  });

  test('links without an address are left to PagerDuty’s notifier, which drops them', async () => {
    const hrefs = async (data: Notification): Promise<string[]> =>
      Promise.all((pagerdutyOf('platform-page')?.links ?? []).map(({ href }) => render(href, data)));
    expect((await hrefs(one)).slice(0, 2)).toEqual([downTexts.runbook_url, downTexts.dashboard_url]);
    expect((await hrefs(many)).slice(0, 2)).toEqual(['', '']);
  });
});

describe('e-mail', () => {
  test('the subject says what and where', async () => {
    expect(await render(emailOf('backend-mail')?.headers['Subject'], one)).toBe(
      '[P1 firing] ServiceDown: checkout (prod / eu-1)',
    );
  });

  test('an escalation says that it is one, and whose alert it is', async () => {
    const escalated = { ...one, receiver: 'platform-escalation' };
    expect(await render(emailOf('platform-escalation')?.headers['Subject'], escalated)).toBe(
      'Escalated: [P1 firing] ServiceDown: checkout (prod / eu-1)',
    );
    expect(await render(emailOf('platform-escalation')?.text, escalated)).toContain(
      'Priority     P1\nTeam         backend\n',
    );
  });

  test.each([
    ['P2 of ours', { priority: 'P2', severity: 'warning' }, 'P2'],
    ['a critical alert of the chart', { severity: 'critical' }, 'P1'],
    ['a warning of the chart', { severity: 'warning' }, 'P3'],
    ['an alert that says nothing', {}, 'P2'],
    ['a priority nobody knows', { priority: 'p1', severity: 'critical' }, 'P2'],
  ])('the priority of %s is that of its route', async (_what, labels, priority) => {
    const alert = anAlert({ alertname: 'Odd', ...labels }, downTexts);
    const told = aNotification('platform-mail', contracts.P3.group_by, [alert]);
    expect(await render(emailOf('platform-mail')?.headers['Subject'], told)).toBe(
      `[${priority} firing] Odd (prod / eu-1)`,
    );
  });

  test('the text reads without HTML', async () => {
    expect(await render(emailOf('backend-mail')?.text, one))
      .toBe(`[P1 firing] ServiceDown: checkout (prod / eu-1)

Priority     P1
Team         backend
Owner        Backend (#backend)
Application  checkout
Where        prod / eu-1

FIRING since 2026-03-01 12:04 UTC
Checkout is down: no instance answers
All instances in <shop> & <pay> fail; <!channel>.
namespace=shop

Runbook    https://git.example.com/runbooks/ServiceDown.md
Dashboard  https://grafana.example.com/d/health?var-environment=prod&var-application=checkout
Query      https://prometheus.example.com/graph?g0.expr=up+%3D%3D+0&g0.tab=1
Silence    ${silenceOne}
`);
  });

  test('the text of an alert of the chart has no empty line for a link that it lacks', async () => {
    const text = await render(emailOf('platform-mail')?.text, many);
    expect(text).toContain('RESOLVED after 20m 10s\nPod is crash looping.\nnamespace=shop, pod=api-1\n');
    expect(text).not.toMatch(/Runbook|Dashboard|Owner|\n{3}/);
  });

  test('its head is red for P1, amber for P3, green when it is over, whatever the receiver', async () => {
    const head = async (data: Notification): Promise<string | undefined> =>
      /<td style="[^"]*background:(#[0-9a-f]{6})"/.exec(
        await render(emailOf('backend-mail')?.html, data, 'html'),
      )?.[1];
    expect(await head(one)).toBe('#b91c1c');
    expect(await head(many)).toBe('#b45309');
    expect(await head(over)).toBe('#2e7d32');
  });

  test('the HTML escapes what it says, and its links lead where the text’s do', async () => {
    const html = await render(emailOf('backend-mail')?.html, one, 'html');
    expect(html).toContain('All instances in &lt;shop&gt; &amp; &lt;pay&gt; fail; &lt;!channel&gt;.');
    expect(html).toContain('<td>Backend (#backend)</td>');
    const links = [...html.matchAll(/<a href="([^"]*)"[^>]*>([^<]*)<\/a>/g)];
    const unescaped = (text = ''): string => text.replaceAll('&amp;', '&').replaceAll('&#43;', '+');
    expect(links.map(([, href, text]) => [text, unescaped(href)])).toEqual([
      ['Runbook', downTexts.runbook_url],
      ['Dashboard', downTexts.dashboard_url],
      ['Query', 'https://prometheus.example.com/graph?g0.expr=up+%3D%3D+0&g0.tab=1'],
      ['Silence', silenceOne],
    ]);
    expect(html).not.toContain('ZgotmplZ');
  });

  test('more than fifty alerts are counted instead of listed', async () => {
    const storm = aNotification('platform-chat', contracts.P3.group_by, pods(72));
    const html = await render(emailOf('platform-mail')?.html, storm, 'html');
    expect(html.match(/firing since/g)).toHaveLength(50);
    expect(html).toContain('… 72 firing and 0 resolved in all');
    expect(await render(emailOf('platform-mail')?.text, storm)).toContain('\n… 72 firing in all\n');
  });
});
