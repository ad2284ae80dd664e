import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import Parser from 'redis-parser';
import { LOOPBACK } from '../loopback';
import { Commands } from './commands';
import { encode } from './reply';

/** A server that speaks Redis' protocol; its port stays the same over stops and starts. */
export class RespServer {
  readonly #sockets = new Set<Socket>();
  #server: Server | undefined;

  constructor(readonly port: number) {}

  /** Starts empty, as Redis does after a crash without snapshots. Rejects when the port is taken. */
  async start(): Promise<void> {
    const commands = new Commands(this.port, () => this.#sockets.size);
    const server = createServer((socket) => {
      this.#serve(socket, commands);
    });
    this.#server = server;
    await new Promise<AddressInfo>((resolve, reject) => {
      server.once('error', reject);
      server.listen(this.port, LOOPBACK, () => {
        resolve(server.address() as AddressInfo);
      });
    });
  }

  async stop(): Promise<void> {
    const server = this.#server;
    this.#server = undefined;
    if (server === undefined) return;
    const closed = new Promise<void>((resolve) => {
      server.close(() => {
        resolve();
      });
    });
    for (const socket of this.#sockets) socket.destroy();
    await closed;
  }

  #serve(socket: Socket, commands: Commands): void {
    this.#sockets.add(socket);
    commands.connected();
    const parser = new Parser({
      returnReply: (reply) => {
        socket.write(encode(commands.answer(reply)));
      },
      returnError: (error) => {
        socket.write(encode(error));
      },
      returnFatalError: () => {
        socket.destroy();
      },
    });
    socket.on('data', (chunk) => {
      parser.execute(Buffer.from(chunk));
    });
    // A client that vanishes is no fault of the server.
    socket.on('error', () => undefined);
    socket.on('close', () => this.#sockets.delete(socket));
  }
}
