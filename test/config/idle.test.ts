import { expect, test } from '@jest/globals';
import type { Content } from '../../config/content';
import { idleWarnings } from '../../config/idle';
import type { PlainObject } from '../../config/merge';
import { anApplication, production, stackConfig } from '../support/configs';

const content = (...applications: Content['applications']): Content => ({
  teams: [],
  applications,
  rules: [],
  maintenance: [],
  endedMaintenance: [],
  dashboardsFolder: '',
  unselected: [],
});
const oidc = {
  name: 'SSO',
  authUrl: 'https://sso/a',
  tokenUrl: 'https://sso/t',
  apiUrl: 'https://sso/u',
  clientId: 'grafana',
  scopes: 'openid',
  roleAttributePath: "'Viewer'",
};
const warnings = (changes: PlainObject, given: string[] = [], read: string[] = [], of = content()) =>
  idleWarnings(stackConfig(changes, production), of, given, read);
const unread = (path: string) =>
  `observatory:secrets.${path}: nothing reads it in this configuration; switch on what it is for, or remove it with: pulumi config rm --path 'observatory:secrets.${path}'`;

test('a secret that nothing reads is told, one that something reads is not', () => {
  const all = [
    'slack.default',
    'slack.orders',
    'smtp.password',
    'heartbeat.url',
    'pagerdutyApi.token',
    'grafana.oidcClientSecret',
  ];
  expect(warnings({}, all, ['slack.default', 'heartbeat.url'])).toEqual([
    unread('grafana.oidcClientSecret'),
    unread('pagerdutyApi.token'),
    unread('slack.orders'),
    unread('smtp.password'),
  ]);
  expect(
    warnings(
      { access: { oidc }, alerting: { pagerduty: { managed: true } } },
      ['grafana.oidcClientSecret', 'pagerdutyApi.token'],
      [],
    ),
  ).toEqual([]);
});

test('single sign-on of a Grafana that is not deployed is idle, with its secret and its URL', () => {
  const access = { oidc, urls: { grafana: 'https://grafana.example.com' } };
  expect(warnings({ grafana: { enabled: false }, access }, ['grafana.oidcClientSecret'])).toEqual([
    'observatory:access.oidc: has no effect while grafana.enabled is false',
    'observatory:access.urls.grafana: has no effect while grafana.enabled is false',
    unread('grafana.oidcClientSecret'),
  ]);
});

test('a mail server without mail is idle', () => {
  const email = { smarthost: 'smtp.example.com:587', from: 'a@example.com', username: 'u' };
  expect(warnings({ alerting: { email } })).toEqual(
    ['smarthost', 'from', 'username'].map(
      (key) => `observatory:alerting.email.${key}: has no effect while alerting.email.enabled is false`,
    ),
  );
  expect(warnings({ alerting: { email: { ...email, enabled: true } } })).toEqual([]);
});

test('levels of escalation that nobody would be told of are named by team', () => {
  const team = (name: string, escalation = {}) => ({
    name,
    displayName: name,
    contact: name,
    slackChannel: `#${name}`,
    emails: [`${name}@example.com`],
    ...escalation,
  });
  const levels = { escalation: [{ afterMinutes: 30, to: ['team:platform'] }] };
  const of = { ...content(), teams: [team('platform'), team('orders', levels)] };
  const pager = { enabled: true, managed: false };
  expect(warnings({ alerting: { pagerduty: pager } }, [], [], of)).toEqual([
    'escalation of orders (teams/*.yaml) reaches nobody: it is told by e-mail, and by a managed PagerDuty; set observatory:alerting.email.enabled or observatory:alerting.pagerduty.managed to true',
  ]);
  expect(warnings({ alerting: { pagerduty: { enabled: true, managed: true } } }, [], [], of)).toEqual([]);
  const email = { enabled: true, smarthost: 'smtp.example.com:587', from: 'a@example.com' };
  expect(warnings({ alerting: { pagerduty: pager, email } }, [], [], of)).toEqual([]);
});

test('probes that nothing requests are told by application', () => {
  const probes = [{ name: 'home', url: 'https://shop.example.com' }];
  const of = content(
    anApplication('shop', { probes }),
    anApplication('quiet'),
    anApplication('pay', { probes }),
  );
  expect(warnings({ synthetics: { enabled: false } }, [], [], of)).toEqual([
    'observatory:synthetics.enabled is false: nothing requests the probes of shop, pay, and no alert comes of them',
  ]);
  expect(warnings({}, [], [], of)).toEqual([]);
});
