import { describe, expect, test } from '@jest/globals';
import { inhibitions, standingRules } from '../../routing/inhibition';
import { lateSources } from '../../routing/order';
import { buildRules } from '../../rules';
import type { PlainRuleGroup } from '../../rules/model';
import { defaults } from '../../config/presets';
import { input } from '../rules/fixture';
import { store } from '../rules/fixture/dependencies';
import { broker } from '../rules/fixture/integrations';
import { fund } from '../rules/fixture/objectives';
import { anApplication } from '../support/configs';

const rulesOf = (changes = {}): PlainRuleGroup[] =>
  buildRules({
    applications: [
      anApplication('shop', {
        workload: { kind: 'Deployment', name: 'shop' },
        probes: [{ name: 'home', url: 'http://shop.shop.svc/' }],
        ...changes,
      }),
      broker({ team: 'orders', ...changes }),
      store({ team: 'orders', ...changes }),
    ],
    teams: [
      {
        name: 'orders',
        displayName: 'Orders',
        contact: '#orders',
        slackChannel: '#orders-alerts',
        emails: ['orders@example.com'],
      },
    ],
    platformTeam: 'orders',
    nodes: defaults.alerting.nodes,
    ownGroups: [],
    cluster: 'eu-1',
    environment: 'prod',
    runbooksUrl: 'https://example.com/runbooks',
    urls: { grafana: 'https://g', prometheus: 'https://p', alertmanager: 'https://a' },
    retentionDays: 15,
    budgetWindowDays: 30,
    evaluationIntervalSeconds: 30,
    applicationScrapeIntervalSeconds: 15,
    probeIntervalSeconds: 30,
  });

const alertNames = (groups: readonly PlainRuleGroup[]): Set<string> =>
  new Set(
    groups.flatMap(({ group }) => group.rules.flatMap((rule) => ('alert' in rule ? [rule.alert] : []))),
  );

