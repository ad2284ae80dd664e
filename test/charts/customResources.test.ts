import { describe, expect, it, jest } from '@jest/globals';
import { customResourceFaults } from '../../charts/customResources';

const object = (kind: string, spec: unknown, version = 'v1', metadata: object = {}) => ({
  apiVersion: `monitoring.coreos.com/${version}`,
  kind,
  metadata: { name: 'checkout', namespace: 'monitoring', ...metadata },
  spec,
});

const ruleWith = (rule: object, group: object = {}) =>
  object('PrometheusRule', { groups: [{ name: 'api', rules: [{ expr: 'up == 0', ...rule }], ...group }] });

const valid = {
  PrometheusRule: ruleWith(
    {
      alert: 'Down',
      for: '5m',
      keep_firing_for: '10m',
      labels: { priority: 'P1' },
      annotations: { summary: 'x' },
    },
    { interval: '30s', partial_response_strategy: 'WARN', labels: { team: 'shop' }, query_offset: '1m' },
  ),
  ServiceMonitor: object('ServiceMonitor', {
    selector: { matchLabels: { app: 'checkout' } },
    namespaceSelector: { matchNames: ['shop'] },
    endpoints: [
      { port: 'http', interval: '15s', targetPort: 8080, scheme: 'http' },
      {
        targetPort: 'metrics',
        relabelings: [{ action: 'replace', targetLabel: 'team', replacement: 'shop' }],
      },
    ],
    sampleLimit: 50_000,
  }),
  PodMonitor: object('PodMonitor', {
    selector: {},
    podMetricsEndpoints: [{ port: 'metrics', path: '/metrics' }],
  }),
  Probe: object('Probe', {
    prober: { url: 'blackbox:9115' },
    module: 'http_2xx',
    targets: { staticConfig: { static: ['https://shop.example.com'], labels: { team: 'shop' } } },
  }),
  ScrapeConfig: object(
    'ScrapeConfig',
    { staticConfigs: [{ targets: ['a:1'], labels: { job: 'a' } }], scrapeInterval: '1m' },
    'v1alpha1',
  ),
  AlertmanagerConfig: object(
    'AlertmanagerConfig',
    {
      route: { receiver: 'team', groupBy: ['alertname'], routes: [{ anything: 'nested' }] },
      receivers: [{ name: 'team' }],
    },
    'v1alpha1',
  ),
};

