import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { closeInboxes, openInboxes, type Inboxes } from '../../../local/inboxes';
import { NotificationStore } from '../../../local/inboxes/store';
import { freePort, LOOPBACK } from '../../../local/loopback';
import type { Failure, Program } from '../../../local/process/program';
import { Supervisor } from '../../../local/process/supervisor';
import { evaluateStack } from '../../../local/run/evaluateStack';
import { alertmanagerProgram, prometheusProgram } from '../../../local/run/programs';
import { writeFiles } from '../../../local/run/writeFiles';
import { localFiles } from '../../../local/stack/localFiles';
import { ensurePrograms } from '../../../tools/build';
import { until } from '../../local/support/wait';
import { loadStackFile } from './loadStack';
import { processTree } from './processes';
import { project } from './run';
import { openTargets, type Target } from './targets';

export interface SystemOptions {
  /** How many instances each application has. */
  readonly instances: readonly number[];
  /** Replicas of Alertmanager, which gossip. Default: 1. */
  readonly alertmanagers?: number;
  /** Keys of the stack that differ from the product's. */
  readonly keys?: Readonly<Record<string, object>>;
}

/** Prometheus, Alertmanager, targets and inboxes of one stack, as the local run makes them, in the hands of a test. */
export interface System {
  readonly targets: readonly Target[];
  readonly prometheusUrl: string;
  readonly alertmanagerUrls: readonly string[];
  readonly inboxes: Inboxes;
  readonly store: NotificationStore;
  /** Programs that ended without being asked. */
  readonly deaths: readonly Failure[];
  /** Kills a replica of Alertmanager with SIGKILL, at once. */
  kill(replica: number): void;
  /** Starts a replica again with what it had stored, as Kubernetes would. */
  restart(replica: number): Promise<void>;
  close(): Promise<void>;
}

const local = (port: number): string => `http://${LOOPBACK}:${String(port)}`;
const NO_GOSSIP = '--cluster.listen-address=';

/** The same program as one replica of several: as the operator starts it, gossiping on loopback. */
const replicaOf = (program: Program, replica: number, gossip: readonly number[]): Program => ({
  ...program,
  name: `alertmanager-${String(replica)}`,
  args: program.args.flatMap((arg) =>
    arg === NO_GOSSIP && gossip.length > 1
      ? [
          `${NO_GOSSIP}${LOOPBACK}:${String(gossip[replica])}`,
          ...gossip.map((port) => `--cluster.peer=${LOOPBACK}:${String(port)}`),
        ]
      : [arg],
  ),
});

const ports = (count: number): Promise<number[]> =>
  Promise.all(Array.from({ length: count }, () => freePort()));

