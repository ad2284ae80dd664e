import { createServer, type IncomingMessage, type RequestListener, type Server } from 'node:http';
import { createServer as createSocketServer, type AddressInfo } from 'node:net';

/** The only address that anything of the local run listens on. */
export const LOOPBACK = '127.0.0.1';

/** An HTTP server that is open on loopback. */
export interface LoopbackServer {
  readonly port: number;
  readonly url: string;
  /** Ends open connections too; resolves once the port is free. */
  close(): Promise<void>;
}

/**
 * Opens an HTTP server on loopback.
 * @param port 0 takes a free one; a port in use rejects with EADDRINUSE
 */
export async function openHttp(listener: RequestListener, port = 0): Promise<LoopbackServer> {
  const server = createServer(listener);
  const bound = await listen(server, port);
  return {
    port: bound,
    url: `http://${LOOPBACK}:${String(bound)}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
        server.closeAllConnections();
      }),
  };
}

function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, LOOPBACK, () => {
      server.off('error', reject);
      resolve((server.address() as AddressInfo).port);
    });
  });
}

/**
 * Ports from which systems take none for connections of their own (Linux from 32768, macOS and Windows from 49152 on), so that
 * one found free is still free when its program binds it.
 */
const QUIET_PORTS = { from: 20_000, count: 12_000 };
const TRIES = 50;

const anyQuietPort = (): number => QUIET_PORTS.from + Math.floor(Math.random() * QUIET_PORTS.count);

/** Handed out already, and perhaps not bound yet. */
const given = new Set<number>();

/** The first of `preferred` that nobody listens on, else any that is free; 0 prefers none. */
export async function freePort(preferred: readonly number[] = []): Promise<number> {
  for (const port of [
    ...preferred.filter((one) => one !== 0),
    ...Array.from({ length: TRIES }, anyQuietPort),
  ]) {
    if (given.has(port) || !(await isFree(port))) continue;
    if (!preferred.includes(port)) given.add(port);
    return port;
  }
  throw new Error(`no free port on ${LOOPBACK}`);
}

/** Whether nobody listens on a port. */
export function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createSocketServer();
    server.once('error', () => {
      resolve(false);
    });
    server.listen(port, LOOPBACK, () => {
      server.close(() => {
        resolve(true);
      });
    });
  });
}

/** Largest request body that is read, in bytes: PagerDuty's limit of 512 KiB, which is the largest of the inboxes. */
export const BODY_LIMIT = 512 * 1024;

/** The body of a request as text. Rejects with a RangeError beyond `BODY_LIMIT`. */
export async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > BODY_LIMIT) throw new RangeError(`body exceeds ${String(BODY_LIMIT)} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

/** `value` parsed as JSON, or undefined when it is not JSON. */
export function parseJson(value: string): unknown {
  try {
    return JSON.parse(value) as unknown;
  } catch {
    return undefined;
  }
}
