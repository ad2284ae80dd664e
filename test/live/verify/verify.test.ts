import { spawn } from 'node:child_process';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { parse, stringify } from 'yaml';
import { charts } from '../../../config/versions';
import { checks } from '../../../verify/checks';
import type { Expectation } from '../../../verify/expectation';
import type { CheckResult } from '../../../verify/model';
import { runChecks } from '../../../verify/run';
import { project } from '../support/run';
import { Deployed } from './support/deployed';
import { buildFirst } from './support/programs';
import { podNames } from './support/workloads';

const namespace = 'observatory';
/** Longest that a change may take to show: evaluations, scrapes and heartbeats. Milliseconds. */
const LIMIT_MS = 400_000;

buildFirst('etcd', 'kube-apiserver', 'helm', 'operator', 'prometheus', 'alertmanager');

let deployed: Deployed;
let stop: () => Promise<void> = () => Promise.resolve();
beforeAll(async () => {
  deployed = await Deployed.start();
  stop = () => deployed.stop();
});
afterAll(() => stop());

/** What mends the fault that a test made, also when that test fails. */
let mend: () => unknown = () => undefined;
afterEach(async () => {
  await mend();
  mend = () => undefined;
});

const look = (expected: Expectation): Promise<readonly CheckResult[]> =>
  runChecks(checks, expected, deployed.live.next(), { waitSeconds: 0, onWait: () => undefined });

const failing = (results: readonly CheckResult[]): string[] =>
  results.filter(({ state }) => state === 'failed').map(({ check }) => check);

/** Rules that Prometheus has just read anew are not evaluated at once. */
const isTransient = (line: string): boolean => line.endsWith(': has not been evaluated yet');

/** Looks until exactly these checks fail, for good; gives what they found, one line each. */
async function until(names: readonly string[], expected = deployed.expected): Promise<string[]> {
  const deadline = Date.now() + LIMIT_MS;
  for (;;) {
    const results = await look(expected);
    const lines = results.flatMap(({ findings }) =>
      findings.map(({ subject, problem }) => `${subject}: ${problem}`),
    );
    if (failing(results).join() === names.join() && !lines.some(isTransient)) return lines;
    if (Date.now() > deadline) {
      throw new Error(
        `wanted to fail: ${names.join()}\nfailed: ${failing(results).join()}\n${lines.join('\n')}`,
      );
    }
    await sleep(1_000);
  }
}

const customObject = (kind: string, name: string) => ({
  apiVersion: 'monitoring.coreos.com/v1',
  kind,
  metadata: { name, namespace },
});
const appsObject = (kind: string, name: string) => ({
  apiVersion: 'apps/v1',
  kind,
  metadata: { name, namespace },
});

test('a stack that is deployed as its plan says passes every check', async () => {
  await until([]);
  const results = await look(deployed.expected);
  expect(results.map(({ check, state }) => `${check}: ${state}`)).toEqual([
    'cluster: ok',
    'resource definitions: ok',
    'Helm releases: ok',
    'objects: ok',
    'operator accepts: ok',
    'workloads: ok',
    'volumes: ok',
    'rules: ok',
    'targets: ok',
    'Alertmanager configuration: ok',
    'dashboards: ok',
    'heartbeat: ok',
  ]);
  expect(results.find(({ check }) => check === 'rules')?.detail).toMatch(/^[1-9]\d+ rules of the plan$/);
});

