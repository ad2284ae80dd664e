import { describe, expect, test } from '@jest/globals';
import { customResourceFaults } from '../../charts/customResources';
import { Monitors } from '../../components/monitors';
import { probeScrapeConfigs, staticScrapeConfigs } from '../../components/monitors/scrapeConfigs';
import type { Application } from '../../config/schema/application';
import { childrenOf, theResource } from '../../plan/recording';
import { anApplication, stackConfig } from '../support/configs';
import { listed, recorded } from '../support/recorded';

const { metrics, synthetics } = stackConfig();
const probed = { probes: [{ name: 'home', url: 'https://shop.example.com/' }] };

const monitors = (applications: readonly Application[]) =>
  recorded(() => new Monitors('monitors', { applications, metrics, synthetics }));

test('an application behind a Service is one ServiceMonitor with its identity and the cardinality limits', async () => {
  const recording = await monitors([anApplication('shop')]);
  const [monitor] = childrenOf(recording, 'monitors');
  expect(listed(childrenOf(recording, 'monitors'))).toEqual(['ServiceMonitor monitor-shop']);
  expect(monitor?.inputs).toMatchObject({
    apiVersion: 'monitoring.coreos.com/v1',
    kind: 'ServiceMonitor',
    metadata: { name: 'shop', namespace: 'observatory' },
    spec: {
      selector: { matchLabels: { app: 'shop' } },
      namespaceSelector: { matchNames: ['shop'] },
      endpoints: [
        {
          port: 'metrics',
          path: '/metrics',
          interval: '30s',
          honorLabels: false,
          relabelings: [
            { action: 'replace', targetLabel: 'application', replacement: 'shop' },
            { action: 'replace', targetLabel: 'team', replacement: 'orders' },
            { action: 'replace', targetLabel: 'namespace', replacement: 'shop' },
          ],
        },
      ],
      sampleLimit: 50_000,
      targetLimit: 1_000,
      labelLimit: 40,
      labelNameLengthLimit: 200,
      labelValueLengthLimit: 1_000,
      bodySizeLimit: '50MB',
    },
  });
});

test('pods without a Service become a PodMonitor, at their own interval', async () => {
  const pod = { matchLabels: { app: 'worker' }, port: 'metrics', path: '/prom' };
  const recording = await monitors([
    anApplication('worker', { scrape: { service: null, pod, intervalSeconds: 60 } }),
  ]);
  expect(theResource(recording, 'PodMonitor', 'monitor-worker').inputs['spec']).toMatchObject({
    podMetricsEndpoints: [{ port: 'metrics', path: '/prom', interval: '60s' }],
  });
});

test('fixed targets and probes are packed: no object per application', async () => {
  const fixed = { scrape: { service: null, static: { targets: ['10.0.0.1:8080'] } }, ...probed };
  const recording = await monitors([anApplication('a', fixed), anApplication('b', fixed)]);
  expect(listed(childrenOf(recording, 'monitors'))).toEqual([
    'ScrapeConfig scrape-probes',
    'ScrapeConfig scrape-static-metrics-30s',
  ]);
  expect(theResource(recording, 'ScrapeConfig', 'scrape-static-metrics-30s').inputs['spec']).toMatchObject({
    jobName: 'static',
    metricsPath: '/metrics',
    scrapeInterval: '30s',
    sampleLimit: 50_000,
    bodySizeLimit: '50MB',
    staticConfigs: [
      { targets: ['10.0.0.1:8080'], labels: { application: 'a', team: 'orders', namespace: 'shop' } },
      { targets: ['10.0.0.1:8080'], labels: { application: 'b', team: 'orders', namespace: 'shop' } },
    ],
  });
});

