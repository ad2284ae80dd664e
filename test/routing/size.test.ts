import { beforeAll, expect, test } from '@jest/globals';
import { configurationText } from '../../components/alerting';
import type { AlertmanagerConfig } from '../../routing/alertmanager';
import { ensureProgram } from '../../tools/build';
import { judge } from '../../tools/operator';
import { buildAlertmanager } from '../../routing';
import type { RoutedTeam } from '../../routing/model';
import { BUILD_TIMEOUT, input, yamlOf } from './support';

beforeAll(() => ensureProgram('operator'), BUILD_TIMEOUT);

/** What Kubernetes takes for all values of a Secret. */
const SECRET_LIMIT = 1_048_576;

/** The most that a team states: everything of its own, the holidays those of one of ten countries. */
const stating = (name: string, index: number): RoutedTeam => ({
  name,
  displayName: name,
  slackChannel: `#${name}-alerts`,
  emails: [`${name}@example.com`],
  businessHours: {
    timeZone: 'America/New_York',
    start: `0${String(index % 10)}:${String(10 + (index % 50))}`,
    end: '17:00',
  },
  holidays: Array.from(
    { length: 10 },
    (_, day) => `2026-${String(day + 1).padStart(2, '0')}-1${String(index % 10)}`,
  ),
  members: { lead: { email: `lead.${name}@example.com` } },
  escalation: [
    { afterMinutes: 15, to: ['lead'] },
    { afterMinutes: 60, to: ['team:team-0'] },
  ],
});
const plain = (name: string): RoutedTeam => ({
  name,
  displayName: name,
  slackChannel: `#${name}-alerts`,
  emails: [`${name}@example.com`],
});

const configFor = (team: (name: string, index: number) => RoutedTeam, count: number): AlertmanagerConfig => {
  const teams = Array.from({ length: count }, (_, index) => team(`team-${String(index)}`, index));
  const names = teams.map(({ name }) => name);
  const { config } = buildAlertmanager(
    {
      ...input,
      teams,
      platformTeam: 'team-0',
      ownCredentials: { slack: names, pagerduty: names.flatMap((name) => [`${name}.high`, `${name}.low`]) },
    },
    (path) => `/etc/alertmanager/secrets/alertmanager-credentials/${path}`,
  );
  return config;
};
const yamlFor = (team: (name: string, index: number) => RoutedTeam, count: number): string =>
  configurationText(configFor(team, count));

test('more than a Secret takes is refused before Kubernetes does', () => {
  const config = configFor(stating, 300);
  expect(Buffer.byteLength(yamlOf(config))).toBeGreaterThan(SECRET_LIMIT);
  expect(() => configurationText(config)).toThrow(
    /^teams: the configuration of Alertmanager is \d+ KiB, and a Secret takes 1024 KiB; state fewer/,
  );
});

test('200 teams that state everything fit a Secret, 200 ordinary ones with a quarter to spare', () => {
  expect(Buffer.byteLength(yamlFor(stating, 200))).toBeLessThan(SECRET_LIMIT);
  expect(Buffer.byteLength(yamlFor(plain, 200))).toBeLessThan(0.75 * SECRET_LIMIT);
});

test('a team adds the same wherever it stands: the tree does not grow with teams times windows', () => {
  const bytes = [50, 100, 150].map((count) => Buffer.byteLength(yamlFor(plain, count)));
  const [first = 0, second = 0, third = 0] = bytes;
  expect((third - second) / (second - first)).toBeCloseTo(1, 1);
});

test('the operator reads 200 teams, shared parts and all', async () => {
  const metadata = (name: string): object => ({ name, namespace: 'observatory' });
  const { report } = await judge([
    { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'observatory' } },
    {
      apiVersion: 'monitoring.coreos.com/v1',
      kind: 'Alertmanager',
      metadata: metadata('main'),
      spec: { version: 'v0.34.2', configSecret: 'configuration' },
    },
    {
      apiVersion: 'v1',
      kind: 'Secret',
      metadata: metadata('configuration'),
      stringData: { 'alertmanager.yaml': yamlFor(stating, 200) },
    },
  ]);
  expect(report.faults).toEqual([]);
});
