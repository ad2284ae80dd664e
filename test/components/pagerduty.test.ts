import { beforeAll, describe, expect, test } from '@jest/globals';
import * as pulumi from '@pulumi/pulumi';
import { Alerting } from '../../components/alerting';
import { PagerDuty, pagerdutyProvider } from '../../components/pagerduty';
import { userIds } from '../../components/pagerduty/users';
import { UserError } from '../../config/errors';
import { resolveSecrets } from '../../config/resolve';
import { team as teamSchema, type Team } from '../../config/schema/team';
import type { Invoke } from '../../plan/invokes';
import { record } from '../../plan/recorder';
import { childrenOf, isSecretAt, theResource, type Recording } from '../../plan/recording';
import { stackConfig } from '../support/configs';
import { listed } from '../support/recorded';

const aTeam = (name: string, displayName: string, changes: object = {}): Team => ({
  name,
  ...teamSchema.parse({
    displayName,
    contact: 'x',
    slackChannel: '#x',
    emails: ['x@example.com'],
    members: { anna: { email: 'anna@example.com' }, ben: { email: 'ben@example.com' } },
    onCall: { rotation: ['anna', 'ben'] },
    ...changes,
  }),
});

const businessHours = { timeZone: 'Europe/Berlin', days: ['mon', 'tue'], start: '09:00', end: '17:00' };
const { alerting } = stackConfig({
  alerting: { businessHours, pagerduty: { enabled: true, managed: true } },
});
const teams = [
  aTeam('platform', 'Platform'),
  aTeam('shop', 'Shop', {
    description: 'The demo shop.',
    escalation: [
      { afterMinutes: 15, to: ['ben'] },
      { afterMinutes: 30, to: ['team:platform'] },
    ],
  }),
];
const secrets = resolveSecrets({ pagerdutyApi: { token: 'canary-token' } });
const setup = {
  config: { global: {}, templates: [], route: { receiver: 'a' }, inhibit_rules: [], receivers: [] },
  templates: {},
  secrets: ['pagerduty.platform', 'pagerduty.shop'] as const,
};

const program = (changes: object = {}) => {
  const args = { cluster: 'prod', teams, secrets, alerting, protectSchedules: true, ...changes };
  const providers = [pagerdutyProvider(alerting.pagerduty, secrets, 'fail')];
  const { integrationKeys: made } = new PagerDuty('pagerduty', args, { providers });
  new Alerting('alerting', { setup, secrets: resolveSecrets({}), made, whenMissing: 'fail' });
};
const run = (changes: object = {}, invokes: Readonly<Record<string, Invoke>> = {}): Promise<Recording> => {
  const options = { project: 'observatory', stack: 'test', invokes };
  return record(() => {
    program(changes);
  }, options);
};

const user = (address: string) => `<PagerDuty user ${address}>`;

