import { describe, expect, test } from '@jest/globals';
import { businessSpans, offSpans, supportHours } from '../../components/pagerduty/hours';
import { pagerdutyPlan, type PlanInput } from '../../components/pagerduty/plan';
import { titled } from '../../components/pagerduty/titles';
import { resolveSecrets } from '../../config/resolve';
import { team as teamSchema, type Team } from '../../config/schema/team';
import type { BusinessHours } from '../../config/schema/time';
import { stackConfig } from '../support/configs';

const office: BusinessHours = {
  timeZone: 'Europe/Berlin',
  days: ['mon', 'tue', 'wed', 'thu', 'fri'],
  start: '09:00',
  end: '17:30',
};
const around: BusinessHours = {
  ...office,
  days: ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'],
  start: '00:00',
  end: '24:00',
};

const aTeam = (name: string, changes: object = {}): Team => ({
  name,
  ...teamSchema.parse({
    displayName: name,
    contact: 'x',
    slackChannel: '#x',
    emails: ['x@example.com'],
    members: {
      anna: { email: 'anna@example.com', name: 'Anna' },
      ben: { email: 'ben@example.com', pagerdutyEmail: 'ben@pager.example.com' },
    },
    onCall: { rotation: ['anna', 'ben'] },
    ...changes,
  }),
});

const input = (teams: readonly Team[], changes: Partial<PlanInput> = {}): PlanInput => ({
  cluster: 'prod',
  teams,
  secrets: resolveSecrets({}),
  alerting: stackConfig({ alerting: { businessHours: office } }).alerting,
  ...changes,
});
const planOf = (...teams: Team[]) => pagerdutyPlan(input(teams));

describe('business hours', () => {
  test('become support hours, Monday as 1', () => {
    expect(supportHours(office)).toEqual({
      type: 'fixed_time_per_day',
      timeZone: 'Europe/Berlin',
      daysOfWeeks: [1, 2, 3, 4, 5],
      startTime: '09:00:00',
      endTime: '17:30:00',
    });
  });

  test('around the clock end a second before midnight, because PagerDuty has no 24:00', () => {
    expect(supportHours(around)).toMatchObject({ startTime: '00:00:00', endTime: '23:59:59' });
  });

  test('and the rest cover every second of a week once', () => {
    const week = 7 * 24 * 3600;
    const hourSets: BusinessHours[] = [
      office,
      around,
      { ...office, end: '24:00' },
      { ...office, days: ['sun', 'wed'], start: '00:00' },
      { ...office, days: ['sat'] },
    ];
    for (const hours of hourSets) {
      const spans = [...businessSpans(hours), ...offSpans(hours)].map((span) => {
        const [h = 0, m = 0, s = 0] = span.startTimeOfDay.split(':').map(Number);
        const start = ((span.startDayOfWeek - 1) * 24 + h) * 3600 + m * 60 + s;
        return { start, end: start + span.durationSeconds };
      });
      const sorted = spans.sort((a, b) => a.start - b.start);
      const [first] = sorted;
      sorted.forEach(({ end }, index) => {
        const next = sorted[index + 1]?.start ?? (first?.start ?? 0) + week;
        expect({ hours, end }).toEqual({ hours, end: next });
      });
    }
  });

  test('leave no off hours around the clock', () => {
    expect(offSpans(around)).toEqual([]);
  });

  test('of a weekend are one span from Friday to Monday', () => {
    expect(offSpans(office).at(-1)).toEqual({
      type: 'weekly_restriction',
      startDayOfWeek: 5,
      startTimeOfDay: '17:30:00',
      durationSeconds: (6.5 + 48 + 9) * 3600,
    });
  });
});

describe('a rotation', () => {
  test('becomes one layer: people in their order by their address in PagerDuty, weekly from a fixed Monday', () => {
    const [shop] = planOf(aTeam('shop', { displayName: 'Shop' }));
    expect(shop?.schedules[0]).toEqual({
      key: 'shop-on-call',
      title: 'Shop: on call (prod)',
      description: 'Who of Shop is on call. From teams/shop.yaml; swaps belong here, as overrides.',
      timeZone: 'Europe/Berlin',
      layer: {
        name: 'Rotation',
        rotationVirtualStart: '2026-01-05T09:00:00+01:00',
        rotationTurnLengthSeconds: 604_800,
        people: ['anna@example.com', 'ben@pager.example.com'],
        restrictions: [],
      },
    });
  });

  test('keeps its own length, handoff and time zone', () => {
    const onCall = {
      rotation: ['ben'],
      rotationDays: 1,
      handoffTime: '18:00',
      firstHandoff: '2026-06-03',
      timeZone: 'America/New_York',
    };
    const [shop] = planOf(aTeam('shop', { onCall }));
    expect(shop?.schedules[0]).toMatchObject({
      timeZone: 'America/New_York',
      layer: {
        rotationVirtualStart: '2026-06-03T18:00:00-04:00',
        rotationTurnLengthSeconds: 86_400,
        people: ['ben@pager.example.com'],
      },
    });
  });
});