test('probes go through the blackbox exporter and keep the URL as instance', () => {
  expect(probeScrapeConfigs([anApplication('shop', probed)], synthetics)).toEqual([
    {
      name: 'probes',
      spec: {
        jobName: 'blackbox',
        metricsPath: '/probe',
        params: { module: ['http_2xx'] },
        scrapeInterval: '30s',
        scrapeTimeout: '10s',
        staticConfigs: [
          {
            targets: ['https://shop.example.com/'],
            labels: { application: 'shop', team: 'orders', namespace: 'shop', probe: 'home' },
          },
        ],
        relabelings: [
          { action: 'replace', sourceLabels: ['__address__'], targetLabel: '__param_target' },
          { action: 'replace', sourceLabels: ['__param_target'], targetLabel: 'instance' },
          { action: 'replace', targetLabel: '__address__', replacement: 'blackbox.observatory.svc:9115' },
        ],
      },
    },
  ]);
});

test('no probes, no scrape configuration; synthetics off, none either', async () => {
  expect(probeScrapeConfigs([anApplication()], synthetics)).toEqual([]);
  const off = { ...synthetics, enabled: false };
  const recording = await recorded(
    () => new Monitors('monitors', { applications: [anApplication('a', probed)], metrics, synthetics: off }),
  );
  expect(listed(childrenOf(recording, 'monitors'))).toEqual(['ServiceMonitor monitor-a']);
});

test('5,000 probes are split into valid objects below 256 KiB, and one more touches one object', () => {
  const many = (count: number) =>
    probeScrapeConfigs(
      Array.from({ length: count }, (_, index) => anApplication(`app-${String(index)}`, probed)),
      synthetics,
    );
  const before = many(5_000);
  expect(before.length).toBeGreaterThan(2);
  for (const { name, spec } of before) {
    expect(Buffer.byteLength(JSON.stringify(spec))).toBeLessThan(260 * 1_024);
    const object = {
      apiVersion: 'monitoring.coreos.com/v1alpha1',
      kind: 'ScrapeConfig',
      metadata: { name },
      spec,
    };
    expect(customResourceFaults(object)).toEqual([]);
  }
  const unchanged = new Set(before.map((part) => JSON.stringify(part)));
  const changed = many(5_001).filter((part) => !unchanged.has(JSON.stringify(part)));
  expect(changed).toHaveLength(1);
});

test('static targets with another path or interval are another pool', () => {
  const at = (path: string, intervalSeconds: number) => ({
    scrape: { service: null, static: { targets: ['h:1'], path }, intervalSeconds },
  });
  const packed = staticScrapeConfigs(
    [anApplication('a', at('/metrics', 30)), anApplication('b', at('/prom', 60))],
    metrics,
  );
  expect(packed.map(({ name }) => name)).toEqual(['static-metrics-30s', 'static-prom-60s']);
});

test('paths that read alike in a name are scraped each at its own, in objects that the API server takes', () => {
  const paths = ['/a/b', '/a-b', '/A/b', '/', `/${'x'.repeat(300)}`, '/metrics'];
  const packed = staticScrapeConfigs(
    paths.map((path, index) =>
      anApplication(`app-${String(index)}`, {
        scrape: { service: null, static: { targets: ['h:1'], path } },
      }),
    ),
    metrics,
  );
  expect(packed.map(({ spec }) => spec['metricsPath'])).toEqual(paths);
  expect(new Set(packed.map(({ name }) => name)).size).toBe(paths.length);
  expect(packed.at(-1)?.name).toBe('static-metrics-30s');
  for (const { name, spec } of packed) {
    const object = {
      apiVersion: 'monitoring.coreos.com/v1alpha1',
      kind: 'ScrapeConfig',
      metadata: { name },
      spec,
    };
    expect(customResourceFaults(object)).toEqual([]);
  }
});