describe('PagerDuty as code', () => {
  let recording: Recording;
  const resource = (type: string, name: string) => theResource(recording, type, name);
  const urn = (type: string, name: string) => resource(`pagerduty:index/${type}`, name).urn;

  beforeAll(async () => {
    recording = await run();
  });

  test('makes exactly these objects for two teams, each a child of the component, under its own provider', () => {
    const children = childrenOf(recording, 'pagerduty');
    expect(listed(children)).toEqual([
      'EscalationPolicy pagerduty-platform',
      'EscalationPolicy pagerduty-shop',
      'Schedule pagerduty-platform-on-call',
      'Schedule pagerduty-shop-on-call',
      'Service pagerduty-platform',
      'Service pagerduty-shop',
      'ServiceIntegration pagerduty-platform-alertmanager',
      'ServiceIntegration pagerduty-shop-alertmanager',
      'Team pagerduty-platform',
      'Team pagerduty-shop',
    ]);
    const provider = resource('pulumi:providers:pagerduty', 'pagerduty').urn;
    expect(new Set(children.map((child) => child.provider))).toEqual(new Set([provider]));
    expect(new Set(children.map(({ version }) => version))).toEqual(new Set(['3.4.0']));
  });

  test('a schedule holds the rotation, belongs to the team, and cannot be deleted by accident', () => {
    const schedule = resource('pagerduty:index/schedule:Schedule', 'pagerduty-shop-on-call');
    expect(schedule.inputs).toEqual({
      name: 'Shop: on call (prod)',
      description: 'Who of Shop is on call. From teams/shop.yaml; swaps belong here, as overrides.',
      timeZone: 'Europe/Berlin',
      teams: ['<id of pagerduty-shop>'],
      layers: [
        {
          name: 'Rotation',
          start: '2026-01-05T09:00:00+01:00',
          rotationVirtualStart: '2026-01-05T09:00:00+01:00',
          rotationTurnLengthSeconds: 604_800,
          users: [user('anna@example.com'), user('ben@example.com')],
          restrictions: [],
        },
      ],
    });
    expect(schedule.options.protect).toBe(true);
    expect(schedule.dependencies).toEqual([urn('team:Team', 'pagerduty-shop')]);
  });

  test('an escalation policy goes from the rotation to people and to the rotation of another team', () => {
    const policy = resource('pagerduty:index/escalationPolicy:EscalationPolicy', 'pagerduty-shop');
    expect(policy.inputs).toEqual({
      name: 'Shop (prod)',
      description: 'The demo shop.',
      numLoops: 3,
      teams: '<id of pagerduty-shop>',
      rules: [
        {
          escalationDelayInMinutes: 15,
          targets: [{ type: 'schedule_reference', id: '<id of pagerduty-shop-on-call>' }],
        },
        {
          escalationDelayInMinutes: 15,
          targets: [{ type: 'user_reference', id: user('ben@example.com') }],
        },
        {
          escalationDelayInMinutes: 30,
          targets: [{ type: 'schedule_reference', id: '<id of pagerduty-platform-on-call>' }],
        },
      ],
    });
    expect(policy.dependencies).toEqual(
      [
        urn('schedule:Schedule', 'pagerduty-platform-on-call'),
        urn('schedule:Schedule', 'pagerduty-shop-on-call'),
        urn('team:Team', 'pagerduty-shop'),
      ].sort(),
    );
  });

  test('a service is high for critical and low for warning, and raises what is open when support hours begin', () => {
    const service = resource('pagerduty:index/service:Service', 'pagerduty-shop');
    expect(service.inputs).toEqual({
      name: 'Shop (prod)',
      description: 'The demo shop.',
      escalationPolicy: '<id of pagerduty-shop>',
      alertCreation: 'create_alerts_and_incidents',
      autoResolveTimeout: '86400',
      incidentUrgencyRule: {
        type: 'use_support_hours',
        duringSupportHours: { type: 'constant', urgency: 'severity_based' },
        outsideSupportHours: { type: 'constant', urgency: 'severity_based' },
      },
      supportHours: {
        type: 'fixed_time_per_day',
        timeZone: 'Europe/Berlin',
        daysOfWeeks: [1, 2],
        startTime: '09:00:00',
        endTime: '17:00:00',
      },
      scheduledActions: [
        {
          type: 'urgency_change',
          toUrgency: 'high',
          ats: [{ type: 'named_time', name: 'support_hours_start' }],
        },
      ],
    });
    expect(service.dependencies).toEqual([urn('escalationPolicy:EscalationPolicy', 'pagerduty-shop')]);
  });

  test('integration keys and the token are secret wherever they stand', () => {
    const integration = resource(
      'pagerduty:index/serviceIntegration:ServiceIntegration',
      'pagerduty-shop-alertmanager',
    );
    expect(integration.inputs).toEqual({
      name: 'Alertmanager',
      service: '<id of pagerduty-shop>',
      type: 'events_api_v2_inbound_integration',
    });
    expect(integration.options.additionalSecretOutputs).toEqual(['integrationKey']);
    expect(isSecretAt(resource('pulumi:providers:pagerduty', 'pagerduty'), 'token')).toBe(true);

    const secret = resource('Secret', 'alertmanager-credentials');
    expect(secret.inputs['stringData']).toEqual({
      'pagerduty.platform': '<generated key of pagerduty-platform-alertmanager>',
      'pagerduty.shop': '<generated key of pagerduty-shop-alertmanager>',
    });
    for (const path of ['pagerduty.platform', 'pagerduty.shop']) {
      expect(isSecretAt(secret, ['stringData', path])).toBe(true);
    }
    expect(secret.dependencies).toContain(integration.urn);

    const inClear = recording.resources.filter((each) => {
      const text = JSON.stringify([each.inputs, each.outputs]);
      return each !== secret && (text.includes('<generated key') || text.includes('canary'));
    });
    expect(listed(inClear)).toEqual(['pagerduty pagerduty']);
    expect(JSON.stringify([recording.logs, recording.outputs])).not.toMatch(/generated key|canary/);
  });

  test('the component registers its outputs, and its inputs are names only', () => {
    const component = resource('observatory:index:PagerDuty', 'pagerduty');
    expect(component.outputs).toEqual({});
    expect(component.inputs).toEqual({ cluster: 'prod', teams: ['platform', 'shop'] });
  });
});

