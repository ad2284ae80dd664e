import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { loadContent, type Content } from '../../../config/content';
import { UserError } from '../../../config/errors';
import type { PlainObject } from '../../../config/merge';
import { buildAlertmanager } from '../../../routing';
import { checkConfig } from '../../../tools/amtool';
import { input, yamlOf } from '../../routing/support';
import { stackConfig } from '../../support/configs';

let root = '';
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'teams-'));
});
afterEach(() => {
  rmSync(root, { recursive: true });
});

/** Ten lines and less are a team. */
const minimal = `displayName: Platform
contact: '#platform'
slackChannel: '#platform-alerts'
emails: [platform@example.com]
`;

const load = (files: Readonly<Record<string, string>>, changes: PlainObject = {}, now?: Date): Content => {
  for (const [path, text] of Object.entries({ 'teams/platform.yaml': minimal, ...files })) {
    const file = join(root, 'content', path);
    mkdirSync(join(file, '..'), { recursive: true });
    writeFileSync(file, text);
  }
  return loadContent(stackConfig(changes), root, now);
};

const faultsOf = (files: Readonly<Record<string, string>>, changes: PlainObject = {}): readonly string[] => {
  try {
    load(files, changes, new Date('2026-12-01T00:00:00Z'));
  } catch (error) {
    if (error instanceof UserError) return error.faults;
    throw error;
  }
  return [];
};

const team = (text: string): Readonly<Record<string, string>> => ({ 'teams/shop.yaml': minimal + text });

test('a team of four lines is valid, and works in the hours of the stack', () => {
  expect(load({}).teams).toEqual([
    {
      name: 'platform',
      displayName: 'Platform',
      contact: '#platform',
      slackChannel: '#platform-alerts',
      emails: ['platform@example.com'],
    },
  ]);
});

describe('refused, with the line and what to write instead:', () => {
  test.each<[string, string, string]>([
    [
      'a time zone that does not exist',
      'businessHours: { timeZone: Europe/Berln }',
      'content/teams/shop.yaml:5: businessHours.timeZone: "Europe/Berln" is no time zone; write an IANA time zone such as Europe/Berlin, or UTC',
    ],
    [
      'a time zone in small letters, which Alertmanager would not find',
      'businessHours: { timeZone: europe/berlin }',
      'content/teams/shop.yaml:5: businessHours.timeZone: "europe/berlin" does not fit; write an IANA time zone such as Europe/Berlin, or UTC',
    ],
    [
      'an old name of a zone, which many images leave out',
      'businessHours: { timeZone: US/Pacific }',
      'content/teams/shop.yaml:5: businessHours.timeZone: "US/Pacific" does not fit; write an IANA time zone such as Europe/Berlin, or UTC',
    ],
    [
      'a day that ends before it starts',
      "businessHours: { start: '17:00', end: '09:00' }",
      "content/teams/shop.yaml:5: businessHours: ends at 09:00, not after its start 17:00; write a later end (a night shift belongs to onCall, and 24 hours are '00:00' to '24:00')",
    ],
    [
      'a day that ends before the stack’s starts',
      "businessHours: { end: '08:00' }",
      "content/teams/shop.yaml:5: businessHours: ends at 08:00, not after its start 09:00; write a later end (a night shift belongs to onCall, and 24 hours are '00:00' to '24:00')",
    ],
    [
      'an empty day',
      "businessHours: { start: '09:00', end: '09:00' }",
      "content/teams/shop.yaml:5: businessHours: ends at 09:00, not after its start 09:00; write a later end (a night shift belongs to onCall, and 24 hours are '00:00' to '24:00')",
    ],
    [
      'a day too short to be sure that what was kept back is told in it',
      "businessHours: { start: '09:00', end: '11:00' }",
      'content/teams/shop.yaml:5: businessHours: 09:00 to 11:00 is shorter than 4 hours, and what is kept back at night might miss it; write a longer day',
    ],
    [
      'a night too short',
      "businessHours: { start: '01:00', end: '23:00' }",
      "content/teams/shop.yaml:5: businessHours: 01:00 to 23:00 is longer than 16 hours, and a night that short might swallow what comes back in it; write at most 16 hours, or '00:00' to '24:00'",
    ],
    [
      'no working day',
      'businessHours: { days: [] }',
      'content/teams/shop.yaml:5: businessHours.days: an empty list does not fit; write a list of at least 1 entry, each entry one of "mon", "tue", "wed", "thu", "fri", "sat", "sun"',
    ],
    [
      'a holiday that is no date',
      "holidays: ['2026-02-30']",
      'content/teams/shop.yaml:5: holidays[0]: "2026-02-30" is no date of the calendar',
    ],
    [
      'a holiday in another order',
      "holidays: ['25.12.2026']",
      "content/teams/shop.yaml:5: holidays[0]: \"25.12.2026\" does not fit; write a date in quotes: '2026-12-25', or '12-25' for every year",
    ],
    [
      'a rotation of somebody who is no member',
      'members: { alice: { email: a@example.com } }\nonCall: { rotation: [alice, bob] }',
      'content/teams/shop.yaml:6: onCall.rotation[1]: "bob" is no member of the team; there are: alice',
    ],
    [
      'an escalation to somebody who is no member',
      'members: { alice: { email: a@example.com } }\nescalation: [{ afterMinutes: 30, to: [alcie] }]',
      'content/teams/shop.yaml:6: escalation[0].to[0]: "alcie" is no member of the team; did you mean "alice"?',
    ],
    [
      'an escalation to a rotation that the team has not',
      'escalation: [{ afterMinutes: 30, to: [onCall] }]',
      'content/teams/shop.yaml:5: escalation[0].to[0]: onCall is nobody: the team has no rotation; write onCall.rotation, or name someone else',
    ],
    [
      'an escalation to a team that is none',
      'escalation: [{ afterMinutes: 30, to: [team:platfrom] }]',
      'content/teams/shop.yaml:5: escalation[0].to[0]: there is no team "platfrom"; did you mean "platform"?',
    ],
    [
      'a level that can never be reached',
      "businessHours: { days: [mon, tue, wed, thu, fri, sat, sun], start: '00:00', end: '24:00' }\nescalation: [{ afterMinutes: 30, to: [team:platform], during: offHours }]",
      'content/teams/shop.yaml:6: escalation[0].during: offHours never come: the team works around the clock and has no holidays; write always',
    ],
  ])('%s', (_what, text, fault) => {
    expect(faultsOf(team(text))).toEqual([fault]);
  });

  test('business hours of the stack that are impossible', () => {
    expect(faultsOf({}, { alerting: { businessHours: { end: '09:00' } } })).toEqual([
      "observatory:alerting.businessHours: ends at 09:00, not after its start 09:00; write a later end (a night shift belongs to onCall, and 24 hours are '00:00' to '24:00')",
    ]);
  });
});