describe('a custom resource', () => {
  it.each(Object.entries(valid))('of kind %s passes when the API server would take it', (_kind, resource) => {
    expect(customResourceFaults(resource)).toEqual([]);
  });

  it('is refused for a misspelt field, which Kubernetes would drop without a word', () => {
    expect(customResourceFaults(ruleWith({ alert: 'Down', forr: '5m' }))).toEqual([
      'PrometheusRule monitoring/checkout: spec.groups[0].rules[0].forr is no field there, Kubernetes would drop it; ' +
        'did you mean "for"?',
    ]);
  });

  it.each([
    ['at the top', { ...valid.PrometheusRule, specs: {} }, 'specs'],
    ['in metadata', object('PrometheusRule', {}, 'v1', { label: {} }), 'metadata.label'],
    ['in spec', object('PrometheusRule', { group: [] }), 'spec.group'],
    [
      'deep in a list',
      object('ServiceMonitor', { selector: {}, endpoints: [{ relabelings: [{ sourceLabel: [] }] }] }),
      'spec.endpoints[0].relabelings[0].sourceLabel',
    ],
    ['with a dot in its name', object('PrometheusRule', { 'a.b': 1 }), 'spec["a.b"]'],
    [
      'in ScrapeConfig',
      object('ScrapeConfig', { kubernetesSDConfigs: [{ roles: 'Pod', role: 'Pod' }] }, 'v1alpha1'),
      'spec.kubernetesSDConfigs[0].roles',
    ],
  ])('is refused for an unknown field %s', (_where, resource, path) => {
    expect(customResourceFaults(resource)).toEqual([
      expect.stringContaining(`monitoring/checkout: ${path} is no field there`),
    ]);
  });

  it('is open where the schema preserves unknown fields', () => {
    const route = { receiver: 'team', routes: [{ matchers: [{ nme: 'x' }], whatever: 1 }] };
    expect(customResourceFaults(object('AlertmanagerConfig', { route, receivers: [] }, 'v1alpha1'))).toEqual(
      [],
    );
  });

  it.each([
    [{ expr: true }, 'rules[0].expr must be an integer or a string, not true'],
    [{ for: 5 }, 'rules[0].for must be a string, not 5'],
    [{ for: '5 minutes' }, 'rules[0].for must be a duration such as 30s, 5m or 1h30m, not "5 minutes"'],
    [{ keep_firing_for: '' }, 'rules[0].keep_firing_for must not be empty'],
    [{ labels: { priority: 1 } }, 'rules[0].labels.priority must be a string, not 1'],
    [{ labels: ['a'] }, 'rules[0].labels must be a map, not a list'],
    [{ annotations: null }, 'rules[0].annotations must be a map, not null'],
    [{ expr: undefined }, 'rules[0].expr is missing'],
  ])('is refused for a wrong value: %j', (rule, fault) => {
    expect(customResourceFaults(ruleWith(rule))).toEqual([
      `PrometheusRule monitoring/checkout: spec.groups[0].${fault}`,
    ]);
  });

  it('takes an integer or a string where the schema says either', () => {
    expect(customResourceFaults(ruleWith({ record: 'a', expr: 1 }))).toEqual([]);
    expect(customResourceFaults(ruleWith({ record: 'a', expr: 1.5 }))).toHaveLength(1);
  });

  it('is refused for two groups of one name, as the API server refuses them', () => {
    const groups = [{ name: 'api' }, { name: 'slo' }, { name: 'api' }];
    expect(customResourceFaults(object('PrometheusRule', { groups }))).toEqual([
      'PrometheusRule monitoring/checkout: spec.groups[2] has the same name as entry [0]',
    ]);
  });

  it('is refused for values outside a range, an enumeration or a pattern', () => {
    const faults = customResourceFaults(
      object('ServiceMonitor', {
        selector: {},
        endpoints: [{ scheme: 'ftp', proxyUrl: 'proxy' }],
        sampleLimit: -1,
        targetLimit: 2 ** 63,
      }),
    );
    expect(faults.map((fault) => fault.replace('ServiceMonitor monitoring/checkout: spec.', ''))).toEqual([
      expect.stringMatching(/^endpoints\[0\]\.scheme must be one of .*"https".*, not "ftp"$/),
      'endpoints[0].proxyUrl must be text like ^(http|https|socks5)://.+$, not "proxy"',
      'sampleLimit must be at least 0, not -1',
      'targetLimit 9223372036854776000 does not fit int64',
    ]);
  });

  it.each([
    [{ name: undefined }, 'PrometheusRule monitoring/(no name): metadata.name is missing'],
    [{ name: 'Checkout' }, 'PrometheusRule monitoring/Checkout: metadata.name must be text like'],
    [
      { labels: { team: 'a b' } },
      'PrometheusRule monitoring/checkout: metadata.labels.team must be text like',
    ],
    [
      { labels: { 'app.kubernetes.io/name': 1 } },
      'metadata.labels["app.kubernetes.io/name"] must be a string',
    ],
  ])('is refused for metadata that the API server refuses: %j', (metadata, fault) => {
    expect(customResourceFaults(object('PrometheusRule', {}, 'v1', metadata))).toEqual([
      expect.stringContaining(fault),
    ]);
  });

  it('is refused for an API version that is not the pinned one', () => {
    expect(customResourceFaults(object('ScrapeConfig', {}, 'v1'))).toEqual([
      'ScrapeConfig monitoring/checkout: apiVersion must be one of "monitoring.coreos.com/v1alpha1", ' +
        'not "monitoring.coreos.com/v1"',
    ]);
  });

  it('is refused for a kind without a pinned schema', () => {
    expect(customResourceFaults(object('PrometheusRules', {}))).toEqual([
      'PrometheusRules monitoring/checkout: kind has no pinned schema; did you mean "PrometheusRule"?',
    ]);
    expect(customResourceFaults({ apiVersion: 'v1', kind: 'Elasticsearch' })).toEqual([
      expect.stringContaining('known kinds: AlertmanagerConfig, PodMonitor'),
    ]);
  });

  it('reports several faults at once', () => {
    expect(customResourceFaults(ruleWith({ forr: 1, lables: {} }, { intervall: '1m' }))).toHaveLength(3);
  });

  it('passes over what is known only after deployment', () => {
    class Later {
      readonly isLater = true;
    }
    expect(customResourceFaults(ruleWith({ labels: { release: new Later() }, for: new Later() }))).toEqual(
      [],
    );
  });

  it('is judged fast: below 100 ms for the first of a kind, 0.2 ms for each further one', async () => {
    jest.resetModules();
    const fresh = await import('../../charts/customResources');
    const elapsed = (resource: object): number => {
      const started = performance.now();
      fresh.customResourceFaults(resource);
      return performance.now() - started;
    };
    for (const resource of Object.values(valid)) {
      expect(elapsed(resource)).toBeLessThan(100);
      // The best of many: other work on the machine is no property of ours.
      expect(Math.min(...Array.from({ length: 200 }, () => elapsed(resource)))).toBeLessThan(0.2);
    }
  });
});
