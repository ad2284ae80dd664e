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

/** The first of `preferred` that nobody listens on, else a port that the system says is free. */
export async function freePort(preferred: readonly number[] = []): Promise<number> {
  for (const port of [...preferred, 0]) {
    const free = await tryPort(port);
    if (free !== undefined) return free;
  }
  throw new Error(`no free port on ${LOOPBACK}`);
}

function tryPort(port: number): Promise<number | undefined> {
  return new Promise((resolve) => {
    const server = createSocketServer();
    server.once('error', () => {
      resolve(undefined);
    });
    server.listen(port, LOOPBACK, () => {
      const { port: bound } = server.address() as AddressInfo;
      server.close(() => {
        resolve(bound);
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
