import { describe, expect, test } from '@jest/globals';
import { forecast, silentSlots } from '../../../routing/simulate/forecast';
import type { AlertFacts, FinishedConfig } from '../../../routing/simulate/model';
import { rowsOf } from '../../../routing/simulate/rows';
import { simulatorOf } from '../../../routing/simulate/simulator';

const location = 'Europe/Berlin';
const chat = { slack_configs: [{ channel: '#shop' }] };
const config: FinishedConfig = {
  route: {
    receiver: 'chat',
    group_by: ['alertname'],
    group_wait: '30s',
    group_interval: '5m',
    repeat_interval: '4h',
    routes: [
      { receiver: 'page', matchers: ['priority="P1"'], group_wait: '10s', continue: true },
      { receiver: 'boss', matchers: ['priority="P1"'], group_wait: '30m' },
      {
        receiver: 'digest',
        matchers: ['priority="P4"'],
        group_wait: '30m',
        group_interval: '6h',
        repeat_interval: '24h',
        active_time_intervals: ['office'],
        mute_time_intervals: ['holidays'],
      },
      { receiver: 'nobody', matchers: ['alertname=~"Watchdog|Lost"'] },
      { receiver: 'digest', matchers: ['alertname="Late"'], active_time_intervals: ['past'] },
    ],
  },
  receivers: [
    { name: 'chat', ...chat },
    {
      name: 'page',
      ...chat,
      pagerduty_configs: [{ routing_key_file: '/secrets/pagerduty.default', severity: 'critical' }],
    },
    { name: 'boss', email_configs: [{ to: 'boss@example.com' }] },
    { name: 'digest', ...chat },
    { name: 'nobody' },
  ],
  inhibit_rules: [
    {
      source_matchers: ['alertname="Down"'],
      target_matchers: ['alertname=~"Slow|Full"'],
      equal: ['namespace'],
    },
    {
      source_matchers: ['severity="critical"'],
      target_matchers: ['severity="warning"'],
      equal: ['alertname', 'instance'],
    },
    { source_matchers: ['alertname="Works"'], target_matchers: ['namespace="shop"', 'application=""'] },
    { source_matchers: ['alertname="Works"'], target_matchers: ['application="shop"'] },
  ],
  time_intervals: [
    {
      name: 'office',
      time_intervals: [
        { times: [{ start_time: '09:00', end_time: '17:00' }], weekdays: ['monday:friday'], location },
      ],
    },
    { name: 'holidays', time_intervals: [{ days_of_month: ['24:26'], months: ['december'], location }] },
    { name: 'past', time_intervals: [{ years: ['2020'] }] },
  ],
};
const alert = (name: string, labels: Record<string, string> = {}, forSeconds = 60): AlertFacts => ({
  name,
  labels: { alertname: name, ...labels },
  forSeconds,
  origin: 'stack',
});
const now = new Date('2026-11-21T08:00:00Z');
const simulate = (...alerts: AlertFacts[]) => forecast(simulatorOf(config), alerts, { now });

describe('the kinds of time', () => {
  const slots = (one: AlertFacts): string[] =>
    simulate(one).flatMap((each) =>
      each.slots.map(({ slot }) => `${slot.name} ${slot.at.toISOString()} ${slot.zone}`),
    );

  test('are the next ones by the clock of the windows that the alert meets', () => {
    expect(slots(alert('Any', { priority: 'P4' }))).toEqual([
      'weekday 2026-11-24T10:00:00.000Z Europe/Berlin',
      'night 2026-11-24T02:00:00.000Z Europe/Berlin',
      'weekend 2026-11-28T11:00:00.000Z Europe/Berlin',
      'holiday 2026-12-24T10:00:00.000Z Europe/Berlin',
    ]);
  });

  test('have New Year’s Day as the holiday of an alert whose routes name none', () => {
    expect(slots(alert('Any'))[3]).toBe('holiday 2027-01-01T10:00:00.000Z Europe/Berlin');
  });
});

