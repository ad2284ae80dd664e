import { randomBytes } from 'node:crypto';
import type { ControlAddress } from '../control';
import { openIngress, type Ingress } from '../ingress';
import { LOOPBACK } from '../loopback';
import type { Supervisor } from '../process/supervisor';
import { openProviders, type Providers } from '../providers';
import { cacheServer, type CacheServer } from '../servers/cacheServer';
import { createPostgres, type PostgresServer } from '../servers/postgres';
import type { StateFolders } from '../state';
import { Volume } from '../volume';
import type { Ports } from './ports';
import { demoProgram } from './programs';

/** What the demo is made of, besides its own process. */
export interface DemoParts {
  readonly control: ControlAddress;
  readonly database: PostgresServer;
  readonly cache: CacheServer;
  readonly providers: Providers;
  readonly ingress: Ingress;
  readonly volume: Volume;
}

export interface DemoOptions {
  /** Folder of the repository. */
  readonly project: string;
  readonly folders: StateFolders;
  readonly ports: Ports;
  readonly supervisor: Supervisor;
  readonly signal: AbortSignal;
  readonly closeLater: (close: () => Promise<void> | void) => void;
}

/** Requests a second, on average: enough for stable percentiles, little enough to go unnoticed on a laptop. */
const REQUESTS_PER_SECOND = 15;

/** What listens in this process: it must be there before the configuration is written. */
export async function openDemoParts({
  folders,
  ports,
  supervisor,
  closeLater,
}: DemoOptions): Promise<Omit<DemoParts, 'control' | 'database'>> {
  const ingress = await openIngress();
  closeLater(() => ingress.close());
  const providers = await openProviders();
  closeLater(() => providers.close());
  const volume = new Volume(`${folders.run}/volume`);
  volume.open();
  closeLater(() => {
    volume.close();
  });
  return { ingress, providers, volume, cache: await cacheServer(ports.cache, supervisor) };
}

/** Starts database and cache, then the demo, which uses them from its first request on. */
export async function startDemo(
  options: DemoOptions,
  { cache, providers }: Pick<DemoParts, 'cache' | 'providers'>,
): Promise<Pick<DemoParts, 'control' | 'database'>> {
  const { project, ports, supervisor, signal, closeLater } = options;
  // Before it starts: it is there at once, and the database may be given up while it is made.
  closeLater(() => cache.stop());
  const [database] = await Promise.all([startDatabase(options), cache.start(signal)]);
  const token = randomBytes(24).toString('hex');
  await supervisor.start(
    demoProgram(project, {
      shopPort: ports.shop,
      workerPort: ports.worker,
      controlPort: ports.demoControl,
      controlToken: token,
      requestsPerSecond: REQUESTS_PER_SECOND,
      databaseUrl: database.url('demo'),
      cacheUrl: `redis://${LOOPBACK}:${String(ports.cache)}`,
      paymentsUrl: providers.payments.url,
      carrierUrl: providers.carrier.url,
      ratesUrl: providers.rates.url,
    }),
    signal,
  );
  return { database, control: { url: `http://${LOOPBACK}:${String(ports.demoControl)}`, token } };
}

async function startDatabase({
  folders,
  ports,
  supervisor,
  signal,
  closeLater,
}: DemoOptions): Promise<PostgresServer> {
  const database = await createPostgres(`${folders.run}/postgres`, ports.postgres);
  supervisor.guardFolder(database.folder);
  closeLater(async () => {
    await supervisor.end(database.program.name);
    database.remove();
  });
  signal.throwIfAborted();
  await supervisor.start(database.program, signal);
  await database.prepare();
  return database;
}
