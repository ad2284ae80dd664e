import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parse, stringify } from 'yaml';
import { resolveStack } from '../../../../config/stack';
import { charts } from '../../../../config/versions';
import { demoWorkloads } from '../../../../local/demo/workload';
import { freePort, LOOPBACK, openHttp, type LoopbackServer } from '../../../../local/loopback';
import type { Closers } from '../../../../local/run/closers';
import { alertmanagerProgram, prometheusProgram } from '../../../../local/run/programs';
import { writeFiles } from '../../../../local/run/writeFiles';
import { alertmanagerObject, prometheusObject } from '../../../../local/stack/chartObjects';
import { generateFrom } from '../../../../local/stack/generated';
import { localFiles } from '../../../../local/stack/localFiles';
import { kubernetesObjects, releaseValues } from '../../../../local/stack/objects';
import { evaluate } from '../../../../plan/evaluate';
import { planOf } from '../../../../plan/plan';
import { ensurePrograms } from '../../../../tools/build';
import { kubeconfigFor } from '../../../../verify/cluster/kubernetes';
import { LiveCluster } from '../../../../verify/cluster/liveCluster';
import { expectationOf, type Expectation } from '../../../../verify/expectation';
import { project } from '../../support/run';
import { Cluster } from './cluster';
import { ControlPlane } from './controlPlane';
import { startGrafana, type FakeGrafana } from './grafana';
import { startKubelet } from './kubelet';
import { closeAll, opening } from './opening';
import { placed, podNames, workloads } from './workloads';

/** Names of the three releases and their charts. */
const releaseCharts = {
  kps: 'kube-prometheus-stack',
  'prometheus-operator-crds': 'prometheus-operator-crds',
  blackbox: 'prometheus-blackbox-exporter',
} as const;

/** What the test may break. */
export interface Switches {
  demoDown: boolean;
  heartbeatRefused: boolean;
}

/** Stack `local` as if it were deployed: real API server, Prometheus and Alertmanager; nothing reconciles. */
export class Deployed {
  private constructor(
    readonly plane: ControlPlane,
    readonly cluster: Cluster,
    readonly expected: Expectation,
    readonly live: LiveCluster,
    readonly grafana: FakeGrafana,
    readonly switches: Switches,
    readonly stackFile: string,
    private readonly ports: { readonly prometheus: number; readonly alertmanager: number },
    readonly stop: () => Promise<void>,
  ) {}

  static start(): Promise<Deployed> {
    return opening((closers) => Deployed.#start(closers));
  }

  static async #start(closers: Closers): Promise<Deployed> {
    const plane = await ControlPlane.start();
    closers.add(() => plane.stop());
    const cluster = new Cluster(plane);
    const stackFile = writeStackFile(plane.folder, await cluster.uid('kube-system'));
    const evaluation = await evaluate({ folder: project, stack: 'local', configFile: stackFile });
    const { config } = resolveStack(evaluation.stack.config, evaluation.stack.secretKeys);
    const switches: Switches = { demoDown: false, heartbeatRefused: false };
    const { demo, inbox } = await startStandIns(switches, closers);
    const ports = { prometheus: await freePort([]), alertmanager: await freePort([]) };

    const generated = await generateFrom(evaluation.recording);
    const files = localFiles(
      generated,
      {
        workloads: demoWorkloads({
          shop: demo.port,
          worker: demo.port,
          postgresExporter: demo.port,
          redisExporter: demo.port,
        }),
        alertmanagerPorts: [ports.alertmanager],
        prober: `${LOOPBACK}:${String(demo.port)}`,
        inboxes: {
          slackUrl: inbox.url,
          pagerdutyUrl: inbox.url,
          heartbeatUrl: `${inbox.url}/heartbeat`,
          smtp: `${LOOPBACK}:1`,
        },
      },
      path.join(plane.folder, 'run'),
    );
    writeFiles(files.files);
    await startPrograms(plane, files, ports, generated.features);

    const grafana = await startGrafana('<generated grafana-admin-password>');
    closers.add(() => grafana.close());
    const plan = planOf(evaluation);
    const expected = expectationOf(plan, config, { text: files.files.get(files.alertmanager) ?? '' });
    for (const { uid, title } of expected.dashboards) grafana.dashboards.set(uid, title);
    const kubelet = await startKubelet(
      plane.certificate,
      new Map([
        [`${podNames.prometheus}:9090`, ports.prometheus],
        [`${podNames.alertmanager}:9093`, ports.alertmanager],
        [`${podNames.grafana}:3000`, grafana.port],
      ]),
    );
    closers.add(() => kubelet.close());
    const values = releaseValues(evaluation.recording, 'kps');
    await deploy(cluster, [
      ...kubernetesObjects(evaluation.recording),
      prometheusObject(values),
      alertmanagerObject(values),
      ...workloads(kubelet.port),
    ]);
    process.env['KUBECONFIG'] = plane.kubeconfig;
    const live = await LiveCluster.of(await kubeconfigFor(config.cluster, undefined), {});
    closers.add(() => live.close());
    return new Deployed(plane, cluster, expected, live, grafana, switches, stackFile, ports, () =>
      closeAll(closers),
    );
  }

