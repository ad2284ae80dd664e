import { UserError } from '../../config/errors';
import { ensureProgram } from '../../tools/build';
import type { OnProgress } from '../../tools/progress';
import type { Program } from '../process/program';
import type { Supervisor } from '../process/supervisor';
import { nodeExporter, postgresExporter, redisExporter } from './programs';
import type { Services } from './services';

/** Programs that say what servers and this machine do, the quickest to build first. */
export const exporterNames = ['redis_exporter', 'postgres_exporter', 'node_exporter'] as const;
export type ExporterName = (typeof exporterNames)[number];

const programOf = ({
  ports,
  demo,
}: Services): Readonly<Record<ExporterName, (command: string) => Program>> => ({
  redis_exporter: (command) => redisExporter(command, ports.redisExporter, ports.cache),
  postgres_exporter: (command) =>
    postgresExporter(command, ports.postgresExporter, demo.database.url('exporter')),
  node_exporter: (command) => nodeExporter(command, ports.nodeExporter, demo.volume.metricsFolder),
});

/**
 * Builds and starts the exporters, which may come up after everything else. One that cannot be had is left out, and
 * `services.leftOut` says why: the run goes on without it.
 *
 * @throws the signal's reason when that is aborted
 */
export async function startExporters(
  services: Services,
  supervisor: Supervisor,
  signal: AbortSignal,
  onProgress: OnProgress,
): Promise<void> {
  const programs = programOf(services);
  for (const name of exporterNames) {
    try {
      const command = await ensureProgram(name, { signal, onProgress });
      await supervisor.start(programs[name](command), signal);
    } catch (error) {
      signal.throwIfAborted();
      if (!(error instanceof UserError)) throw error;
      services.leftOut.set(name, error.message);
    }
  }
}
