import { randomBytes } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { heartbeatName } from '../../routing/heartbeat';
import type { ControlAddress } from '../control';
import { demoWorkload } from '../demo/workload';
import { closeInboxes, openInboxes, type Inboxes } from '../inboxes';
import type { NotificationStore } from '../inboxes/store';
import { freePort, LOOPBACK } from '../loopback';
import { openProber } from '../prober';
import type { Supervisor } from '../process/supervisor';
import { heartbeatSilenceSeconds } from '../stack/heartbeatSilence';
import { localFiles } from '../stack/localFiles';
import { serviceHosts } from '../stack/workload';
import type { StateFolders } from '../state';
import type { EvaluatedStack } from './evaluateStack';
import { alertmanagerProgram, demoProgram, prometheusProgram } from './programs';
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
  readonly closeLater: (close: () => Promise<void>) => void;
}

/** Everything of a run that listens. */
export interface Services {
  readonly prometheusUrl: string;
  readonly alertmanagerUrl: string;
  readonly demoUrl: string;
  readonly demoControl: ControlAddress;
  readonly proberUrl: string;
  readonly inboxes: Inboxes;
  /** Integrations without an inbox, which were removed. */
  readonly removed: readonly string[];
}

/** The usual port of each; when it is taken the system chooses another. */
const USUAL_PORTS = { prometheus: 9090, alertmanager: 9093, demo: 8080 };

/**
 * Opens the inboxes and the prober, writes the configuration, and starts the programs.
 * @throws UserError when a program does not start; the signal's reason when that is aborted
 */
export async function startServices(options: ServicesOptions): Promise<Services> {
  const { folders, stack, store, supervisor, signal, closeLater } = options;
  const { generated } = stack;
  const ports = {
    prometheus: await freePort([USUAL_PORTS.prometheus]),
    alertmanager: await freePort([USUAL_PORTS.alertmanager]),
    demo: await freePort([USUAL_PORTS.demo]),
    demoControl: await freePort(),
  };
  const demo = demoWorkload(ports.demo);

  const services = new Map<string, string>();
  const inboxes = await openInboxes(store, {
    pagerdutyServiceOf: (key) => services.get(key),
    heartbeatSilenceSeconds: heartbeatSilenceSeconds(generated.alertmanager['route'], heartbeatName),
  });
  closeLater(() => closeInboxes(inboxes));
  const hosts = new Map(serviceHosts(demo).map((host) => [host, { host: demo.host, port: demo.port }]));
  const prober = await openProber(generated.probeModules, hosts);
  closeLater(() => prober.close());

  const written = localFiles(
    generated,
    {
      workloads: [demo],
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
  written.pagerdutyServices.forEach((service, key) => services.set(key, service));
  writeFiles(written.files);
  mkdirSync(folders.history, { recursive: true, mode: 0o700 });

  const token = randomBytes(24).toString('hex');
  await Promise.all([
    supervisor.start(
      demoProgram({ project: options.project, port: ports.demo, controlPort: ports.demoControl, token }),
      signal,
    ),
    supervisor.start(
      alertmanagerProgram({
        command: options.programs.alertmanager,
        configuration: written.alertmanager,
        // Not kept: a notification log that remembers the last run would keep this one's alerts quiet.
        storage: `${folders.run}/alertmanager`,
        port: ports.alertmanager,
      }),
      signal,
    ),
    supervisor.start(
      prometheusProgram({
        command: options.programs.prometheus,
        configuration: written.prometheus,
        history: folders.history,
        port: ports.prometheus,
        features: generated.features,
      }),
      signal,
    ),
  ]);
  const local = (port: number): string => `http://${LOOPBACK}:${String(port)}`;
  return {
    prometheusUrl: local(ports.prometheus),
    alertmanagerUrl: local(ports.alertmanager),
    demoUrl: local(ports.demo),
    demoControl: { url: local(ports.demoControl), token },
    proberUrl: prober.url,
    inboxes,
    removed: written.removed,
  };
}
