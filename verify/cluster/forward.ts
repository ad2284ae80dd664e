import type { KubeConfig, PortForward } from '@kubernetes/client-node';
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { PassThrough } from 'node:stream';

/** Only this machine may use a forwarded port. */
const LOOPBACK = '127.0.0.1';

export interface PodPort {
  readonly namespace: string;
  readonly pod: string;
  readonly port: number;
}

/** Ports of pods, each open on loopback until `close`. As `kubectl port-forward`: one connection, one stream. */
export class Forwards {
  readonly #servers: Server[] = [];
  readonly #sockets = new Set<Socket>();

  constructor(private readonly config: KubeConfig) {}

  /** Opens a local port that leads to the pod's; gives its URL. */
  async open(target: PodPort): Promise<string> {
    const { PortForward: Forward } = await import('@kubernetes/client-node');
    const forward = new Forward(this.config, true);
    const server = createServer((socket) => {
      this.#sockets.add(socket);
      socket.once('close', () => this.#sockets.delete(socket));
      // A caller that hangs up is no fault.
      socket.on('error', () => undefined);
      void this.#connect(forward, target, socket);
    });
    this.#servers.push(server);
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject).listen(0, LOOPBACK, resolve);
    });
    return `http://${LOOPBACK}:${String((server.address() as AddressInfo).port)}`;
  }

  async close(): Promise<void> {
    for (const socket of this.#sockets) socket.destroy();
    await Promise.all(
      this.#servers.map(
        (server) =>
          new Promise<void>((resolve) => {
            server.close(() => {
              resolve();
            });
          }),
      ),
    );
  }

  async #connect(forward: PortForward, { namespace, pod, port }: PodPort, socket: Socket): Promise<void> {
    const refused = new PassThrough();
    // The kubelet reports what went wrong inside the pod on a stream of its own.
    refused.once('data', () => socket.destroy());
    try {
      const connection = await forward.portForward(namespace, pod, [port], socket, refused, socket);
      if (typeof connection === 'function') return;
      connection.onclose = () => socket.end();
      // The client ends a connection with the end of its input, and a caller that is destroyed has none: it would stay for
      // as long as the server in the pod likes, and this process with it.
      if (socket.destroyed) connection.terminate();
      else
        socket.once('close', () => {
          connection.terminate();
        });
    } catch {
      socket.destroy();
    }
  }
}