const window = (text: string): Readonly<Record<string, string>> => ({
  'maintenance/upgrade.yaml': `reason: New version
owner: platform
timeZone: Europe/Berlin
${text}
`,
});
const times = "start: '2026-12-05T22:00'\nend: '2026-12-06T02:00'";

describe('a maintenance window', () => {
  test('is read in its own time zone', () => {
    const { maintenance, endedMaintenance } = load(
      window(`${times}\nteams: [platform]`),
      {},
      new Date('2026-12-06T00:59:59Z'),
    );
    expect(endedMaintenance).toEqual([]);
    expect(maintenance).toEqual([
      {
        name: 'upgrade',
        reason: 'New version',
        owner: 'platform',
        endText: '2026-12-06 02:00 Europe/Berlin',
        startSeconds: Date.parse('2026-12-05T21:00:00Z') / 1_000,
        endSeconds: Date.parse('2026-12-06T01:00:00Z') / 1_000,
        alerts: [{ team: 'platform' }],
        stated: [],
      },
    ]);
  });

  test('that has ended keeps nothing back, blocks nothing, and is told', () => {
    const { maintenance, endedMaintenance } = load(
      // The application is gone as well.
      window(`${times}\napplications: [gone]`),
      {},
      new Date('2026-12-06T01:00:00Z'),
    );
    expect(maintenance).toEqual([]);
    expect(endedMaintenance).toEqual([
      'content/maintenance/upgrade.yaml: the maintenance window ended at 2026-12-06 02:00 Europe/Berlin and keeps nothing back; remove the file',
    ]);
  });

  test('of another environment is not this stack’s', () => {
    const { maintenance } = load(
      window(`${times}\nteams: [platform]\nenvironments: [prod]`),
      {},
      new Date('2026-12-01T00:00:00Z'),
    );
    expect(maintenance).toEqual([]);
  });

  const at = 'content/maintenance/upgrade.yaml';
  test.each<[string, string, string[]]>([
    [
      'that ends before it starts',
      "start: '2026-12-06T02:00'\nend: '2026-12-05T22:00'\nteams: [platform]",
      [`${at}:5: end: 2026-12-05T22:00 is not after the start 2026-12-06T02:00; write a later end`],
    ],
    [
      'that is too long',
      "start: '2026-12-05T22:00'\nend: '2026-12-12T22:01'\nteams: [platform]",
      [
        `${at}:5: end: 2026-12-12T22:01 is more than 7 days after the start 2026-12-05T22:00; that long nobody remembers what is kept back, write an earlier end`,
      ],
    ],
    [
      'about nothing',
      times,
      [`${at}:1: nothing says what is kept back; write applications, teams or alerts`],
    ],
    [
      'of unknown teams and applications',
      `${times}\nteams: [platfrom]\napplications: [shop]`,
      [
        `${at}:6: teams[0]: there is no team "platfrom"; did you mean "platform"?`,
        `${at}:7: applications[0]: there is no application "shop"; there is none yet, write it as docs/config.md says`,
      ],
    ],
    [
      'with matchers that no alert can meet, or that would stop the alerting itself',
      `${times}\nalerts: [{ priority: P5 }, { alertname: Watchdog }, {}]`,
      [
        `${at}:6: alerts[0].priority: no alert can have priority "P5"; did you mean "P1"?`,
        `${at}:6: alerts[1].alertname: Watchdog keeps the alerting itself alive; name another alert`,
        `${at}:6: alerts[2]: is empty and would keep back every alert; write labels, or teams`,
      ],
    ],
    [
      'on a day that does not exist',
      "start: '2026-02-30T22:00'\nend: '2026-12-06T02:00'\nteams: [platform]",
      [`${at}:4: start: "2026-02-30T22:00" is no date of the calendar`],
    ],
  ])('%s is refused', (_what, text, faults) => {
    expect(faultsOf(window(text))).toEqual(faults);
  });
});

