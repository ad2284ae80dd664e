import { beforeAll, expect, test } from '@jest/globals';
import { unwatchedChannels } from '../../routing/brokenChannel';
import { routesTest } from '../../tools/amtool';
import { ensureProgram } from '../../tools/build';
import { BUILD_TIMEOUT, input, setupOf, yamlOf } from './support';

beforeAll(() => ensureProgram('amtool'), BUILD_TIMEOUT);

const off = { enabled: false };
const mailOff = { ...input.email, enabled: false };

const told = (integration: string, changes: Parameters<typeof setupOf>[0] = {}): Promise<readonly string[]> =>
  routesTest(yamlOf(setupOf(changes).config), {
    alertname: 'NotificationsFailing',
    integration,
    priority: integration === 'pagerduty' ? 'P1' : 'P2',
    severity: integration === 'pagerduty' ? 'critical' : 'warning',
    team: 'platform',
  });

test.each([
  ['pagerduty', ['platform-chat', 'platform-mail']],
  ['slack', ['platform-page-low', 'platform-mail']],
  ['email', ['platform-page-low', 'platform-chat']],
  ['webhook', ['platform-page-low', 'platform-chat']],
])('Alertmanager’s own router takes the alert about %s past that channel', async (integration, receivers) => {
  expect(await told(integration)).toEqual(receivers);
});

test('a channel that is off is no way past another one', async () => {
  expect(await told('slack', { email: mailOff })).toEqual(['platform-page-low']);
  expect(await told('pagerduty', { email: mailOff })).toEqual(['platform-chat']);
  expect(await told('slack', { pagerduty: off })).toEqual(['platform-mail']);
});

test('the only channel is told by itself, for want of another; the plan warns of it', async () => {
  const alone = { pagerduty: off, email: mailOff, heartbeat: { enabled: false, intervalSeconds: 60 } };
  expect(await told('slack', alone)).toEqual(['platform-chat']);
  expect(unwatchedChannels({ ...input, ...alone })).toEqual([
    'observatory:alerting: when Slack does not work, nothing else tells so; set observatory:alerting.pagerduty.enabled or observatory:alerting.email.enabled to true',
  ]);
  expect(unwatchedChannels(input)).toEqual([]);
});

test('none of these routes waits for business hours or for a quarter of an hour', () => {
  const routes = (setupOf().config.route.routes ?? []).filter(({ matchers = [] }) =>
    matchers.includes('alertname="NotificationsFailing"'),
  );
  expect(routes.map(({ receiver, group_wait }) => [receiver, group_wait])).toEqual([
    ['platform-chat', '10s'],
    ['platform-mail', '10s'],
    ['platform-page-low', '30s'],
    ['platform-mail', '30s'],
    ['platform-page-low', '30s'],
    ['platform-chat', '30s'],
    ['platform-page-low', '30s'],
    ['platform-chat', '30s'],
  ]);
  for (const route of routes) {
    expect(Object.keys(route).filter((key) => key.endsWith('_time_intervals'))).toEqual([]);
  }
});
