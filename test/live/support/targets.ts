import { openHttp, LOOPBACK, type LoopbackServer } from '../../../local/loopback';
import type { LocalWorkload } from '../../../local/stack/workload';

/** An HTTP target on loopback that can be taken down and brought back on the same port. */
export interface Target {
  readonly application: string;
  readonly workload: LocalWorkload;
  down(): Promise<void>;
  up(): Promise<void>;
  close(): Promise<void>;
}

const metrics = '# TYPE target_requests_total counter\ntarget_requests_total 1\n';
const open = (port?: number): Promise<LoopbackServer> =>
  openHttp((_request, response) => {
    response.writeHead(200, { 'Content-Type': 'text/plain; version=0.0.4' });
    response.end(metrics);
  }, port);

const openTarget = async (application: string, instance: number): Promise<Target> => {
  let server: LoopbackServer | undefined = await open();
  const { port } = server;
  const down = async (): Promise<void> => {
    await server?.close();
    server = undefined;
  };
  return {
    application,
    workload: {
      namespace: 'load',
      service: { name: application, labels: { app: application } },
      pod: {
        name: `${application}-${String(instance)}`,
        labels: { app: application },
        container: 'main',
        controller: { kind: 'StatefulSet', name: application },
      },
      portName: 'http',
      host: LOOPBACK,
      port,
    },
    down,
    up: async () => {
      server ??= await open(port);
    },
    close: down,
  };
};

/** Opens targets: `instances[i]` of application `app-<i>`. */
export const openTargets = (instances: readonly number[]): Promise<readonly Target[]> =>
  Promise.all(
    instances.flatMap((count, index) =>
      Array.from({ length: count }, (_, instance) => openTarget(`app-${String(index)}`, instance)),
    ),
  );
