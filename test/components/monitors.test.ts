import { expect, test } from '@jest/globals';
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