test('a time that somebody asks for is shown by the clock of the windows, too', () => {
  const at = new Date('2026-12-24T21:00:00Z');
  const [one] = forecast(simulatorOf(config), [alert('Any', { priority: 'P4' })], { now, at });
  expect(one?.slots.map(({ slot }) => slot)).toEqual([{ name: 'then', at, zone: 'Europe/Berlin' }]);
  expect(rowsOf(one === undefined ? [] : [one])[0]?.times[0]?.lines[0]?.after).toBe('held to 09:00');
});

describe('a row says', () => {
  test('who is told at once and who later, always the same', () => {
    expect(rowsOf(simulate(alert('Down', { priority: 'P1' })))).toEqual([
      {
        level: 'P1',
        alerts: ['Down'],
        times: [
          {
            slots: ['weekday', 'night', 'weekend', 'holiday'],
            lines: [
              { told: 'Slack #shop', after: '1 min 10 s', again: 'every 4 h' },
              { told: 'PagerDuty default, high urgency', after: '1 min 10 s', again: 'every 4 h' },
              { told: 'e-mail boss@example.com', after: '31 min', again: 'every 4 h' },
            ],
          },
        ],
        inhibitedBy: [],
      },
    ]);
  });

  test('what is held outside a window, and till when', () => {
    expect(rowsOf(simulate(alert('Info', { priority: 'P4' })))[0]?.times).toEqual([
      { slots: ['weekday'], lines: [{ told: 'Slack #shop', after: '31 min', again: 'every 24 h to 30 h' }] },
      {
        slots: ['night', 'weekend', 'holiday'],
        lines: [{ told: 'Slack #shop', after: 'held to 09:00', again: 'every 24 h to 30 h' }],
      },
    ]);
  });

  test('by what an alert would be inhibited, and what must be the same for it', () => {
    const rows = rowsOf(
      simulate(
        alert('Down', { namespace: 'shop', severity: 'critical' }, 120),
        alert('Slow', { namespace: 'shop' }),
        alert('Full'),
        alert('Full', { severity: 'critical' }),
        alert('Full', { severity: 'warning' }),
        alert('Slow', { namespace: 'other' }),
      ),
    );
    const told = rows.map(
      ({ level, alerts, inhibitedBy }) => `${alerts.join()} ${level}: ${inhibitedBy.join(' + ')}`,
    );
    expect(told.sort()).toEqual([
      'Down critical: ',
      'Full : Down (same namespace; 1 min later)',
      'Full critical: Down (same namespace; 1 min later)',
      'Full warning: Down (same namespace; 1 min later) + itself at critical',
      'Slow : ',
      'Slow : Down (1 min later)',
    ]);
  });

  test('what the series must say for it; a label that no series brings is not guessed', () => {
    const rows = rowsOf(
      simulate(
        alert('Works', { maintenance: 'upgrade' }),
        alert('Lame'),
        alert('Lame', { application: 'shop' }),
      ),
    );
    const told = rows.map(({ alerts, inhibitedBy }) => `${alerts.join()}: ${inhibitedBy.join(' + ')}`);
    expect(told.sort()).toEqual([
      'Lame: Works upgrade',
      'Lame: Works upgrade (if namespace="shop")',
      'Works upgrade: another of its name',
    ]);
  });

  test('once what happens to several alerts', () => {
    const rows = rowsOf(simulate(alert('B'), alert('A'), alert('C', {}, 300), alert('A')));
    expect(rows.map(({ alerts }) => alerts)).toEqual([['A', 'B'], ['C']]);
  });
});

describe('nobody is told', () => {
  test.each([
    ['of an alert whose receiver has no channel', 'Lost', ['weekday', 'night', 'weekend', 'holiday']],
    ['of an alert whose window never opens', 'Late', ['weekday', 'night', 'weekend', 'holiday']],
    ['of the proof of life, which is no fault', 'Watchdog', []],
  ])('%s', (_what, name, slots) => {
    expect(
      simulate(alert(name))
        .flatMap(silentSlots)
        .map((slot) => slot.name),
    ).toEqual(slots);
  });

  test('and what is only held reaches somebody', () => {
    expect(simulate(alert('Info', { priority: 'P4' })).flatMap(silentSlots)).toEqual([]);
  });
});
