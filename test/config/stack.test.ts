import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { resolveStack } from '../../config/stack';
import { resolveSecrets } from '../../config/resolve';
import { relaxed } from '../support/configs';
import { faultsOf, flaw } from './support/messages';

/** What the engine hands over: scalars as they are, the rest as JSON. */
const texts = (stack: Readonly<Record<string, unknown>>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(stack).map(([key, value]) => [
      key,
      typeof value === 'string' ? value : JSON.stringify(value),
    ]),
  );

const sound = texts(
  Object.fromEntries(Object.entries(relaxed).map(([key, value]) => [`observatory:${key}`, value])),
);
const faults = (more: Readonly<Record<string, unknown>>, secretKeys: readonly string[] = []) =>
  faultsOf(() => resolveStack({ ...sound, ...texts(more) }, secretKeys));

describe('keys as the engine hands them over', () => {
  test('what `pulumi config set --path observatory:metrics.retentionDays 30` stores is taken', () => {
    const { config } = resolveStack({ ...sound, 'observatory:metrics': '{"retentionDays":30}' }, []);
    expect(config.metrics.retentionDays).toBe(30);
  });

  test('the same without --path is told, with the commands that repair it', () => {
    expect(faults({ 'observatory:metrics.retentionDays': '30' })).toEqual([
      "observatory:metrics.retentionDays: is one key with a dot in it, because it was set without --path; write: pulumi config rm 'observatory:metrics.retentionDays' && pulumi config set --path 'observatory:metrics.retentionDays' <value>",
    ]);
    expect(faults({ 'observatory:secrets.slack.default': 'hunter2' })).toEqual([
      "observatory:secrets.slack.default: is one key with a dot in it, because it was set without --path; write: pulumi config rm 'observatory:secrets.slack.default' && pulumi config set --secret --path 'observatory:secrets.slack.default' <value>",
    ]);
  });

  test.each(['observatroy', 'Observatory', 'observatry', 'observatory-', 'OBSERVATORY'])(
    'the misspelt namespace %s is told',
    (namespace) => {
      expect(faults({ [`${namespace}:metrics`]: {} })).toEqual([
        `${namespace}:metrics: unknown namespace; did you mean "observatory:metrics"?`,
      ]);
    },
  );

  test('namespaces of providers and of other projects are not looked at', () => {
    expect(faults({ 'aws:region': 'eu-central-1', 'kubernetes:context': 'x', 'shop:metrics': '{' })).toEqual(
      [],
    );
  });

  test('JSON that is none stays text and is told as such', () => {
    expect(faults({ 'observatory:metrics': '{"retentionDays":' })).toEqual([
      expect.stringMatching(/^observatory:metrics: ".*" does not fit; write a map with the keys replicas, /),
    ]);
  });

  test('a misspelt namespace, a faulty key and a faulty secret are told together', () => {
    const told = faults({
      'observatroy:grafana': {},
      'observatory:metrics': { retentionDays: 0 },
      'observatory:secrets': { slak: {} },
    });
    expect(told.map((fault) => fault.split(': ')[0])).toEqual([
      'observatroy:grafana',
      'observatory:metrics.retentionDays',
      'observatory:secrets.slak',
    ]);
  });
});