describe('the exporters of dependencies', () => {
  const cache = { kind: 'redis', exporter: { pod: { matchLabels: { app: 'cache' }, port: 'exporter' } } };
  const db = {
    kind: 'postgresql',
    exporter: {
      namespace: 'data',
      intervalSeconds: 60,
      service: { matchLabels: { 'app.kubernetes.io/name': 'db-exporter', tier: 'a.b' }, port: 'metrics' },
    },
  };
  const edge = { kind: 'nginx', exporter: { static: { targets: ['10.0.0.9:9113'] } } };
  const endpointsOf = (spec: unknown, key: string) =>
    (spec as Record<string, Record<string, unknown>[]>)[key] ?? [];

  test('behind Services share the monitor of the application, each keeps its own targets and carries its name', async () => {
    const recording = await monitors([anApplication('shop', { dependencies: { db } })]);
    expect(listed(childrenOf(recording, 'monitors'))).toEqual(['ServiceMonitor monitor-shop']);
    const { spec } = theResource(recording, 'ServiceMonitor', 'monitor-shop').inputs;
    expect(spec).toMatchObject({ selector: {}, namespaceSelector: { matchNames: ['shop', 'data'] } });
    const [own, exporter, ...others] = endpointsOf(spec, 'endpoints');
    expect(others).toEqual([]);
    expect(own?.['relabelings']).toEqual([
      {
        action: 'keep',
        sourceLabels: [
          '__meta_kubernetes_namespace',
          '__meta_kubernetes_service_label_app',
          '__meta_kubernetes_service_labelpresent_app',
        ],
        regex: 'shop;shop;true',
      },
      { action: 'replace', targetLabel: 'application', replacement: 'shop' },
      { action: 'replace', targetLabel: 'team', replacement: 'orders' },
      { action: 'replace', targetLabel: 'namespace', replacement: 'shop' },
    ]);
    expect(exporter).toEqual({
      port: 'metrics',
      path: '/metrics',
      interval: '60s',
      honorLabels: false,
      relabelings: [
        {
          action: 'keep',
          sourceLabels: [
            '__meta_kubernetes_namespace',
            '__meta_kubernetes_service_label_app_kubernetes_io_name',
            '__meta_kubernetes_service_labelpresent_app_kubernetes_io_name',
            '__meta_kubernetes_service_label_tier',
            '__meta_kubernetes_service_labelpresent_tier',
          ],
          regex: String.raw`data;db-exporter;true;a\.b;true`,
        },
        { action: 'replace', targetLabel: 'application', replacement: 'shop' },
        { action: 'replace', targetLabel: 'team', replacement: 'orders' },
        { action: 'replace', targetLabel: 'namespace', replacement: 'shop' },
        { action: 'replace', targetLabel: 'dependency', replacement: 'db' },
      ],
    });
  });

  test('of the other discovery are one more object, of whatever number; fixed ones are packed', async () => {
    const recording = await monitors([
      anApplication('shop', { dependencies: { db, cache, sessions: cache, edge } }),
    ]);
    expect(listed(childrenOf(recording, 'monitors'))).toEqual([
      'PodMonitor monitor-shop.exporters',
      'ScrapeConfig scrape-static-metrics-30s',
      'ServiceMonitor monitor-shop',
    ]);
    const pods = theResource(recording, 'PodMonitor', 'monitor-shop.exporters').inputs;
    expect(pods).toMatchObject({ metadata: { name: 'shop.exporters' } });
    expect(endpointsOf(pods['spec'], 'podMetricsEndpoints')).toHaveLength(2);
    expect(theResource(recording, 'ScrapeConfig', 'scrape-static-metrics-30s').inputs['spec']).toMatchObject({
      staticConfigs: [
        {
          targets: ['10.0.0.9:9113'],
          labels: { application: 'shop', team: 'orders', namespace: 'shop', dependency: 'edge' },
        },
      ],
    });
  });

  test('may be all that an application has, and a dependency without one is nothing to scrape', async () => {
    const only = { scrape: null, http: null, slos: { availability: null } };
    const recording = await monitors([
      anApplication('shared', { ...only, dependencies: { cache } }),
      anApplication('bare', { ...only, dependencies: { cache: { kind: 'redis' } } }),
    ]);
    expect(listed(childrenOf(recording, 'monitors'))).toEqual(['PodMonitor monitor-shared']);
    expect(theResource(recording, 'PodMonitor', 'monitor-shared').inputs['spec']).toMatchObject({
      selector: { matchLabels: { app: 'cache' } },
      podMetricsEndpoints: [{ relabelings: expect.not.arrayContaining([{ action: 'keep' }]) }],
    });
  });
});