/** Starts everything and waits until every target and every replica is scraped. */
export const startSystem = async (options: SystemOptions): Promise<System> => {
  const folder = mkdtempSync(path.join(tmpdir(), 'observatory-system-'));
  const applications = options.instances.map((_, index) => `app-${String(index)}`);
  const [programs, stack] = [
    await ensurePrograms(['prometheus', 'alertmanager', 'operator']),
    await evaluateStack(project, loadStackFile(folder, applications, options.keys)),
  ];
  const targets = await openTargets(options.instances);
  const store = new NotificationStore(stack.alertWaits);
  const services = new Map<string, string>();
  const inboxes = await openInboxes(store, {
    pagerdutyServiceOf: (key) => services.get(key),
    heartbeatSilenceSeconds: 3_600,
  });
  const [prometheus = 0, ...alertmanagers] = await ports(1 + (options.alertmanagers ?? 1));
  const gossip = await ports(alertmanagers.length);
  const run = path.join(folder, 'run');
  const written = localFiles(
    stack.generated,
    {
      workloads: targets.map(({ workload }) => workload),
      alertmanagerPorts: alertmanagers,
      prober: `${LOOPBACK}:9`,
      inboxes: {
        slackUrl: inboxes.slack.url,
        pagerdutyUrl: inboxes.pagerduty.url,
        heartbeatUrl: inboxes.heartbeat.url,
        smtp: `${LOOPBACK}:${String(inboxes.smtp.port)}`,
      },
    },
    run,
  );
  written.pagerdutyServices.forEach((service, key) => services.set(key, service));
  writeFiles(written.files);
  mkdirSync(path.join(run, 'history'), { recursive: true });
  const deaths: Failure[] = [];
  const supervisor = new Supervisor({
    logFolder: path.join(folder, 'logs'),
    runFolder: run,
    onDeath: (death) => deaths.push(death),
  });
  const signal = new AbortController().signal;
  const pids: number[] = [];
  const startAlertmanager = async (replica: number): Promise<void> => {
    const port = alertmanagers[replica] ?? 0;
    const program = alertmanagerProgram({
      command: programs.alertmanager,
      configuration: written.alertmanager,
      storage: path.join(run, `alertmanager-${String(replica)}`),
      port,
    });
    await supervisor.start(replicaOf(program, replica, gossip), signal);
    const listen = `--web.listen-address=${LOOPBACK}:${String(port)}`;
    pids[replica] =
      processTree(process.pid).find(({ command }) => command.includes(listen))?.pid ?? Number.NaN;
  };
  const system: System = {
    targets,
    prometheusUrl: local(prometheus),
    alertmanagerUrls: alertmanagers.map(local),
    inboxes,
    store,
    deaths,
    kill: (replica) => {
      process.kill(pids[replica] ?? Number.NaN, 'SIGKILL');
    },
    restart: startAlertmanager,
    close: async () => {
      await supervisor.stop();
      await closeInboxes(inboxes);
      await Promise.all(targets.map((target) => target.close()));
      rmSync(folder, { recursive: true, force: true });
    },
  };
  try {
    await Promise.all(alertmanagers.map((_, replica) => startAlertmanager(replica)));
    await supervisor.start(
      prometheusProgram({
        command: programs.prometheus,
        configuration: written.prometheus,
        history: path.join(run, 'history'),
        port: prometheus,
        features: stack.generated.features,
      }),
      signal,
    );
    const expected = targets.length + alertmanagers.length;
    await until(
      `${String(expected)} targets are up`,
      async () => (await query(system, 'up == 1')).length === expected,
      90_000,
    );
  } catch (error) {
    await system.close();
    throw error;
  }
  return system;
};

export interface Sample {
  readonly metric: Readonly<Record<string, string>>;
  /** Unix seconds and value, in time. One of an instant query. */
  readonly values: readonly (readonly [number, number])[];
}

interface Answer {
  readonly data: {
    readonly result: readonly {
      readonly metric: Record<string, string>;
      readonly value?: readonly [number, string];
      readonly values?: readonly (readonly [number, string])[];
    }[];
  };
}

/** Asks Prometheus; a range selector such as `up[3m]` gives raw samples with their own times. */
export const query = async ({ prometheusUrl }: System, text: string): Promise<Sample[]> => {
  const response = await fetch(`${prometheusUrl}/api/v1/query?query=${encodeURIComponent(text)}`);
  if (!response.ok) throw new Error(await response.text());
  const { data } = (await response.json()) as Answer;
  return data.result.map(({ metric, value, values }) => ({
    metric,
    values: (values ?? (value === undefined ? [] : [value])).map(([at, number]) => [at, Number(number)]),
  }));
};

export interface KnownAlert {
  readonly labels: Readonly<Record<string, string>>;
  /** When it turned firing: the time of the evaluation. */
  readonly startsAt: string;
}

/** The alerts that a replica of Alertmanager knows. */
export const alertsAt = async (alertmanagerUrl: string): Promise<readonly KnownAlert[]> =>
  (await fetch(`${alertmanagerUrl}/api/v2/alerts`)).json() as Promise<readonly KnownAlert[]>;

/** Hands alerts to Alertmanager as Prometheus would; they fire for an hour unless they end sooner. */
export const postAlerts = async (
  alertmanagerUrl: string,
  alerts: readonly Readonly<Record<string, string>>[],
  endsAt = new Date(Date.now() + 3_600_000),
): Promise<void> => {
  const response = await fetch(`${alertmanagerUrl}/api/v2/alerts`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(
      alerts.map((labels) => ({ labels, endsAt, annotations: { summary: 'sent by the test' } })),
    ),
  });
  if (!response.ok) throw new Error(await response.text());
};