describe('secrets', () => {
  test('are values, or point at an existing Secret', () => {
    const given = resolveSecrets({
      slack: { default: 'https://hooks', orders: { secretName: 'hooks.orders', key: 'url' } },
      smtp: { password: 'p' },
      heartbeat: {},
    });
    expect([...given]).toEqual([
      ['slack.default', 'https://hooks'],
      ['slack.orders', { secretName: 'hooks.orders', key: 'url' }],
      ['smtp.password', 'p'],
    ]);
  });

  test('there may be none', () => {
    expect([...resolveSecrets(undefined)]).toEqual([]);
    expect([...resolveSecrets({})]).toEqual([]);
  });

  test.each<[string, unknown, string]>([
    ['an unknown group', { slak: { default: 'hunter2' } }, 'slak: unknown key; did you mean "slack"?'],
    [
      'an unknown secret',
      { smtp: { pasword: 'hunter2' } },
      'smtp.pasword: unknown key; did you mean "password"?',
    ],
    [
      'a value in place of the group',
      { slack: 'hunter2' },
      'slack: what is there does not fit; write a map with the entry `default`, and one named after each team that has its own',
    ],
    [
      'a value in place of everything',
      'hunter2',
      ': what is there does not fit; write a map with the keys slack, pagerduty, pagerdutyApi, smtp, heartbeat, grafana',
    ],
    [
      'an empty value',
      { smtp: { password: '' } },
      'smtp.password: is empty; write the value (with `pulumi config set --secret`), or {secretName, key} of an existing Secret',
    ],
    [
      'a number',
      { smtp: { password: 12345 } },
      'smtp.password: what is there does not fit; write the value (with `pulumi config set --secret`), or {secretName, key} of an existing Secret',
    ],
    [
      'a list',
      { smtp: { password: ['hunter2'] } },
      'smtp.password: what is there does not fit; write the value (with `pulumi config set --secret`), or {secretName, key} of an existing Secret',
    ],
    [
      'a reference without key',
      { smtp: { password: { secretName: 'a' } } },
      'smtp.password.key: is missing; write a key of a Kubernetes Secret',
    ],
    [
      'a misspelt reference',
      { smtp: { password: { secretname: 'a', key: 'b' } } },
      'smtp.password.secretname: unknown key; did you mean "secretName"?',
    ],
    [
      'an impossible reference',
      { smtp: { password: { secretName: 'hunter2!', key: 'b' } } },
      'smtp.password.secretName: what is there does not fit; write the name of a Kubernetes object (lower-case letters, digits, dashes and dots), at most 253 characters',
    ],
    [
      'a webhook that is no URL',
      { slack: { default: 'hunter2' } },
      'slack.default: is no URL; write one that starts with http:// or https://, with nothing before or after it',
    ],
    [
      'a heartbeat that is no web address',
      { heartbeat: { url: 'ftp://hunter2' } },
      'heartbeat.url: is no URL; write one that starts with http:// or https://, with nothing before or after it',
    ],
    [
      'a URL pasted with its line break',
      { slack: { default: 'https://hooks.example.com/hunter2\n' } },
      'slack.default: is no URL; write one that starts with http:// or https://, with nothing before or after it',
    ],
    [
      'a reference to a Secret that the stack makes itself',
      { slack: { default: { secretName: 'alertmanager-credentials', key: 'slack.default' } } },
      'slack.default.secretName: names a Secret that the stack makes itself, from the very values given here; write the name of a Secret of your own, or the value',
    ],
    [
      'a name that is no team',
      { slack: { 'Team A': 'hunter2' } },
      'slack["Team A"]: this name must be a name of lower-case letters, digits and dashes',
    ],
  ])('%s is told, without what was written', (_, secrets, says) => {
    const told = faults({ 'observatory:secrets': secrets }, ['observatory:secrets']);
    expect(told).toEqual([`observatory:secrets${says.startsWith(':') ? '' : '.'}${says}`]);
    expect(told.map(flaw)).toEqual([undefined]);
  });

  test('anywhere else they are refused, and not shown', () => {
    const told = faults({ 'observatory:alerting': { email: { enabled: 'hunter2', usrname: 'hunter2' } } }, [
      'observatory:alerting',
    ]);
    expect(told).toEqual([
      'observatory:alerting: holds a secret, which only observatory:secrets may; set it again without --secret, or if it is one, there: pulumi config set --secret --path observatory:secrets.<name> (names in docs/config.md)',
      'observatory:alerting.email.enabled: what is there does not fit; write true or false',
      'observatory:alerting.email.usrname: unknown key; did you mean "username"?',
    ]);
  });

  test('are in no message, wherever they stand and whatever else is wrong', () => {
    const secret = 's3cr3t';
    const leaf = fc.oneof(
      fc.constant(secret),
      fc.constant([secret]),
      fc.constant({ secure: secret }),
      fc.integer(),
    );
    const group = fc.dictionary(
      fc.constantFrom('default', 'orders', 'password', 'url', 'X y', 'enabled'),
      leaf,
    );
    const value = fc.oneof(
      leaf,
      fc.dictionary(fc.constantFrom('slack', 'smtp', 'heartbeat', 'slak', 'email'), fc.oneof(group, leaf)),
    );
    const key = fc.constantFrom(
      'secrets',
      'secret',
      'alerting',
      'alertng',
      'metrics',
      'preset',
      'zzz',
      'access',
    );
    fc.assert(
      fc.property(fc.dictionary(key, value), (stack) => {
        const given = Object.fromEntries(
          Object.entries(stack).map(([name, one]) => [`observatory:${name}`, one]),
        );
        const told = faults(given, Object.keys(given));
        expect(told.join('\n')).not.toContain(secret);
        for (const fault of told) expect([fault, flaw(fault)]).toEqual([fault, undefined]);
      }),
      { numRuns: 500 },
    );
  });
});
