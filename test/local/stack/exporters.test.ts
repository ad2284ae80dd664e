import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { parse } from 'yaml';
import { Monitors } from '../../../components/monitors';
import { prometheusObject } from '../../../local/stack/chartObjects';
import { swapDiscovery } from '../../../local/stack/discovery';
import { kubernetesObjects } from '../../../local/stack/objects';
import type { LocalWorkload } from '../../../local/stack/workload';
import type { JsonObject } from '../../../plan/json';
import { generate } from '../../../tools/operator';
import { runProgram, withTemporaryFolder } from '../../../tools/run';
import { anApplication, stackConfig } from '../../support/configs';
import { recorded } from '../../support/recorded';

const FIRST_BUILD = 30 * 60_000;

const workload = (
  namespace: string,
  name: string,
  labels: Record<string, string>,
  port: number,
): LocalWorkload => ({
  namespace,
  service: { name, labels },
  pod: { name: `${name}-0`, labels, container: name, controller: { kind: 'StatefulSet', name } },
  portName: 'metrics',
  host: '127.0.0.1',
  port,
});

/** Everything that discovery sees: the application, two exporters, and what must not be taken for them. */
const workloads: readonly LocalWorkload[] = [
  workload('shop', 'shop', { app: 'shop' }, 1),
  workload('data', 'db-exporter', { 'app.kubernetes.io/name': 'db', tier: 'a.b' }, 2),
  workload('data', 'other', { 'app.kubernetes.io/name': 'db', tier: 'axb' }, 3),
  workload('shop', 'twin', { 'app.kubernetes.io/name': 'db', tier: 'a.b' }, 4),
  workload('shop', 'cache', { app: 'cache' }, 5),
];

const application = anApplication('shop', {
  dependencies: {
    db: {
      kind: 'postgresql',
      exporter: {
        namespace: 'data',
        service: { matchLabels: { 'app.kubernetes.io/name': 'db', tier: 'a.b' }, port: 'metrics' },
      },
    },
    cache: { kind: 'redis', exporter: { pod: { matchLabels: { app: 'cache' }, port: 'metrics' } } },
  },
});

interface Found {
  readonly labels?: Readonly<Record<string, string>>;
}

/** What each job scrapes, after the relabelings that the real operator made and real promtool runs. */
const targetsOf = (config: JsonObject, files: ReadonlyMap<string, unknown>): Promise<[string, string[]][]> =>
  withTemporaryFolder(async (folder) => {
    for (const [file, groups] of files) {
      mkdirSync(dirname(join(folder, file)), { recursive: true });
      writeFileSync(join(folder, file), JSON.stringify(groups));
    }
    const path = join(folder, 'prometheus.yaml');
    writeFileSync(path, JSON.stringify(config));
    const jobs = (config['scrape_configs'] as { job_name: string }[]).map(({ job_name }) => job_name);
    const found: [string, string[]][] = [];
    for (const job of jobs) {
      const { stdout } = await runProgram('promtool', [
        'check',
        'service-discovery',
        '--timeout=2s',
        path,
        job,
      ]);
      const kept = (JSON.parse(stdout) as Found[]).flatMap(({ labels = {} }) =>
        Object.keys(labels).length === 0
          ? []
          : [
              ['__address__', 'application', 'namespace', 'dependency']
                .map((label) => labels[label] ?? '')
                .join(' '),
            ],
      );
      found.push([job, kept]);
    }
    return found;
  });

describe('the exporters of dependencies, discovered as the operator and Prometheus really do', () => {
  it(
    'each is one target with the name of its dependency, and nothing else is',
    async () => {
      const { metrics, synthetics } = stackConfig();
      const recording = await recorded(
        () => new Monitors('monitors', { applications: [application], metrics, synthetics }),
      );
      const output = await generate([
        ...kubernetesObjects(recording),
        prometheusObject({
          prometheus: {
            prometheusSpec: {
              image: { tag: 'v3.14.0' },
              serviceMonitorSelectorNilUsesHelmValues: false,
              podMonitorSelectorNilUsesHelmValues: false,
            },
          },
        }),
      ]);
      const generated = parse(output.prometheus.replaceAll(/\$\((\w+)\)/g, '0')) as JsonObject;
      const { config, files } = swapDiscovery(
        { scrape_configs: generated['scrape_configs'] ?? [] },
        workloads,
        'sd',
      );
      expect(await targetsOf(config, files)).toEqual([
        ['serviceMonitor/observatory/shop/0', ['127.0.0.1:1 shop shop ']],
        ['serviceMonitor/observatory/shop/1', ['127.0.0.1:2 shop shop db']],
        ['podMonitor/observatory/shop.exporters/0', ['127.0.0.1:5 shop shop cache']],
      ]);
    },
    FIRST_BUILD,
  );
});