describe('the matrix of five teams', () => {
  const { teams } = loadContent(
    stackConfig({ content: { path: 'matrix' }, alerting: { platformTeam: 'devops' } }),
    __dirname,
  );
  const { config } = buildAlertmanager(
    { ...input, teams, platformTeam: 'devops', ownCredentials: { slack: [], pagerduty: [] } },
    (path) => `/credentials/${path}`,
  );

  test('is told in each team’s own order, minutes and hours', () => {
    const [p1, , p2] = (config.route.routes ?? []).filter(({ receiver }) => receiver === 'devops-escalation');
    const levels = (routes: NonNullable<typeof p1>['routes'] = []) =>
      routes.map(({ receiver, group_wait, active_time_intervals = ['always'] }) => [
        receiver,
        group_wait,
        config.receivers.find(({ name }) => name === receiver)?.email_configs?.[0]?.to,
        active_time_intervals.join(),
      ]);
    expect(levels(p1?.routes)).toEqual([
      ['ai-ml-escalation-1', '30m', 'first.ai-ml@example.com, second.ai-ml@example.com', 'always'],
      ['ai-ml-escalation-2', '60m', 'lead.ai-ml@example.com', 'mon-fri 09:00-17:00 America/New_York'],
      [
        'ai-ml-escalation-3',
        '60m',
        'devops@example.com',
        'outside mon-fri 09:00-17:00 America/New_York,holidays America/New_York',
      ],
      ['backend-escalation-1', '15m', 'first.backend@example.com, second.backend@example.com', 'always'],
      ['backend-escalation-2', '30m', 'lead.backend@example.com', 'always'],
      ['backend-escalation-3', '60m', 'devops@example.com', 'always'],
      ['data-escalation-1', '30m', 'lead.data@example.com, database@example.com', 'always'],
      [
        'database-escalation-1',
        '10m',
        'first.database@example.com, second.database@example.com',
        'outside mon-fri 08:00-18:00 Europe/Berlin,holidays Europe/Berlin',
      ],
      ['database-escalation-2', '15m', 'lead.database@example.com', 'always'],
      [
        'devops-escalation-1',
        '15m',
        'first.devops@example.com, second.devops@example.com, lead.devops@example.com',
        'always',
      ],
    ]);
    expect(levels(p2?.routes)).toEqual([
      ['data-escalation-1', '30m', 'lead.data@example.com, database@example.com', 'always'],
      ['database-escalation-3', '120m', 'lead.database@example.com', 'always'],
    ]);
  });

  test('is a configuration that Alertmanager takes', async () => {
    expect(await checkConfig(yamlOf(config))).toEqual({ ok: true, message: '' });
  });
});
