import path from 'node:path';
import { UserError } from '../../config/errors';
import { alertmanagerFeatures } from '../../config/naming';
import { LOOPBACK } from '../loopback';
import type { Program } from '../process/program';

const PORT_ADVICE = 'Start again: should its port be taken, another one is chosen.';

const ok = async (url: string): Promise<boolean> =>
  (await fetch(url, { signal: AbortSignal.timeout(1_000) })).status === 200;

const local = (port: number): string => `http://${LOOPBACK}:${String(port)}`;

export interface PrometheusSettings {
  readonly command: string;
  readonly configuration: string;
  readonly history: string;
  readonly port: number;
  readonly features: readonly string[];
}

export const prometheusProgram = (settings: PrometheusSettings): Program => ({
  name: 'prometheus',
  command: settings.command,
  args: [
    `--config.file=${settings.configuration}`,
    `--storage.tsdb.path=${settings.history}`,
    `--web.listen-address=${LOOPBACK}:${String(settings.port)}`,
    // Links in messages must lead here, not to an address inside a cluster.
    `--web.external-url=${local(settings.port)}`,
    ...settings.features.map((feature) => `--enable-feature=${feature}`),
  ],
  ready: () => ok(`${local(settings.port)}/-/ready`),
  // A large history is replayed first.
  readyWithinSeconds: 120,
  advice: `${PORT_ADVICE} If its history is damaged, move the folder ${settings.history} away.`,
});

export interface AlertmanagerSettings {
  readonly command: string;
  readonly configuration: string;
  readonly storage: string;
  readonly port: number;
}

export const alertmanagerProgram = (settings: AlertmanagerSettings): Program => ({
  name: 'alertmanager',
  command: settings.command,
  args: [
    `--config.file=${settings.configuration}`,
    `--storage.path=${settings.storage}`,
    `--web.listen-address=${LOOPBACK}:${String(settings.port)}`,
    `--web.external-url=${local(settings.port)}`,
    // One instance gossips with nobody, and would listen on all interfaces for it.
    '--cluster.listen-address=',
    `--enable-feature=${alertmanagerFeatures.join(',')}`,
  ],
  ready: () => ok(`${local(settings.port)}/-/ready`),
  readyWithinSeconds: 30,
  advice: PORT_ADVICE,
});

export interface DemoSettings {
  /** Folder of the repository. */
  readonly project: string;
  readonly port: number;
  readonly controlPort: number;
  readonly token: string;
}

/** Requests a second: enough for stable percentiles, little enough to go unnoticed on a laptop. */
const REQUESTS_PER_SECOND = 15;

export const demoProgram = ({ project, port, controlPort, token }: DemoSettings): Program => ({
  name: 'demo',
  command: process.execPath,
  args: [path.join(project, 'scripts', 'run.mjs'), 'demo'],
  env: {
    DEMO_PORT: String(port),
    DEMO_CONTROL_PORT: String(controlPort),
    DEMO_CONTROL_TOKEN: token,
    DEMO_REQUESTS_PER_SECOND: String(REQUESTS_PER_SECOND),
  },
  ready: () => ok(`${local(port)}/health`),
  readyWithinSeconds: 30,
  advice: PORT_ADVICE,
});

/** What the local run cannot do on Windows: end a program together with everything that it started. */
export function refuseWindows(platform: NodeJS.Platform = process.platform): void {
  if (platform === 'win32') {
    throw new UserError(['The local run needs Linux or macOS. On Windows, run it inside WSL.']);
  }
}