test('each person is looked up once, through the provider of the stack', async () => {
  const asked: unknown[] = [];
  const getUser: Invoke = ({ email = '' }) => {
    asked.push(email);
    return { id: 'U', email, name: email };
  };
  await run({}, { 'pagerduty:index/getUser:getUser': getUser });
  expect(asked.sort()).toEqual(['anna@example.com', 'ben@example.com']);
});

test('everyone whom PagerDuty does not know is named, in one fault whose words last', async () => {
  const getUser: Invoke = ({ email }) => {
    const address = typeof email === 'string' ? email : '';
    const reason = address.startsWith('root')
      ? 'Forbidden'
      : `Unable to locate any user with the email: ${address}`;
    throw Object.assign(new Error(reason), { details: reason });
  };
  let fault: unknown;
  const look = async () => {
    await userIds(['a@example.com', 'b@example.com', 'root@example.com'], {}).catch((error: unknown) => {
      fault = error;
    });
  };
  await record(look, { project: 'p', stack: 's', invokes: { 'pagerduty:index/getUser:getUser': getUser } });
  expect(pulumi.RunError.isInstance(fault)).toBe(true);
  (fault as Error).message = `error serializing property "layers": ${(fault as Error).message}`;
  const lines = (fault as Error).message.split('\n');
  expect(lines).toEqual([
    expect.stringMatching(/^PagerDuty has no user a@example\.com, .*write pagerdutyEmail/),
    expect.stringMatching(/^PagerDuty has no user b@example\.com, /),
    expect.stringMatching(/^PagerDuty cannot be asked for its user root@example\.com: .*Forbidden/),
  ]);
});

test('schedules may be left unprotected, to remove one', async () => {
  const recording = await run({ protectSchedules: false });
  const schedule = theResource(recording, 'Schedule', 'pagerduty-shop-on-call');
  expect(schedule.options.protect).toBe(false);
});

test('an account in Europe is addressed there, and a missing token is told before anything is made', async () => {
  const settings = { ...alerting.pagerduty, region: 'eu' as const };
  const make = (whenMissing: 'fail' | 'placeholder', given = resolveSecrets({})) =>
    record(() => void pagerdutyProvider(settings, given, whenMissing), { project: 'p', stack: 's' });
  const provider = theResource(await make('placeholder'), 'pulumi:providers:pagerduty', 'pagerduty');
  expect(provider.inputs).toMatchObject({
    serviceRegion: 'eu',
    token: '<missing secret observatory:secrets.pagerdutyApi.token>',
  });
  expect(isSecretAt(provider, 'token')).toBe(true);
  await expect(make('fail')).rejects.toThrow(UserError);
  await expect(make('fail')).rejects.toThrow(
    'observatory:secrets.pagerdutyApi.token: is missing; set it with: pulumi config set --secret',
  );
});