describe('between alerts about the same thing', () => {
  test('every source and every target is an alert that exists', () => {
    const named = new Set(inhibitions.flatMap(({ source, targets }) => [source, ...targets]));
    const existing = new Set([
      ...alertNames(rulesOf()),
      ...alertNames(buildRules(input({ applications: [fund] }))),
    ]);
    expect([...named].filter((name) => !existing.has(name))).toEqual([]);
  });

  test('a fast burn silences the slow one of the same objective, and of no other', () => {
    expect(standingRules).toContainEqual({
      source_matchers: ['alertname="LatencyBudgetBurnFast"', 'application!=""', 'tenant_namespace=""'],
      target_matchers: ['alertname=~"LatencyBudgetBurnSlow"'],
      equal: ['cluster', 'environment', 'application', 'slo'],
    });
  });

  test('no alert explains itself, and none is explained by what it explains', () => {
    const pairs = inhibitions.flatMap(({ source, targets }) => targets.map((target) => [source, target]));
    expect(pairs.filter(([source, target]) => source === target)).toEqual([]);
    expect(
      pairs.filter(([source, target]) => pairs.some(([other, back]) => other === target && back === source)),
    ).toEqual([]);
  });

  test('with the default thresholds each source fires no later than its targets', () => {
    expect(lateSources(rulesOf())).toEqual([]);
  });

  test('a source that waits longer than its targets is named with both times', () => {
    expect(lateSources(rulesOf({ alerts: { serviceDown: { forMinutes: 10 } } }))).toEqual([
      'application shop: ServiceDown fires after 10m, too late to spare anybody HighErrorRate, which fires after 5m; make the first wait no longer than the second',
      'application shop: ServiceDown fires after 10m, too late to spare anybody CriticalErrorRate, which fires after 5m; make the first wait no longer than the second',
      'application shop: ServiceDown fires after 10m, too late to spare anybody HighLatency, which fires after 5m; make the first wait no longer than the second',
    ]);
  });

  test('a breaker that waits longer than the errors of the same third party is named, and not for another one', () => {
    const changes = { thirdParties: { quotes: { alerts: { circuitBreaker: { forMinutes: 6 } } } } };
    expect(lateSources(buildRules(input({ applications: [broker(changes)] })))).toEqual([
      'application broker: ThirdPartyCircuitBreakerOpen fires after 6m, too late to spare anybody ThirdPartyFailing, which fires after 5m; make the first wait no longer than the second',
      'application broker: ThirdPartyCircuitBreakerOpen fires after 6m, too late to spare anybody ThirdPartyUnavailable, which fires after 5m; make the first wait no longer than the second',
    ]);
  });

  test('what explains the failing calls of one third party says nothing of another', () => {
    const rules = standingRules.filter(({ target_matchers }) =>
      target_matchers.some((matcher) => matcher.includes('ThirdParty')),
    );
    expect(rules.map(({ equal }) => equal)).toEqual(
      [1, 2, 3].map(() => ['cluster', 'environment', 'third_party', 'application']),
    );
  });

  test('a source about a node that waits longer than its target is named too', () => {
    const rule = (alert: string, wait: '5m' | '10m') => ({
      alert,
      expr: 'vector(1)',
      for: wait,
      labels: { severity: 'warning', priority: 'P2', team: 'platform' },
      annotations: {},
    });
    const rules = [rule('NodeMemoryNearlyExhausted', '10m'), rule('NodeMemoryHigh', '5m')];
    expect(lateSources([{ team: 'platform', group: { name: 'nodes', rules } }])).toEqual([
      'NodeMemoryNearlyExhausted fires after 10m, too late to spare anybody NodeMemoryHigh, which fires after 5m; make the first wait no longer than the second',
    ]);
  });

  test('an outage silences the symptoms of the same application only', () => {
    expect(standingRules[0]).toEqual({
      source_matchers: ['alertname="ServiceDown"', 'application!=""', 'tenant_namespace=""'],
      target_matchers: [
        'alertname=~"ProbeFailed|CriticalErrorRate|HighErrorRate|HighLatency|AvailabilityBudgetBurnFast|AvailabilityBudgetBurnSlow|LatencyBudgetBurnFast|LatencyBudgetBurnSlow|SuccessBudgetBurnFast|SuccessBudgetBurnSlow"',
      ],
      equal: ['cluster', 'environment', 'application'],
    });
  });

  test('a disk that is full silences that it was filling, and no other disk', () => {
    expect(standingRules).toContainEqual({
      source_matchers: ['alertname="NodeDiskNearlyExhausted"', 'instance!=""', 'tenant_namespace=""'],
      target_matchers: ['alertname=~"NodeDiskAlmostFull"'],
      equal: ['cluster', 'environment', 'instance', 'device'],
    });
  });
});

test('a worse severity silences a lesser one of the same alert on the same thing', () => {
  const things = [
    'alertname',
    'cluster',
    'environment',
    'namespace',
    'application',
    'dependency',
    'slo',
    'integration',
    'third_party',
    'job',
    'instance',
    'device',
    'mountpoint',
    'persistentvolumeclaim',
  ];
  expect(standingRules.filter(({ target_matchers: [first] }) => first?.startsWith('severity=~'))).toEqual([
    {
      source_matchers: ['severity="critical"', 'tenant_namespace=""'],
      target_matchers: ['severity=~"warning|info"'],
      equal: things,
    },
    {
      source_matchers: ['severity="warning"', 'tenant_namespace=""'],
      target_matchers: ['severity=~"info"'],
      equal: things,
    },
  ]);
});

test('the chart’s InfoInhibitor silences the chart’s info alerts, and never a P4 of ours', () => {
  expect(standingRules.at(-1)).toEqual({
    source_matchers: ['alertname="InfoInhibitor"', 'tenant_namespace=""'],
    target_matchers: ['severity="info"', 'priority=""'],
    equal: ['cluster', 'environment', 'namespace'],
  });
});
