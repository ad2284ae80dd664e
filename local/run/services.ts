import { mkdirSync } from 'node:fs';
import { heartbeatName } from '../../routing/heartbeat';
import { demoWorkloads } from '../demo/workload';
import { closeInboxes, openInboxes, type Inboxes } from '../inboxes';
import type { NotificationStore } from '../inboxes/store';
import { INGRESS_HOST } from '../ingress';
import { LOOPBACK } from '../loopback';
import { openProber } from '../prober';
import type { HostPort } from '../prober/probe';
import type { Program } from '../process/program';
import type { Supervisor } from '../process/supervisor';
import { heartbeatSilenceSeconds } from '../stack/heartbeatSilence';
import { localFiles, type LocalFiles } from '../stack/localFiles';
import { nodeExporterWorkload } from '../stack/nodeExporter';
import { serviceHosts } from '../stack/workload';
import type { StateFolders } from '../state';
import { openDemoParts, startDemo, type DemoParts } from './demoParts';
import type { EvaluatedStack } from './evaluateStack';
import type { ExporterName } from './exporters';
import { choosePorts, type Ports } from './ports';
import { alertmanagerProgram, prometheusProgram } from './programs';
import { writeFiles } from './writeFiles';

export interface ServicesOptions {
  /** Folder of the repository. */
  readonly project: string;
  readonly folders: StateFolders;
  readonly stack: EvaluatedStack;
  readonly store: NotificationStore;
  readonly supervisor: Supervisor;
  /** Paths of the pinned programs. */
  readonly programs: { readonly prometheus: string; readonly alertmanager: string };
  readonly signal: AbortSignal;
  /** Is told what to close, in the order in which it was opened. */
  readonly closeLater: (close: () => Promise<void> | void) => void;
}

/** Everything of a run that listens. */
export interface Services {
  readonly ports: Ports;
  readonly prometheusUrl: string;
  readonly alertmanagerUrl: string;
  readonly shopUrl: string;
  readonly proberUrl: string;
  readonly inboxes: Inboxes;
  readonly demo: DemoParts;
  /** What a fault stops and starts. */
  readonly programs: { readonly prometheus: Program; readonly alertmanager: Program };
  /** Exporters that could not be had, and why. */
  readonly leftOut: Map<ExporterName, string>;
  /** Integrations without an inbox, which were removed. */
  readonly removed: readonly string[];
}

/**
 * Opens the inboxes and the prober, writes the configuration, and starts the programs.
 * @throws UserError when a program does not start; the signal's reason when that is aborted
 */
export async function startServices(options: ServicesOptions): Promise<Services> {
  const { folders, stack, store, supervisor, signal, closeLater } = options;
  const { generated } = stack;
  const ports = await choosePorts();
  const demoOptions = { ...options, ports };

  const pagerdutyServices = new Map<string, string>();
  const inboxes = await openInboxes(store, {
    pagerdutyServiceOf: (key) => pagerdutyServices.get(key),
    heartbeatSilenceSeconds: heartbeatSilenceSeconds(generated.alertmanager['route'], heartbeatName),
  });
  closeLater(() => closeInboxes(inboxes));
  const parts = await openDemoParts(demoOptions);
  const workloads = demoWorkloads(ports);
  const hosts: [string, HostPort][] = workloads.flatMap((workload) =>
    serviceHosts(workload).map((host): [string, HostPort] => [host, workload]),
  );
  const prober = await openProber(generated.probeModules, {
    hosts: new Map([...hosts, [INGRESS_HOST, { host: LOOPBACK, port: parts.ingress.port }]]),
    trusted: [parts.ingress.authority],
  });
  closeLater(() => prober.close());

  const written = localFiles(
    generated,
    {
      workloads: [...workloads, nodeExporterWorkload(ports.nodeExporter)],
      alertmanagerPorts: [ports.alertmanager],
      prober: new URL(prober.url).host,
      inboxes: {
        slackUrl: inboxes.slack.url,
        pagerdutyUrl: inboxes.pagerduty.url,
        heartbeatUrl: inboxes.heartbeat.url,
        smtp: `${LOOPBACK}:${String(inboxes.smtp.port)}`,
      },
    },
    folders.run,
  );
  written.pagerdutyServices.forEach((service, key) => pagerdutyServices.set(key, service));
  writeFiles(written.files);
  mkdirSync(folders.history, { recursive: true, mode: 0o700 });

  const programs = programsOf(options, ports, written);
  const [started] = await Promise.all([
    startDemo(demoOptions, parts),
    supervisor.start(programs.alertmanager, signal),
  ]);
  // Last: what it scrapes first should be there.
  await supervisor.start(programs.prometheus, signal);
  const local = (port: number): string => `http://${LOOPBACK}:${String(port)}`;
  return {
    ports,
    prometheusUrl: local(ports.prometheus),
    alertmanagerUrl: local(ports.alertmanager),
    shopUrl: local(ports.shop),
    proberUrl: prober.url,
    inboxes,
    demo: { ...parts, ...started },
    programs,
    leftOut: new Map(),
    removed: written.removed,
  };
}

function programsOf(
  { programs, folders, stack }: ServicesOptions,
  ports: Ports,
  written: LocalFiles,
): Services['programs'] {
  return {
    alertmanager: alertmanagerProgram({
      command: programs.alertmanager,
      configuration: written.alertmanager,
      // Not kept: a notification log that remembers the last run would keep this one's alerts quiet.
      storage: `${folders.run}/alertmanager`,
      port: ports.alertmanager,
    }),
    prometheus: prometheusProgram({
      command: programs.prometheus,
      configuration: written.prometheus,
      history: folders.history,
      port: ports.prometheus,
      features: stack.generated.features,
    }),
  };
}