describe('each fault is found, and nothing else with it', () => {
  test('another cluster behind the same context', async () => {
    const { cluster } = deployed.expected;
    const other = {
      ...deployed.expected,
      cluster: { ...cluster, uid: '0a1b2c3d-0000-4000-8000-0123456789ab' },
    };
    expect(await until(['cluster'], other)).toEqual([
      `kube-system uid: is ${cluster.uid ?? ''}, the stack says 0a1b2c3d-0000-4000-8000-0123456789ab`,
    ]);
  });

  test('a definition that is older than the operator', async () => {
    const name = 'prometheusrules.monitoring.coreos.com';
    const definition = (version: string) => ({
      apiVersion: 'apiextensions.k8s.io/v1',
      kind: 'CustomResourceDefinition',
      metadata: { name, annotations: { 'operator.prometheus.io/version': version } },
    });
    mend = () => deployed.cluster.patch(definition('0.93.1'));
    await deployed.cluster.patch(definition('0.80.0'));
    expect(await until(['resource definitions'])).toEqual([
      'PrometheusRule: is of version 0.80.0, the operator of 0.93.1',
    ]);
  });

  /** Installs a chart of one ConfigMap over a release. */
  const upgrade = (
    release: string,
    chart: string,
    version: string,
    name = `of-${release}`,
  ): Promise<string> => {
    const folder = deployed.cluster.chart(chart, version, {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name },
    });
    return deployed.cluster.helm('upgrade', release, folder, '--namespace', namespace);
  };

  test('an upgrade that failed', async () => {
    const { version } = charts['kube-prometheus-stack'];
    mend = () => upgrade('kps', 'kube-prometheus-stack', version);
    await expect(upgrade('kps', 'kube-prometheus-stack', version, 'Not a name')).rejects.toThrow(
      /Invalid value/,
    );
    expect(await until(['Helm releases'])).toEqual(['kps: revision 2 is failed']);
  });

  test('another version of a chart', async () => {
    const { version } = charts['prometheus-blackbox-exporter'];
    mend = () => upgrade('blackbox', 'prometheus-blackbox-exporter', version);
    await upgrade('blackbox', 'prometheus-blackbox-exporter', '10.0.0');
    expect(await until(['Helm releases'])).toEqual([
      `blackbox: is prometheus-blackbox-exporter 10.0.0, the plan has prometheus-blackbox-exporter ${version}`,
    ]);
  });

  test('an object that somebody changed', async () => {
    const templates = {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name: 'alertmanager-templates', namespace },
    };
    const { manifest } =
      deployed.expected.objects.find(({ name }) => name === 'alertmanager-templates') ?? {};
    mend = () => deployed.cluster.patch({ ...templates, data: manifest?.['data'] });
    await deployed.cluster.patch({ ...templates, data: { 'slack.tmpl': 'changed by hand' } });
    expect(await until(['objects'])).toEqual([
      'ConfigMap alertmanager-templates: is not as the plan has it: data["slack.tmpl"]',
    ]);
  });

  test('a rule object that the operator refused', async () => {
    const object = customObject('PrometheusRule', 'rules-shop');
    const conditions = (status: string, message: string) => ({
      bindings: [
        {
          group: 'monitoring.coreos.com',
          resource: 'prometheuses',
          name: 'kps',
          namespace,
          conditions: [
            {
              type: 'Accepted',
              status,
              reason: 'InvalidConfiguration',
              message,
              lastTransitionTime: '2026-01-01T00:00:00Z',
            },
          ],
        },
      ],
    });
    mend = () => deployed.cluster.status(object, conditions('True', ''));
    await deployed.cluster.status(object, conditions('False', 'parse error: unexpected <by>'));
    expect(await until(['operator accepts'])).toEqual([
      'PrometheusRule rules-shop: the operator refuses it: InvalidConfiguration: parse error: unexpected <by>',
    ]);
  });

  test('a pod that is not ready', async () => {
    const set = appsObject('StatefulSet', 'alertmanager-kps');
    mend = () => deployed.cluster.status(set, { readyReplicas: 1 });
    await deployed.cluster.status(set, { readyReplicas: 0 });
    expect(await until(['workloads'])).toEqual(['StatefulSet alertmanager-kps: 0 of 1 pod ready']);
  });

  test('a volume that is not bound', async () => {
    const claim = {
      apiVersion: 'v1',
      kind: 'PersistentVolumeClaim',
      metadata: { name: 'prometheus-kps-db-prometheus-kps-0', namespace },
    };
    mend = () => deployed.cluster.status(claim, { phase: 'Bound' });
    await deployed.cluster.status(claim, { phase: 'Pending' });
    expect(await until(['volumes'])).toEqual([
      'PersistentVolumeClaim prometheus-kps-db-prometheus-kps-0: is Pending',
    ]);
  });

  test('a rule that Prometheus has not loaded', async () => {
    mend = await editRules((group) => ({ ...group, rules: group.rules.slice(1) }));
    expect(await until(['rules'])).toEqual([expect.stringMatching(/^\S+\/\S+: is not loaded$/)]);
  });

  test('a rule that Prometheus cannot evaluate', async () => {
    // Two targets on each side.
    const ambiguous = 'up + on() up';
    mend = await editRules((group) => ({
      ...group,
      rules: group.rules.map((rule, index) => (index === 0 ? { ...rule, expr: ambiguous } : rule)),
    }));
    const [line, ...others] = await until(['rules']);
    expect(line).toMatch(/: fails: .*many-to-many matching not allowed/);
    expect(others).toEqual([]);
  });

  test('a target that is down', async () => {
    mend = () => (deployed.switches.demoDown = false);
    deployed.switches.demoDown = true;
    const lines = await until(['targets']);
    expect(lines).toContainEqual(
      expect.stringMatching(/^demo 127\.0\.0\.1:\d+: is down: server returned HTTP status 503/),
    );
  });

  test('an Alertmanager that still runs with an older configuration', async () => {
    mend = await deployed.edit('alertmanager', 'alertmanager.yaml', (text) => `# as of yesterday\n${text}`);
    expect(await until(['Alertmanager configuration'])).toEqual([
      'Alertmanager: runs with another configuration than the plan’s',
    ]);
  });

  test('a dashboard that Grafana does not have', async () => {
    const [first] = deployed.expected.dashboards;
    if (first === undefined) throw new Error('the plan has no dashboard');
    mend = () => deployed.grafana.dashboards.set(first.uid, first.title);
    deployed.grafana.dashboards.delete(first.uid);
    expect(await until(['dashboards'])).toEqual([`${first.title} (${first.uid}): Grafana does not have it`]);
  });

  test('a heartbeat that is refused outside', async () => {
    mend = () => (deployed.switches.heartbeatRefused = false);
    deployed.switches.heartbeatRefused = true;
    // A shorter look back than three beats of 30 s: the good beats of the tests before must not count for long. Yet longer than one beat
    // and two scrapes, or it may hold no beat at all: 20 s look back over 60.
    const impatient = { ...deployed.expected, heartbeatSeconds: 20 };
    expect(await until(['heartbeat'], impatient)).toEqual([
      'Watchdog: no heartbeat got through in the last 1 minutes: every one failed',
    ]);
  });

  test('no pod of Grafana is ready', async () => {
    const pod = { apiVersion: 'v1', kind: 'Pod', metadata: { name: podNames.grafana, namespace } };
    const ready = (status: string) => ({ conditions: [{ type: 'Ready', status }] });
    mend = () => deployed.cluster.status(pod, ready('True'));
    await deployed.cluster.status(pod, ready('False'));
    expect(await until(['dashboards'])).toEqual(['dashboards: no pod of Grafana is ready']);
  });

  test('and afterwards everything is well again', async () => {
    expect(await until([])).toEqual([]);
  });
});