describe('escalation', () => {
  const platform = aTeam('platform');
  const rulesOf = (escalation: object[]) =>
    planOf(aTeam('shop', { escalation }), platform).find(({ name }) => name === 'shop');

  test('without levels goes to the rotation of the platform team, and there ends', () => {
    const [own, shop] = planOf(aTeam('shop'), platform);
    expect(shop?.rules).toEqual([
      { escalationDelayInMinutes: 30, targets: [{ schedule: 'shop-on-call' }] },
      { escalationDelayInMinutes: 30, targets: [{ schedule: 'platform-on-call' }] },
    ]);
    expect(own?.rules).toEqual([
      { escalationDelayInMinutes: 30, targets: [{ schedule: 'platform-on-call' }] },
    ]);
  });

  test('tells each level at its time, levels of one time together, and nobody twice', () => {
    const plan = rulesOf([
      { afterMinutes: 45, to: ['team:platform'] },
      { afterMinutes: 15, to: ['ben'] },
      { afterMinutes: 15, to: ['onCall'] },
    ]);
    expect(plan?.rules).toEqual([
      { escalationDelayInMinutes: 15, targets: [{ schedule: 'shop-on-call' }] },
      {
        escalationDelayInMinutes: 30,
        targets: [{ person: 'ben@pager.example.com' }, { person: 'anna@example.com' }],
      },
      { escalationDelayInMinutes: 30, targets: [{ schedule: 'platform-on-call' }] },
    ]);
  });

  test('counts from the alert, not from the page', () => {
    const { alerting } = input([]);
    const late = { ...alerting, pageAfterMinutes: { P1: 10, P2: 15 } };
    const [shop] = pagerdutyPlan(
      input([aTeam('shop', { escalation: [{ afterMinutes: 25, to: ['ben'] }] })], { alerting: late }),
    );
    expect(shop?.rules[0]?.escalationDelayInMinutes).toBe(15);
  });

  test('of P2 alone is left out: low urgency does not escalate', () => {
    expect(rulesOf([{ afterMinutes: 60, to: ['ben'], priorities: ['P2'] }])?.rules).toHaveLength(1);
  });

  test('in a part of the week is a schedule of that part, beside the rotation, so that no later level comes early', () => {
    const plan = rulesOf([
      { afterMinutes: 10, to: ['anna'], during: 'businessHours' },
      { afterMinutes: 20, to: ['team:platform'], during: 'offHours' },
    ]);
    expect(plan?.rules.map(({ targets }) => targets)).toEqual([
      [{ schedule: 'shop-on-call' }],
      [{ schedule: 'shop-on-call' }, { schedule: 'shop-anna-business-hours' }],
      [{ schedule: 'shop-on-call' }, { schedule: 'shop-team-platform-off-hours' }],
    ]);
    expect(plan?.schedules.slice(1)).toEqual([
      expect.objectContaining({
        key: 'shop-anna-business-hours',
        title: 'shop: Anna, business hours (prod)',
        layer: expect.objectContaining({ people: ['anna@example.com'], restrictions: businessSpans(office) }),
      }),
      expect.objectContaining({
        key: 'shop-team-platform-off-hours',
        title: 'shop: platform, off hours (prod)',
        layer: expect.objectContaining({
          people: ['anna@example.com', 'ben@pager.example.com'],
          restrictions: offSpans(office),
        }),
      }),
    ]);
  });

  test('in off hours that never come is left out, and is not told always', () => {
    const businessHours = { days: [...around.days], start: '00:00', end: '24:00' };
    const escalation = [{ afterMinutes: 10, to: ['anna'], during: 'offHours' }];
    const [shop] = planOf(aTeam('shop', { businessHours, escalation }));
    expect(shop?.rules).toHaveLength(1);
    expect(shop?.schedules).toHaveLength(1);
  });
});

describe('faults', () => {
  test('name every team without a rotation, equal names, and keys that nothing would use', () => {
    const teams = [aTeam('a', { onCall: undefined }), aTeam('b'), aTeam('c', { displayName: 'b' })];
    const secrets = resolveSecrets({ pagerduty: { default: 'canary', a: { secretName: 's', key: 'k' } } });
    const run = () => pagerdutyPlan(input(teams, { secrets }));
    expect(run).toThrow(
      [
        "teams/a.yaml: onCall: is missing, and observatory:alerting.pagerduty.managed makes the team's schedule from it; write members and onCall.rotation, or set managed to false",
        'teams/c.yaml: displayName: "b" is that of another team, and names in PagerDuty must differ; write a different one',
        'observatory:secrets.pagerduty.default: is not used while observatory:alerting.pagerduty.managed is true, which makes the keys; remove it: pulumi config rm --path observatory:secrets.pagerduty.default',
        'observatory:secrets.pagerduty.a: is not used while observatory:alerting.pagerduty.managed is true, which makes the keys; remove it: pulumi config rm --path observatory:secrets.pagerduty.a',
      ].join('\n'),
    );
    expect(run).not.toThrow('canary');
  });

  test('of managed without enabled, and of a token in the cluster, say what to write', () => {
    expect(() => stackConfig({ alerting: { pagerduty: { managed: true } } })).toThrow(
      'observatory:alerting.pagerduty.managed: true makes services that no alert would reach',
    );
    expect(() => resolveSecrets({ pagerdutyApi: { token: { secretName: 'a', key: 'b' } } })).toThrow(
      'observatory:secrets.pagerdutyApi.token: what is there does not fit; write the value itself',
    );
  });
});

test('names carry the cluster and nothing that PagerDuty refuses', () => {
  expect(titled('R&D / <Core>', 'eu-1')).toBe('R and D - -Core- (eu-1)');
});
