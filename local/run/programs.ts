import path from 'node:path';
import { UserError } from '../../config/errors';
import { alertmanagerFeatures } from '../../config/naming';
import { toEnvironment, type Settings } from '../demo/settings';
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
  port: settings.port,
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
  port: settings.port,
  ready: () => ok(`${local(settings.port)}/-/ready`),
  readyWithinSeconds: 30,
  advice: PORT_ADVICE,
});

/** @param project folder of the repository */
export const demoProgram = (project: string, settings: Settings): Program => ({
  name: 'demo',
  command: process.execPath,
  args: [path.join(project, 'scripts', 'run.mjs'), 'demo'],
  env: toEnvironment(settings),
  port: settings.shopPort,
  ready: () => ok(`${local(settings.shopPort)}/health`),
  readyWithinSeconds: 30,
  advice: PORT_ADVICE,
});

/** An exporter, which says what its server does. */
const exporterProgram = (
  name: string,
  command: string,
  port: number,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Program => ({
  name,
  command,
  args: [...args, `--web.listen-address=${LOOPBACK}:${String(port)}`],
  env,
  port,
  ready: () => ok(`${local(port)}/metrics`),
  readyWithinSeconds: 30,
  advice: PORT_ADVICE,
});

/** @param url of the database, for a role that may see what happens */
export const postgresExporter = (command: string, port: number, url: string): Program =>
  exporterProgram('postgres-exporter', command, port, ['--collector.stat_statements'], {
    DATA_SOURCE_NAME: url,
  });

/** @param cachePort where the cache listens */
export const redisExporter = (command: string, port: number, cachePort: number): Program =>
  exporterProgram('redis-exporter', command, port, [], {
    REDIS_ADDR: `redis://${LOOPBACK}:${String(cachePort)}`,
  });

/** @param textFiles folder of metrics that others write */
export const nodeExporter = (command: string, port: number, textFiles: string): Program =>
  exporterProgram('node-exporter', command, port, [
    `--collector.textfile.directory=${textFiles}`,
    // As the chart has it: what is mounted for the system or by containers is no disk.
    '--collector.filesystem.mount-points-exclude=^/(dev|proc|sys|run/k3s/containerd/.+|var/lib/docker/.+|var/lib/kubelet/pods/.+)($|/)',
    '--collector.filesystem.fs-types-exclude=^(autofs|binfmt_misc|bpf|cgroup2?|configfs|debugfs|devpts|devtmpfs|fusectl|hugetlbfs|iso9660|mqueue|nsfs|overlay|proc|procfs|pstore|rpc_pipefs|securityfs|selinuxfs|squashfs|erofs|sysfs|tracefs)$',
  ]);

/** What the local run cannot do on Windows: end a program together with everything that it started. */
export function refuseWindows(platform: NodeJS.Platform = process.platform): void {
  if (platform === 'win32') {
    throw new UserError(['The local run needs Linux or macOS. On Windows, run it inside WSL.']);
  }
}