  /** Changes a file that Prometheus or Alertmanager reads, and lets it read it; gives what undoes that. */
  async edit(
    which: 'prometheus' | 'alertmanager',
    file: string,
    change: (text: string) => string,
  ): Promise<() => Promise<void>> {
    const place = path.join(this.plane.folder, 'run', file);
    const before = readFileSync(place, 'utf8');
    const write = async (text: string): Promise<void> => {
      writeFileSync(place, text);
      await this.plane.reload(which, this.ports[which]);
    };
    const changed = change(before);
    if (changed === before) throw new Error(`${file} was not changed`);
    await write(changed);
    return () => write(before);
  }
}

/** Stack local as it is, of the test’s cluster. */
export function writeStackFile(folder: string, uid: string): string {
  const text = readFileSync(path.join(project, 'Pulumi.local.yaml'), 'utf8');
  const { config } = parse(text) as { config: Record<string, Record<string, unknown>> };
  const changed = {
    ...config,
    'observatory:cluster': { ...config['observatory:cluster'], context: 'verify-test', uid },
  };
  const file = path.join(folder, 'Pulumi.verify.yaml');
  writeFileSync(file, stringify({ config: changed }));
  return file;
}

/** A server that is every application, exporter and prober at once, and an inbox for everything. */
async function startStandIns(
  switches: Switches,
  closers: Closers,
): Promise<{ readonly demo: LoopbackServer; readonly inbox: LoopbackServer }> {
  const demo = await openHttp((_request, response) => {
    response.writeHead(switches.demoDown ? 503 : 200, { 'content-type': 'text/plain' });
    response.end('probe_success 1\nprobe_duration_seconds 0.1\nprobe_http_status_code 200\n');
  });
  closers.add(() => demo.close());
  const inbox = await openHttp(({ url }, response) => {
    response.writeHead(switches.heartbeatRefused && url === '/heartbeat' ? 404 : 202).end('{}');
  });
  closers.add(() => inbox.close());
  return { demo, inbox };
}

async function startPrograms(
  plane: ControlPlane,
  files: ReturnType<typeof localFiles>,
  ports: { readonly prometheus: number; readonly alertmanager: number },
  features: readonly string[],
): Promise<void> {
  const programs = await ensurePrograms(['prometheus', 'alertmanager']);
  const storage = path.join(plane.folder, 'storage');
  mkdirSync(storage);
  const alertmanager = alertmanagerProgram({
    command: programs.alertmanager,
    configuration: files.alertmanager,
    storage: path.join(storage, 'alertmanager'),
    port: ports.alertmanager,
  });
  const prometheus = prometheusProgram({
    command: programs.prometheus,
    configuration: files.prometheus,
    history: path.join(storage, 'prometheus'),
    port: ports.prometheus,
    features,
  });
  await plane.run(alertmanager);
  await plane.run({ ...prometheus, args: [...prometheus.args, '--web.enable-lifecycle'] });
}

async function deploy(cluster: Cluster, objects: readonly object[]): Promise<void> {
  await cluster.createDefinitions();
  const [first, then] = placed(objects);
  for (const object of first) await cluster.create(object);
  for (const object of then) await cluster.create(object);
  for (const [release, chart] of Object.entries(releaseCharts)) {
    const folder = cluster.chart(chart, charts[chart].version, {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name: `of-${release}` },
    });
    await cluster.helm('install', release, folder, '--namespace', 'observatory');
  }
}
