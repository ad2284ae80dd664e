import { freePort } from '../loopback';

/** The usual port of each, where people look for it; when it is taken the system chooses another. */
const USUAL = { prometheus: 9090, alertmanager: 9093, shop: 8080 } as const;

/** Where everything of a run listens that is not bound yet. */
export async function choosePorts() {
  return {
    prometheus: await freePort([USUAL.prometheus]),
    alertmanager: await freePort([USUAL.alertmanager]),
    shop: await freePort([USUAL.shop]),
    worker: await freePort(),
    demoControl: await freePort(),
    postgres: await freePort(),
    cache: await freePort(),
    postgresExporter: await freePort(),
    redisExporter: await freePort(),
    nodeExporter: await freePort(),
  };
}

export type Ports = Awaited<ReturnType<typeof choosePorts>>;