interface RuleGroup {
  readonly rules: readonly Readonly<Record<string, unknown>>[];
}

/** Changes the first group of the demo application’s rules as Prometheus has them. */
function editRules(change: (group: RuleGroup) => RuleGroup): Promise<() => Promise<void>> {
  return deployed.edit('prometheus', 'rules/observatory-rules-shop.yaml', (text) => {
    const { groups } = parse(text) as { groups: RuleGroup[] };
    return stringify({ groups: groups.map((group, index) => (index === 0 ? change(group) : group)) });
  });
}

describe('npm run verify', () => {
  const verify = (...args: readonly string[]): Promise<{ code: number | null; out: string; err: string }> => {
    const script = path.join(project, 'scripts', 'run.mjs');
    const given = ['verify', '--stack', 'local', '--config-file', deployed.stackFile, ...args];
    const child = spawn(process.execPath, [script, ...given], {
      cwd: project,
      env: { ...process.env, KUBECONFIG: deployed.plane.kubeconfig, NO_COLOR: '1' },
    });
    let [out, err] = ['', ''];
    child.stdout.on('data', (data: Buffer) => (out += data.toString()));
    child.stderr.on('data', (data: Buffer) => (err += data.toString()));
    return new Promise((resolve) =>
      child.once('close', (code) => {
        resolve({ code, out, err });
      }),
    );
  };

  test('prints one aligned table, says what to do, and ends with 1: here Alertmanager runs with inboxes of the test', async () => {
    const { code, out } = await verify('--wait', '0');
    expect(code).toBe(1);
    expect(out).toContain('stack local on verify-test\n');
    expect(out).toMatch(/^ {2}ok {6}cluster {21}local, local$/m);
    expect(out).toMatch(/^ {2}failed {2}Alertmanager configuration {2}1 finding$/m);
    expect(out).toContain('Alertmanager: runs with another configuration than the plan’s\n    Run pulumi up');
    expect(out.match(/^ {2}failed/gm)).toHaveLength(1);
    expect(out).not.toContain('grafana-admin-password');
  });

  test('as JSON for programs, with the progress beside it', async () => {
    const { code, out, err } = await verify('--wait', '20', '--json');
    expect(code).toBe(1);
    expect(JSON.parse(out)).toMatchObject({ stack: 'local', context: 'verify-test', ok: false });
    expect(err).toMatch(/^waiting up to \d+ s for: Alertmanager configuration$/m);
  });

  test('refuses another context than the stack’s before it contacts anything', async () => {
    const { code, out, err } = await verify('--context', 'elsewhere');
    expect([code, out]).toEqual([1, '']);
    expect(err.trim()).toBe(
      '--context elsewhere: the stack belongs to verify-test (observatory:cluster.context); refused',
    );
  });
});
