import { connect } from 'node:net';
import { findExecutables } from '../../tools/locate';
import { MAX_BYTES } from '../cache/commands';
import { RespServer } from '../cache/respServer';
import { LOOPBACK } from '../loopback';
import type { Program } from '../process/program';
import type { Supervisor } from '../process/supervisor';

/** The demo's cache: it can be stopped, and started again on the same port, empty. */
export interface CacheServer {
  readonly port: number;
  /** What it is, for people. */
  readonly what: string;
  start(signal: AbortSignal): Promise<void>;
  stop(): Promise<void>;
}

/** Real servers that speak Redis' protocol; they are not published as a package of Node or Go. */
const SERVERS = ['redis-server', 'valkey-server'] as const;

/** A real Redis or Valkey of this machine, else a small server of ours with its protocol. */
export async function cacheServer(
  port: number,
  supervisor: Supervisor,
  environment: NodeJS.ProcessEnv = process.env,
): Promise<CacheServer> {
  for (const name of SERVERS) {
    const [command] = await findExecutables(name, environment);
    if (command === undefined) continue;
    const program = redisProgram(command, port);
    return {
      port,
      what: `${name} of this machine`,
      start: (signal) => supervisor.start(program, signal),
      stop: () => supervisor.end(program.name),
    };
  }
  const server = new RespServer(port);
  return {
    port,
    what: 'a small server with Redis’ protocol; a redis-server or valkey-server on PATH is used instead',
    start: () => server.start(),
    stop: () => server.stop(),
  };
}

const redisProgram = (command: string, port: number): Program => ({
  name: 'redis',
  command,
  // Nothing is saved: a cache may be lost.
  args: [
    ['--port', String(port)],
    ['--bind', LOOPBACK],
    ['--save', ''],
    ['--appendonly', 'no'],
    ['--maxmemory', String(MAX_BYTES)],
    ['--maxmemory-policy', 'allkeys-lru'],
  ].flat(),
  ready: () => accepts(port),
  readyWithinSeconds: 20,
  advice: 'Start again: should its port be taken, another one is chosen.',
});

function accepts(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, LOOPBACK, () => {
      socket.destroy();
      resolve(true);
    });
    socket.on('error', () => {
      resolve(false);
    });
  });
}
